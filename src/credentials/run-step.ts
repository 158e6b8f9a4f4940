import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import type { StsTarget } from '../ports.ts';
import { getSourceCredentials } from './get-source-credentials.ts';
import type { CodeRequest, RunPorts } from './run-ports.ts';
import type { Credentials, Narrowing, SourceStep, Step, WebIdentityStep } from './types.ts';
import { type Purpose, withMfaCode } from './with-mfa-code.ts';

/** The result of a step. */
export interface Made {
  readonly credentials: Credentials;
  readonly mintedAt: Date;
  readonly roleSessionName?: string;
}

/**
 * Runs the first step of a plan.
 *
 * @throws AwsxError as {@link RunPorts} and the Sts port do; `not_supported` for sources that
 *   awsx can plan but not run yet
 */
export async function runSource(source: SourceStep, ports: RunPorts): Promise<Made> {
  if (source.kind === 'web-identity') return assumeWithToken(source, ports);
  const credentials = await getSourceCredentials(source, ports);
  return { credentials, mintedAt: ports.clock.now() };
}

/** Exchanges a token for a role's session. Nothing is signed: the token is the proof. */
async function assumeWithToken(step: WebIdentityStep, ports: RunPorts): Promise<Made> {
  const sources = await ports.openSources();
  const webIdentityToken = await sources.getWebIdentityToken(step);
  const sts = await ports.openSts();
  const roleSessionName = step.roleSessionName?.value ?? createSessionName(ports);
  const credentials = await sts.assumeRoleWithWebIdentity(step.endpoint, {
    roleArn: step.roleArn.value,
    roleSessionName,
    durationSeconds: step.durationSeconds.value,
    webIdentityToken,
    ...narrowingFields(step.narrowing),
  });
  return { credentials, mintedAt: ports.clock.now(), roleSessionName };
}

export interface StepCall extends Pick<CodeRequest, 'announce'> {
  readonly step: Step;
  /** What the call is signed with. */
  readonly source: Credentials;
  readonly purpose: Purpose;
}

/**
 * Runs a step that is not the first.
 *
 * @throws AwsxError as {@link RunPorts} and the Sts port do
 */
export async function runStep(call: StepCall, ports: RunPorts): Promise<Made> {
  const { step, source, purpose, announce } = call;
  if (step.kind !== 'get-session-token' && step.kind !== 'assume-role') throw notFirst(step);
  const sts = await ports.openSts();
  const target: StsTarget = { credentials: source, endpoint: step.endpoint };
  if (step.kind === 'get-session-token') {
    const credentials = await withMfaCode({ step, purpose, announce, ...ports }, (mfa) =>
      sts.getSessionToken(target, {
        durationSeconds: step.duration.seconds,
        ...dropUndefined({ mfa }),
      }),
    );
    return { credentials, mintedAt: ports.clock.now() };
  }
  const roleSessionName = step.roleSessionName?.value ?? createSessionName(ports);
  const credentials = await withMfaCode({ step, purpose, announce, ...ports }, (mfa) =>
    sts.assumeRole(target, {
      roleArn: step.roleArn.value,
      roleSessionName,
      durationSeconds: step.duration.seconds,
      tags: step.tags,
      transitiveTagKeys: step.transitiveTagKeys,
      ...dropUndefined({
        externalId: step.externalId?.value,
        sourceIdentity: step.sourceIdentity?.value,
        ...narrowingFields(step.narrowing),
        mfa,
      }),
    }),
  );
  return { credentials, mintedAt: ports.clock.now(), roleSessionName };
}

/** Says nothing of the person: what they are called is not sent to accounts unasked. */
function createSessionName({ createMintId }: RunPorts): string {
  return `awsx-${createMintId()}`;
}

/** The parameters of a call that narrow its session. */
function narrowingFields(narrowing: Narrowing | undefined) {
  if (narrowing === undefined) return {};
  return 'policy' in narrowing
    ? { policy: narrowing.policy }
    : { policyArns: narrowing.policyArns };
}

function notFirst(step: Step): AwsxError {
  return new AwsxError('unexpected', `a ${step.kind} step can only be the first of a plan`);
}
