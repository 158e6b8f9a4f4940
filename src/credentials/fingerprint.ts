import { createHash } from 'node:crypto';
import { partitionOfRegion } from './partition.ts';
import type {
  AssumeRoleStep,
  Endpoint,
  GetSessionTokenStep,
  Narrowing,
  SourceStep,
  Step,
  Tag,
} from './types.ts';

/** A step before its fingerprint is known. */
export type Unsigned<S extends Step> = S extends Step
  ? Omit<S, 'fingerprint' | 'familyFingerprint'>
  : never;

type Part =
  | string
  | number
  | boolean
  | undefined
  | readonly (readonly [string, string])[]
  | readonly string[];

/**
 * Hex SHA-256 over the parts. As JSON, so that no two lists of parts read the same; the first part
 * names what is described, so that no two kinds do.
 */
function digest(...parts: readonly [string, ...Part[]]): string {
  const text = JSON.stringify(parts.map((part) => part ?? null));
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Identifies the credentials that a plan starts from: by access key id where there is one, since
 * AWS gives each id once, and else by every setting that chooses them.
 */
export function fingerprintSource(step: Unsigned<SourceStep>): string {
  switch (step.kind) {
    case 'base-credential':
    case 'static-keys':
      return digest('key', step.accessKeyId);
    case 'credential-process':
      return digest('credential-process', step.command.value, step.variables);
    case 'credential-source':
      return digest('credential-source', step.source.value, step.accessKeyId, step.address?.value);
    case 'login-session':
      return digest('login-session', step.loginSession.value);
    case 'sso':
      return digest(
        'sso',
        step.ssoSession,
        step.startUrl.value,
        step.ssoRegion.value,
        step.accountId?.value,
        step.roleName?.value,
      );
    case 'web-identity':
      return digest(
        'web-identity',
        step.roleArn.value,
        step.token.from,
        step.token.setting.value,
        step.roleSessionName?.value,
        step.durationSeconds.value,
        ...narrowingParts(step.narrowing),
        ...endpointParts(step.endpoint),
      );
  }
}

/** Everything that changes the session itself. */
export function fingerprintSession(source: string, step: Unsigned<GetSessionTokenStep>): string {
  return digest(
    'get-session-token',
    source,
    step.mfaSerial?.value,
    step.duration.seconds,
    ...endpointParts(step.endpoint),
  );
}

/**
 * What a later step needs of a session: the same key, device, partition and, when the user set
 * one, endpoint. Duration and region are left out on purpose.
 */
export function fingerprintSessionFamily(
  source: string,
  step: Unsigned<GetSessionTokenStep>,
): string {
  return digest(
    'session-family',
    source,
    step.mfaSerial?.value,
    step.endpoint.configured?.value,
    partitionOfRegion(step.endpoint.signingRegion).name,
  );
}

/** Everything that changes the role session, given what it is assumed with. */
export function fingerprintRole(source: string, step: Unsigned<AssumeRoleStep>): string {
  return digest(
    'assume-role',
    source,
    step.roleArn.value,
    step.roleSessionName?.value,
    step.externalId?.value,
    step.sourceIdentity?.value,
    sortTags(step.tags),
    [...step.transitiveTagKeys].sort(),
    step.mfaSerial?.value,
    step.duration.seconds,
    ...narrowingParts(step.narrowing),
    ...endpointParts(step.endpoint),
  );
}

/**
 * Under what a step's session is looked up, and what the steps after it depend on: when it only
 * feeds those, any session of its family does.
 */
export function lookupFingerprint(step: Step): string {
  return step.kind === 'get-session-token' && step.feedsLaterSteps
    ? step.familyFingerprint
    : step.fingerprint;
}

/**
 * Names the lock of a plan. Plans that could ask the same question share it: one lock per key, per
 * IAM Identity Center sign-in, per web identity or process.
 */
export function createLockName(step: SourceStep): string {
  if (step.kind !== 'sso') return digest('lock', step.fingerprint);
  return digest('lock', step.ssoSession ?? step.startUrl.value, step.ssoRegion.value);
}

function endpointParts(endpoint: Endpoint): readonly Part[] {
  const { url, signingRegion } = endpoint;
  return [url, signingRegion, partitionOfRegion(signingRegion).name];
}

/** What AWS is sent, not who asked for it. The ARNs are a set to AWS. */
function narrowingParts(narrowing: Narrowing | undefined): readonly [Part, Part] {
  if (narrowing === undefined) return [undefined, undefined];
  if ('policy' in narrowing) return [narrowing.policy, undefined];
  return [undefined, [...narrowing.policyArns].sort()];
}

/** Tags are a set to AWS, so their order in the file changes nothing. */
function sortTags(tags: readonly Tag[]): readonly (readonly [string, string])[] {
  return tags
    .map(({ key, value }) => [key, value] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
}
