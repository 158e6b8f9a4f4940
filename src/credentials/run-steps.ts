import { dropUndefined } from '../drop-undefined.ts';
import { lookupFingerprint } from './fingerprint.ts';
import { REFRESH_WINDOW_SECONDS } from './refresh-window.ts';
import type { CacheUse, CodeRequest, RunPorts } from './run-ports.ts';
import { type Made, runSource, runStep } from './run-step.ts';
import { isSession, mayBeKept } from './source-results.ts';
import type { Credentials, Plan, Step } from './types.ts';
import type { Purpose } from './with-mfa-code.ts';

export interface StepsResult {
  readonly credentials: Credentials;
  /** False when the last result was not written to the cache. */
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
 *   awsx can plan but not run yet
 */
export async function runSteps(
  plan: Plan,
  options: RunStepsOptions,
  ports: RunPorts,
): Promise<StepsResult> {
  const purpose = purposeOf(plan);
  const start = await findStart(plan, options, ports);
  let result: StepsResult = start;
  for (const step of plan.steps.slice(start.nextStep)) {
    options.onStep(step);
    const { announce } = options;
    const made = await runStep({ step, source: result.credentials, purpose, announce }, ports);
    result = await keep(step, made, { ...ports, ...options });
  }
  return result;
}

interface Start extends StepsResult {
  /** Index of the first step still to be run. */
  readonly nextStep: number;
}

async function findStart(plan: Plan, options: RunStepsOptions, ports: RunPorts): Promise<Start> {
  for (let index = plan.steps.length - 2; index >= 0 && options.cacheUse !== 'none'; index -= 1) {
    const step = plan.steps[index];
    if (step === undefined || !mayBeKept(step)) continue;
    const kept = await ports.sessions.find(lookupFingerprint(step), {
      minimumSecondsLeft: REFRESH_WINDOW_SECONDS,
    });
    if (kept === undefined) continue;
    return { credentials: kept.credentials, stored: true, nextStep: index + 1 };
  }
  const [source] = plan.steps;
  // Those who wait for a locked vault may be able to open it.
  if (source.kind !== 'base-credential') options.onStep(source);
  const made = await runSource(source, ports);
  return { ...(await keep(source, made, { ...ports, ...options })), nextStep: 1 };
}

async function keep(
  step: Step,
  made: Made,
  { sessions, cacheUse }: Pick<RunPorts, 'sessions'> & RunStepsOptions,
): Promise<StepsResult> {
  const { credentials, roleSessionName } = made;
  const stored =
    cacheUse !== 'none' &&
    mayBeKept(step) &&
    isSession(credentials) &&
    (await sessions.keep(step, { ...made, credentials }, roleSessionName));
  return { credentials, stored };
}

/** A person is asked in the name of what they wanted, not of the step that needs the code. */
function purposeOf(plan: Plan): Purpose {
  const role = plan.steps.findLast((step) => step.kind === 'assume-role');
  return { profile: plan.profile, ...dropUndefined({ roleArn: role?.roleArn.value }) };
}
