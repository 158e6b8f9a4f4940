import { isAwsxError } from '../src/errors.ts';
import { type ResolvedProfile, resolveProfile } from './resolve-profile.ts';
import type { SharedConfig } from './types.ts';

/** A profile that names a role, by ARN or for IAM Identity Center. */
export interface RoleProfile {
  readonly name: string;
  readonly accountId: string;
  /** What else the files call the account: its alias, its name. */
  readonly accountNames: readonly string[];
  /** For a role with a path its whole name, as in `team/admin`. */
  readonly roleName: string;
  readonly sourceProfile?: string;
}

/** Every profile with a role, in the order of the files. Those that cannot be read are left out. */
export function listRoleProfiles(config: SharedConfig): readonly RoleProfile[] {
  return [...config.profiles.keys()].flatMap((name) => describeRole(config, name));
}

function describeRole(config: SharedConfig, name: string): readonly RoleProfile[] {
  const profile = tryToResolve(config, name);
  if (profile === undefined) return [];
  const { roleArn, sourceProfile, ssoAccountId, ssoRoleName } = profile;
  const accountNames = accountNamesOf(profile);
  const [, , , , accountId, ...rest] = roleArn?.value.split(':') ?? [];
  if (accountId !== undefined) {
    const roleName = rest.join(':').replace(/^role\//, '');
    const source = sourceProfile && { sourceProfile: sourceProfile.value };
    return [{ name, accountId, accountNames, roleName, ...source }];
  }
  if (ssoAccountId === undefined || ssoRoleName === undefined) return [];
  return [{ name, accountId: ssoAccountId.value, accountNames, roleName: ssoRoleName.value }];
}

function accountNamesOf(profile: ResolvedProfile): readonly string[] {
  const { accountAlias, accountName, ssoAccountName } = profile;
  return [accountAlias, accountName, ssoAccountName].flatMap((name) => name?.value ?? []);
}

function tryToResolve(config: SharedConfig, name: string): ResolvedProfile | undefined {
  try {
    return resolveProfile(config, name);
  } catch (error) {
    if (isAwsxError(error)) return undefined;
    throw error;
  }
}
