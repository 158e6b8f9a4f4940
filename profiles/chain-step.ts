import { AwsxError } from '../src/errors.ts';
import { printable } from '../src/printable.ts';
import { shellWord } from '../src/shell-word.ts';
import { findRoleFlag } from './awsx-call.ts';
import {
  findNamedSource,
  findSource,
  findStaticKeys,
  findWebIdentity,
  incomplete,
  linkTarget,
  type SourceInput,
} from './chain-source.ts';
import type { ChainSource } from './chain-types.ts';
import { quoted } from './describe.ts';
import { place } from './profile-errors.ts';
import type { ResolvedProfile } from './resolve-profile.ts';
import type { Setting } from './types.ts';

/** The key that leads to another profile. */
export type ReferenceKey = 'source_profile' | 'credential_process';

/** What one profile adds to a chain: the end of it, or the way to the next profile. */
export interface ChainStep {
  /** Present when this profile's role is assumed with what follows. */
  readonly roleArn?: Setting<string>;
  readonly next:
    | { readonly kind: 'source'; readonly source: ChainSource }
    | { readonly kind: 'profile'; readonly setting: Setting<string>; readonly key: ReferenceKey };
}

export interface StepInput extends SourceInput {
  /** Whether it is the profile that the user named, the last of the chain. */
  readonly isSelected: boolean;
}

/**
 * Decides what a profile contributes. In the selected profile a role wins over keys; in a profile
 * that others use as their source, keys end the chain. A base credential in the vault counts as
 * keys, with one exception (as in aws-vault): beside a role without another source, it is what
 * that role is assumed with.
 *
 * @throws AwsxError `profile_incomplete`, `setting_conflict`, `setting_invalid`
 */
export function decideStep(input: StepInput): ChainStep {
  const { profile } = input;
  const roleArn = usesKeysAsTheyAre(input) ? undefined : profile.roleArn;
  if (roleArn === undefined) return decideWithoutRole(input);
  const webIdentity = findWebIdentity(profile);
  if (webIdentity !== undefined) return ends(webIdentity);
  return { roleArn, next: decideRoleSource(input) };
}

function usesKeysAsTheyAre(input: StepInput): boolean {
  const { profile, isSelected, hasBaseCredential } = input;
  if (isSelected) return false;
  if (hasBaseCredential) return profile.roleArn !== undefined && !hasOwnRole(profile);
  return findStaticKeys(profile) !== undefined;
}

/** A role that is assumed with the profile's own key. */
function hasOwnRole(profile: ResolvedProfile): boolean {
  const { sourceProfile, credentialSource, name } = profile;
  const pointsElsewhere = sourceProfile !== undefined && sourceProfile.value !== name;
  const isWebIdentity = profile.webIdentityTokenFile ?? profile.webIdentityTokenProcess;
  return !pointsElsewhere && credentialSource === undefined && isWebIdentity === undefined;
}

function decideRoleSource(input: StepInput): ChainStep['next'] {
  const { profile, hasBaseCredential } = input;
  const { sourceProfile, credentialSource } = profile;
  if (sourceProfile && credentialSource) throw twoSources(profile, sourceProfile, credentialSource);
  if (sourceProfile && sourceProfile.value !== profile.name) return toProfile(sourceProfile);
  const source = credentialSource
    ? findNamedSource(profile)
    : (sourceProfile || hasBaseCredential) && findSource(input);
  if (source) return { kind: 'source', source };
  throw incomplete(
    profile,
    sourceProfile
      ? `is its own source_profile${place(sourceProfile.origin)} but has no credentials`
      : 'must contain source_profile or credential_source beside its role_arn',
    `add source_profile, or run awsx add ${shellWord(profile.name)}`,
  );
}

function decideWithoutRole(input: StepInput): ChainStep {
  const { profile } = input;
  const source = findSource(input);
  if (source !== undefined) return ends(source);
  const { sourceProfile, credentialProcess } = profile;
  const target = linkTarget(profile);
  if (credentialProcess && target !== undefined && target !== profile.name) {
    refuseRoleFlag(profile, credentialProcess);
    const setting = { value: target, origin: credentialProcess.origin };
    return { next: { kind: 'profile', setting, key: 'credential_process' } };
  }
  if (sourceProfile && sourceProfile.value !== profile.name) {
    return { next: toProfile(sourceProfile) };
  }
  throw withoutCredentials(profile, target !== undefined);
}

/** awsx follows its own call without its flags: what should narrow a session must not be lost. */
function refuseRoleFlag(profile: ResolvedProfile, { value, origin }: Setting<string>): void {
  const flag = findRoleFlag(value);
  if (flag === undefined) return;
  throw new AwsxError(
    'not_supported',
    `profile ${quoted(profile.name)} asks awsx with ${printable(flag)}${place(origin)}, which awsx does not follow`,
    { hint: 'say it in the profile, with source_profile: awsx_policy, awsx_policy_arns, …' },
  );
}

function withoutCredentials(profile: ResolvedProfile, isLinked: boolean): AwsxError {
  const hint = `run awsx add ${shellWord(profile.name)}, or give it a role_arn and a source_profile`;
  const problem = isLinked
    ? 'did not contain credential information but its credential_process, which is awsx itself'
    : 'did not contain credential information';
  return incomplete(profile, problem, hint);
}

function twoSources(
  profile: ResolvedProfile,
  sourceProfile: Setting<string>,
  credentialSource: Setting<string>,
): AwsxError {
  const both = `source_profile${place(sourceProfile.origin)} and credential_source${place(credentialSource.origin)}`;
  return new AwsxError(
    'setting_conflict',
    `profile ${quoted(profile.name)} has both ${both}: a role has one source`,
    { hint: 'remove one of them' },
  );
}

function toProfile(setting: Setting<string>): ChainStep['next'] {
  return { kind: 'profile', setting, key: 'source_profile' };
}

function ends(source: ChainSource): ChainStep {
  return { next: { kind: 'source', source } };
}
