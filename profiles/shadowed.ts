import { linkTarget } from './chain-source.ts';
import type { ChainStep, StepInput } from './chain-step.ts';
import type { ChainSource, Shadowed } from './chain-types.ts';
import { quoted } from './describe.ts';
import { place } from './profile-errors.ts';
import type { ResolvedProfile } from './resolve-profile.ts';
import type { Setting } from './types.ts';

type Way = ChainSource['kind'] | 'role' | 'source-profile';

/** What a profile says about credentials and a chain does not use, each with what hides it. */
export function findShadowed(input: StepInput, step: ChainStep): readonly Shadowed[] {
  const { profile, hasBaseCredential } = input;
  const used = usedWays(step);
  const by = describeUsed(profile, step);
  const unused = [...waysOf(profile)]
    .filter(([way]) => !used.has(way))
    .map(([, setting]) => shadowedSetting(profile, setting, by));
  if (!hasBaseCredential || used.has('base-credential')) return unused;
  return [{ what: baseCredentialOf(profile), by }, ...unused];
}

function usedWays({ roleArn, next }: ChainStep): ReadonlySet<Way> {
  const used = new Set<Way>();
  if (roleArn !== undefined) used.add('role');
  if (next.kind === 'source') {
    used.add(next.source.kind);
    if (next.source.kind === 'web-identity') used.add('role');
  } else {
    used.add(next.key === 'source_profile' ? 'source-profile' : 'credential-process');
  }
  return used;
}

/** The setting that stands for each way to credentials which a profile has. */
function waysOf(profile: ResolvedProfile): ReadonlyMap<Way, Setting<unknown>> {
  const ways: readonly (readonly [Way, Setting<unknown> | undefined])[] = [
    ['role', profile.roleArn],
    ['source-profile', isOtherProfile(profile) ? profile.sourceProfile : undefined],
    ['static-keys', profile.accessKeyId ?? profile.secretAccessKey],
    ['credential-source', profile.credentialSource],
    ['web-identity', profile.webIdentityTokenFile ?? profile.webIdentityTokenProcess],
    ['sso', profile.ssoSession ?? profile.ssoStartUrl],
    ['login-session', profile.loginSession],
    ['credential-process', isLinked(profile) ? undefined : profile.credentialProcess],
  ];
  const present = new Map<Way, Setting<unknown>>();
  for (const [way, setting] of ways) if (setting !== undefined) present.set(way, setting);
  return present;
}

function isOtherProfile({ name, sourceProfile }: ResolvedProfile): boolean {
  return sourceProfile !== undefined && sourceProfile.value !== name;
}

/** Its `credential_process` sends other tools to awsx, and is nothing to awsx itself. */
function isLinked(profile: ResolvedProfile): boolean {
  return linkTarget(profile) === profile.name;
}

function shadowedSetting(
  profile: ResolvedProfile,
  { origin }: Setting<unknown>,
  by: string,
): Shadowed {
  if (origin.kind !== 'file') return { what: `a setting of profile ${quoted(profile.name)}`, by };
  return {
    what: `${origin.key} in profile ${quoted(origin.profile)}`,
    location: origin.location,
    by,
  };
}

function describeUsed(profile: ResolvedProfile, { roleArn, next }: ChainStep): string {
  if (roleArn !== undefined) return named(roleArn, 'role_arn');
  if (next.kind === 'profile') return named(next.setting, next.key);
  if (next.source.kind === 'base-credential') return baseCredentialOf(profile);
  const setting = waysOf(profile).get(next.source.kind);
  return setting === undefined ? next.source.kind : named(setting, next.source.kind);
}

function named({ origin }: Setting<unknown>, otherwise: string): string {
  if (origin.kind === 'environment') return origin.variable;
  return origin.kind === 'file' ? `${origin.key}${place(origin)}` : otherwise;
}

function baseCredentialOf({ name }: ResolvedProfile): string {
  return `the base credential of ${quoted(name)} in the vault`;
}
