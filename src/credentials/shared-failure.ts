import { AwsxError, type ErrorCode, errorCodes, isAwsxError } from '../errors.ts';
import type { Outcome, SharedFailure } from '../ports.ts';
import type { Plan, Step } from './types.ts';

/** What everybody who waits for the same step would run into as well. */
const SHARED_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  'cancelled',
  'mfa_rejected',
  'aws_refused',
  'aws_answer_invalid',
  'network',
]);

/** The same of a source: to wait for the end of one hanging process after the other helps nobody. */
const SHARED_CODES_OF_SOURCES: ReadonlySet<string> = new Set<ErrorCode>([
  'process_failed',
  'source_unavailable',
]);

/** Failures about the person and the device, not about one role. */
const ABOUT_THE_CODE: ReadonlySet<string> = new Set<ErrorCode>(['cancelled', 'mfa_rejected']);

/**
 * What a leader that failed tells those who wait. "Nobody could be asked" is not shared: the next
 * waiter may have a terminal.
 */
export function outcomeOfFailure(error: unknown, step: Step | undefined): Outcome {
  if (!isAwsxError(error) || step === undefined || !isShared(error.code, step)) {
    return { kind: 'released' };
  }
  const { code, message, hint } = error;
  const failure = { fingerprint: step.fingerprint, code, message };
  return { kind: 'failed', failure: hint === undefined ? failure : { ...failure, hint } };
}

function isShared(code: ErrorCode, step: Step): boolean {
  const isSource = step.kind !== 'get-session-token' && step.kind !== 'assume-role';
  return SHARED_CODES.has(code) || (isSource && SHARED_CODES_OF_SOURCES.has(code));
}

/**
 * Whether another process's failure is ours too: the same step failed, or a person cancelled or
 * mistyped the code that our plan needs as well.
 */
export function concernsPlan(failure: SharedFailure, plan: Plan): boolean {
  if (plan.steps.some((step) => step.fingerprint === failure.fingerprint)) return true;
  return ABOUT_THE_CODE.has(failure.code) && plan.steps.some(asksForCode);
}

function asksForCode(step: Step): boolean {
  return 'mfaSerial' in step && step.mfaSerial !== undefined;
}

/** The failure as an error of this process. An unknown code (a newer awsx) is `unexpected`. */
export function restoreFailure(failure: SharedFailure): AwsxError {
  const code = Object.hasOwn(errorCodes, failure.code) ? (failure.code as ErrorCode) : 'unexpected';
  return new AwsxError(
    code,
    failure.message,
    failure.hint === undefined ? {} : { hint: failure.hint },
  );
}
