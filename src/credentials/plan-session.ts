import type { Setting } from '../../profiles/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { formatDuration } from '../duration.ts';
import { printable } from '../printable.ts';
import { CHAINED_ROLE_LIMIT_SECONDS, resolveSessionDuration } from './durations.ts';
import { fingerprintSession, fingerprintSessionFamily } from './fingerprint.ts';
import {
  askedDuration,
  type PlanProfiles,
  type PlanScope,
  type RoleLink,
  resolveDevice,
  resolveEndpoint,
} from './plan-scope.ts';
import type { GetSessionTokenStep, SourceStep } from './types.ts';

/** Whether a plan calls GetSessionToken, or why it does not. */
export type SessionDecision =
  | { readonly use: true }
  | { readonly use: false; readonly because: string };

/**
 * When GetSessionToken stands between a key and what is made of it. The rules are those of
 * aws-vault 7.13, so that one MFA code serves many roles and a single long role keeps its length.
 */
export function decideSession(
  source: SourceStep,
  profiles: PlanProfiles,
  scope: PlanScope,
): SessionDecision {
  if (scope.options.noSession) return no('--no-session');
  if (!isLongLivedKey(source)) return no('AWS gives it to long-lived keys only');
  const [first, second] = profiles.roles;
  if (first === undefined) return { use: true };
  const fed = isOwnRole(first, source) ? second : first;
  if (fed === undefined) return no('the role is assumed with a key of its own profile');
  const asked = askedDuration(first, scope).value;
  if (profiles.roles.length === 1 && asked > CHAINED_ROLE_LIMIT_SECONDS) {
    return no(`it would limit the role to ${formatDuration(CHAINED_ROLE_LIMIT_SECONDS)}`);
  }
  return compareDevices(fed, profiles, scope);
}

/** A session without the role's device could not assume it, and one code should do for both. */
function compareDevices(fed: RoleLink, profiles: PlanProfiles, scope: PlanScope): SessionDecision {
  const own = resolveDevice(profiles.source, scope);
  const ownName = printable(profiles.source.name);
  if (own === undefined) return no(`profile "${ownName}" has no mfa_serial`);
  const others = resolveDevice(fed.profile, scope);
  const name = printable(fed.profile.name);
  if (others === undefined) return no(`profile "${name}" has no mfa_serial`);
  return own.value === others.value
    ? { use: true }
    : no(`profile "${name}" has another mfa_serial`);
}

/** The GetSessionToken step of a plan that has one. */
export function createSessionStep(
  source: SourceStep,
  profiles: PlanProfiles,
  scope: PlanScope,
): GetSessionTokenStep {
  const mfaSerial = resolveDevice(profiles.source, scope);
  const feedsLaterSteps = profiles.roles.length > 0;
  const step = dropUndefined({
    kind: 'get-session-token' as const,
    profile: source.profile,
    location: source.location,
    duration: resolveSessionDuration({
      profile: source.profile,
      feedsLaterSteps,
      options: scope.options,
    }),
    mfaSerial,
    mfaProcess: mfaSerial && findMfaProcess(mfaSerial.value, profiles, scope),
    endpoint: resolveEndpoint(profiles.source, scope, partitionHint(profiles, mfaSerial)),
    feedsLaterSteps,
  });
  return {
    ...step,
    fingerprint: fingerprintSession(source.fingerprint, step),
    familyFingerprint: fingerprintSessionFamily(source.fingerprint, step),
  };
}

/** The source's own `mfa_process`, else that of a role with the same device: it knows the code. */
function findMfaProcess(
  serialNumber: string,
  { source, roles }: PlanProfiles,
  scope: PlanScope,
): Setting<string> | undefined {
  const candidates = roles
    .map(({ profile }) => profile)
    .filter((profile) => resolveDevice(profile, scope)?.value === serialNumber);
  return [source, ...candidates].find(({ mfaProcess }) => mfaProcess !== undefined)?.mfaProcess;
}

/** An ARN of the account's partition: that of the device, else of the first role. */
function partitionHint(
  { roles }: PlanProfiles,
  device: Setting<string> | undefined,
): string | undefined {
  return device?.value.startsWith('arn:') ? device.value : roles[0]?.roleArn.value;
}

/** A role that is assumed with the key of the same profile. */
export function isOwnRole({ profile, isAdded }: RoleLink, source: SourceStep): boolean {
  return !isAdded && profile.name === source.profile;
}

function isLongLivedKey(source: SourceStep): boolean {
  if (source.kind === 'base-credential') return true;
  return source.kind === 'static-keys' && source.sessionToken === undefined;
}

function no(because: string): SessionDecision {
  return { use: false, because };
}
