import { dropUndefined } from '../drop-undefined.ts';
import { type AwsxError, isAwsxError } from '../errors.ts';
import type { MfaQuestion } from '../ports.ts';
import type { MfaProof } from '../sts-inputs.ts';
import type { CodeRequest, MfaStep, RunPorts } from './run-ports.ts';
import type { SessionCredentials } from './types.ts';

/** Enough for typing mistakes; whoever needs more holds the wrong device. */
const CODE_ATTEMPTS = 3;

/** What the person wanted when a code is needed. */
export interface Purpose {
  readonly profile: string;
  /** The role that they will have in the end. */
  readonly roleArn?: string;
}

export interface CodeInput extends Pick<RunPorts, 'mfaCodes'>, Pick<CodeRequest, 'announce'> {
  readonly step: MfaStep;
  readonly purpose: Purpose;
}

/**
 * Makes a step's call with a code of its MFA device, or without one when it has none. A wrong
 * code is asked for again with AWS's reason; any other refusal ends it.
 *
 * @throws AwsxError `mfa_rejected` after the last attempt, TakenOver when another awsx asks now,
 *   and whatever the call throws
 */
export async function withMfaCode(
  input: CodeInput,
  call: (mfa?: MfaProof) => Promise<SessionCredentials>,
): Promise<SessionCredentials> {
  const { step, mfaCodes, announce } = input;
  if (step.mfaSerial === undefined) return call();
  const serialNumber = step.mfaSerial.value;
  let rejected: string | undefined;
  for (let attempt = 1; ; attempt += 1) {
    const question = describeQuestion(input, { serialNumber, attempt, rejected });
    const tokenCode = await mfaCodes.getCode({ question, step, announce });
    try {
      return await call({ serialNumber, tokenCode });
    } catch (error) {
      if (!isWrongCode(error) || attempt >= CODE_ATTEMPTS) throw error;
      if (!mfaCodes.canRetry(step)) throw error;
      rejected = explainRejection(error);
    }
  }
}

function isWrongCode(error: unknown): error is AwsxError {
  return isAwsxError(error) && error.code === 'mfa_rejected';
}

/** The hint names a clock that is off, the likeliest reason for a code that was typed right. */
function explainRejection({ message, hint }: AwsxError): string {
  return hint === undefined ? message : `${message}; ${hint}`;
}

interface Attempt {
  readonly serialNumber: string;
  readonly attempt: number;
  readonly rejected: string | undefined;
}

function describeQuestion({ step, purpose }: CodeInput, attempt: Attempt): MfaQuestion {
  const arn = purpose.roleArn ?? attempt.serialNumber;
  return {
    profile: purpose.profile,
    serialNumber: attempt.serialNumber,
    attempt: attempt.attempt,
    ...dropUndefined({
      rejected: attempt.rejected,
      accountId: arn.split(':')[4] || undefined,
      endpoint: step.endpoint.configured?.value,
    }),
  };
}
