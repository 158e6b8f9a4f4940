import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import type { StsTarget } from '../ports.ts';
import { lookupFingerprint } from './fingerprint.ts';
import { getSourceCredentials } from './get-source-credentials.ts';
import { REFRESH_WINDOW_SECONDS } from './refresh-window.ts';
import type { CacheUse, CodeRequest, KeptSession, RunPorts } from './run-ports.ts';
import type { Credentials, Narrowing, Plan, Step } from './types.ts';
import { type Purpose, withMfaCode } from './with-mfa-code.ts';

export interface StepsResult {
  readonly credentials: Credentials;
  /** False when the last session could not be written to the cache. */
  readonly stored: boolean;
}

export interface RunStepsOptions extends Pick<CodeRequest, 'announce'> {
  readonly cacheUse: CacheUse;
  /** Called before each step, so that a failure can be told to those who wait for the same. */
  readonly onStep: (step: Step) => void;
}

/**
 * Runs what is missing of a plan: from the last step whose session is still in the cache, else
 * from the source. The source is read before an MFA code is asked for, so that the vault's own
 * question comes first.
 *
 * @throws AwsxError as {@link RunPorts} and the Sts port do; `not_supported` for sources that
 *   awsx can plan but not run yet.
 */
export async function runSteps(
  plan: Plan,
  options: RunStepsOptions,
  ports: RunPorts,
): Promise<StepsResult> {
  const start = await findStart(plan, options.cacheUse, ports);
  let credentials = start.credentials;
  let stored = true;
  for (const step of plan.steps.slice(start.nextStep)) {
    options.onStep(step);
    const call = {
      step,
      source: credentials,
      purpose: purposeOf(plan),
      announce: options.announce,
    };
    const minted = await runStep(call, ports);
    credentials = minted.credentials;
    stored =
      options.cacheUse !== 'none' &&
      (await ports.sessions.keep(step, minted, minted.roleSessionName));
  }
  return { credentials, stored };
}

interface Start {
  readonly credentials: Credentials;
  /** Index of the first step still to be run. */
  readonly nextStep: number;
}

async function findStart(plan: Plan, cacheUse: CacheUse, ports: RunPorts): Promise<Start> {
  for (let index = plan.steps.length - 2; index > 0 && cacheUse !== 'none'; index -= 1) {
    const step = plan.steps[index];
    if (step === undefined) continue;
    const kept = await ports.sessions.find(lookupFingerprint(step), {
      minimumSecondsLeft: REFRESH_WINDOW_SECONDS,
    });
    if (kept !== undefined) return { credentials: kept.credentials, nextStep: index + 1 };
  }
  return { credentials: await getSourceCredentials(plan.steps[0], ports), nextStep: 1 };
}

interface Minted extends KeptSession {
  readonly roleSessionName?: string;
}

interface StepCall extends Pick<CodeRequest, 'announce'> {
  readonly step: Step;
  readonly source: Credentials;
  readonly purpose: Purpose;
}

/** A person is asked in the name of what they wanted, not of the step that needs the code. */
function purposeOf(plan: Plan): Purpose {
  const role = plan.steps.findLast((step) => step.kind === 'assume-role');
  return { profile: plan.profile, ...dropUndefined({ roleArn: role?.roleArn.value }) };
}

async function runStep(call: StepCall, ports: RunPorts): Promise<Minted> {
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
  const roleSessionName = step.roleSessionName?.value ?? `awsx-${ports.createMintId()}`;
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

/** The parameters of a call that narrow its session. */
export function narrowingFields(narrowing: Narrowing | undefined) {
  if (narrowing === undefined) return {};
  return 'policy' in narrowing
    ? { policy: narrowing.policy }
    : { policyArns: narrowing.policyArns };
}

function notFirst(step: Step): AwsxError {
  return new AwsxError('unexpected', `a ${step.kind} step can only be the first of a plan`);
}
