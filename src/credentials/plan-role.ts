import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { Setting } from '../../profiles/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { resolveRoleDuration } from './durations.ts';
import { fingerprintRole, lookupFingerprint } from './fingerprint.ts';
import { resolveNarrowing } from './plan-narrowing.ts';
import type { SelectedProfileOptions } from './plan-options.ts';
import {
  askedDuration,
  type PlanProfiles,
  type PlanScope,
  type RoleLink,
  resolveDevice,
  resolveEndpoint,
} from './plan-scope.ts';
import {
  checkExternalId,
  checkRoleArn,
  checkRoleSessionName,
  checkSourceIdentity,
  checkTags,
  checkTransitiveKeys,
} from './plan-values.ts';
import type { LastRoleOptions } from './role-options.ts';
import type {
  AssumeRoleStep,
  GetSessionTokenStep,
  Narrowing,
  SourceStep,
  Step,
  Tag,
} from './types.ts';

/** What stands before the roles of a plan. */
export interface FirstSteps {
  readonly source: SourceStep;
  readonly session?: GetSessionTokenStep | undefined;
}

/** The AssumeRole steps of a plan. */
export function createRoleSteps(
  { source, session }: FirstSteps,
  profiles: PlanProfiles,
  scope: PlanScope,
): readonly AssumeRoleStep[] {
  const steps: AssumeRoleStep[] = [];
  const device = session?.mfaSerial?.value;
  let { mfaProcess } = profiles.source;
  let previous: Step = session ?? source;
  for (const link of profiles.roles) {
    // Where codes come from is handed on from source to role, as in aws-vault.
    mfaProcess = link.profile.mfaProcess ?? mfaProcess;
    const step = createRoleStep({ link, previous, mfaProcess, device }, scope);
    steps.push(step);
    previous = step;
  }
  return steps;
}

interface RoleInput {
  readonly link: RoleLink;
  /** The step whose credentials the role is assumed with. */
  readonly previous: Step;
  readonly mfaProcess: Setting<string> | undefined;
  /** Which the plan has used already, for its GetSessionToken session. */
  readonly device: string | undefined;
}

function createRoleStep(input: RoleInput, scope: PlanScope): AssumeRoleStep {
  const { link, previous, device } = input;
  const { profile } = link;
  const roleArn = checkRoleArn(link.roleArn);
  const ownDevice = resolveDevice(profile, scope);
  const mfaSerial = ownDevice?.value === device ? undefined : ownDevice;
  const chainedFrom = describeTemporary(previous);
  const step = dropUndefined({
    kind: 'assume-role' as const,
    profile: profile.name,
    location: profile.location,
    roleArn,
    duration: resolveRoleDuration({
      profile: profile.name,
      asked: askedDuration(link, scope),
      ...dropUndefined({ chainedFrom }),
    }),
    roleSessionName: resolveSessionName(profile, scope),
    ...resolveIdentity(profile, scope),
    narrowing: narrowRole(profile, scope, roleArn.value),
    mfaSerial,
    mfaProcess: mfaSerial && input.mfaProcess,
    endpoint: resolveEndpoint(profile, scope, roleArn.value),
  });
  return { ...step, fingerprint: fingerprintRole(lookupFingerprint(previous), step) };
}

/** The name the user wants in CloudTrail; undefined leaves it to the run. */
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

function resolveIdentity(profile: ResolvedProfile, scope: PlanScope) {
  const flags = fromFlags(profile, scope);
  const variables = fromVariables(profile, scope);
  const externalId = flags.externalId ?? profile.externalId;
  const sourceIdentity = flags.sourceIdentity ?? variables.sourceIdentity ?? profile.sourceIdentity;
  const tagsSetting = addTags(variables.sessionTags ?? profile.sessionTags, flags.sessionTags);
  const keysSetting = addKeys(
    variables.transitiveTagKeys ?? profile.transitiveSessionTags,
    flags.transitiveTagKeys,
  );
  const tags = tagsSetting ? checkTags(tagsSetting) : [];
  return {
    tags,
    transitiveTagKeys: keysSetting ? checkTransitiveKeys(keysSetting, tags) : [],
    externalId: externalId && checkExternalId(externalId),
    sourceIdentity: sourceIdentity && checkSourceIdentity(sourceIdentity),
  };
}

/** The flags' tags stand beside the profile's, and win over those with the same key. */
function addTags(
  own: Setting<readonly Tag[]> | undefined,
  added: Setting<readonly Tag[]> | undefined,
): Setting<readonly Tag[]> | undefined {
  if (own === undefined || added === undefined) return added ?? own;
  const replaced = new Set(added.value.map(({ key }) => key.toLowerCase()));
  const kept = own.value.filter(({ key }) => !replaced.has(key.toLowerCase()));
  return { value: [...kept, ...added.value], origin: added.origin };
}

function addKeys(
  own: Setting<readonly string[]> | undefined,
  added: Setting<readonly string[]> | undefined,
): Setting<readonly string[]> | undefined {
  if (own === undefined || added === undefined) return added ?? own;
  const given = new Set(added.value.map((key) => key.toLowerCase()));
  const kept = own.value.filter((key) => !given.has(key.toLowerCase()));
  return { value: [...kept, ...added.value], origin: added.origin };
}

/** The session policy of a role: its profile's, or for the last role the flags'. */
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

/** What makes an AssumeRole call role chaining; undefined for a long-lived key. */
function describeTemporary(step: Step): string | undefined {
  switch (step.kind) {
    case 'base-credential':
      return undefined;
    case 'static-keys':
      return step.sessionToken && 'keys with a session token';
    case 'get-session-token':
      return 'a GetSessionToken session';
    case 'assume-role':
      return "another role's session";
    case 'web-identity':
      return 'a web identity session';
    case 'sso':
      return 'IAM Identity Center credentials';
    case 'credential-process':
      return 'the credentials of a process';
    case 'credential-source':
      return `the credentials of ${step.source.value}`;
    case 'login-session':
      return 'the credentials of aws login';
  }
}
