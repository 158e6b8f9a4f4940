/**
 * What goes along with an AssumeRole call besides the role: flag before environment before file.
 */
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { Setting } from '../../profiles/types.ts';
import { resolveNarrowing } from './plan-narrowing.ts';
import type { SelectedProfileOptions } from './plan-options.ts';
import type { PlanScope } from './plan-scope.ts';
import {
  checkExternalId,
  checkRoleSessionName,
  checkSourceIdentity,
  checkTags,
  checkTransitiveKeys,
} from './plan-values.ts';
import type { LastRoleOptions } from './role-options.ts';
import type { Narrowing } from './types.ts';

/**
 * The name the user wants in CloudTrail; undefined leaves it to the run.
 *
 * @throws AwsxError `setting_invalid`, `invalid_argument`
 */
export function resolveSessionName(
  profile: ResolvedProfile,
  scope: PlanScope,
): Setting<string> | undefined {
  const name =
    fromFlags(profile, scope).roleSessionName ??
    fromVariables(profile, scope).roleSessionName ??
    profile.sessionName ??
    profile.roleSessionName;
  return name && checkRoleSessionName(name);
}

/**
 * Tags, external id and source identity.
 *
 * @throws AwsxError `setting_invalid`, `invalid_argument`
 */
export function resolveIdentity(profile: ResolvedProfile, scope: PlanScope) {
  const flags = fromFlags(profile, scope);
  const variables = fromVariables(profile, scope);
  const externalId = flags.externalId ?? profile.externalId;
  const sourceIdentity = flags.sourceIdentity ?? variables.sourceIdentity ?? profile.sourceIdentity;
  const ownTags = variables.sessionTags ?? profile.sessionTags;
  const ownKeys = variables.transitiveTagKeys ?? profile.transitiveSessionTags;
  const tags = addItems(ownTags, flags.sessionTags, ({ key }) => key);
  const keys = addItems(ownKeys, flags.transitiveTagKeys, (key) => key);
  const checkedTags = tags ? checkTags(tags) : [];
  return {
    tags: checkedTags,
    transitiveTagKeys: keys ? checkTransitiveKeys(keys, checkedTags) : [],
    externalId: externalId && checkExternalId(externalId),
    sourceIdentity: sourceIdentity && checkSourceIdentity(sourceIdentity),
  };
}

/** The flags' items stand beside the others, and win over those with the same key. */
function addItems<T>(
  own: Setting<readonly T[]> | undefined,
  added: Setting<readonly T[]> | undefined,
  keyOf: (item: T) => string,
): Setting<readonly T[]> | undefined {
  if (own === undefined || added === undefined) return added ?? own;
  const replaced = new Set(added.value.map((item) => keyOf(item).toLowerCase()));
  const kept = own.value.filter((item) => !replaced.has(keyOf(item).toLowerCase()));
  return { value: [...kept, ...added.value], origin: added.origin };
}

/**
 * The session policy of a role: its profile's, or for the last role the flags'.
 *
 * @throws AwsxError as {@link resolveNarrowing} does
 */
export function narrowRole(
  profile: ResolvedProfile,
  scope: PlanScope,
  roleArn: string,
): Narrowing | undefined {
  const { narrowing, selected, readPolicyFile } = scope;
  return resolveNarrowing({
    profile: profile.name,
    requests: [...fromFlags(profile, scope).narrowing, ...(narrowing.get(profile) ?? [])],
    roleArn,
    scopes: new Map([...profile.scopes, ...selected.scopes]),
    readPolicyFile,
  });
}

/** What the environment says of the profile that was named, and of no other. */
function fromVariables(
  profile: ResolvedProfile,
  { options, named }: PlanScope,
): SelectedProfileOptions {
  return profile === named ? options.selected : {};
}

/** What the command line says of the last role, and of no other. */
function fromFlags(profile: ResolvedProfile, { options, last }: PlanScope): LastRoleOptions {
  return profile === last ? options.last : { narrowing: [] };
}
