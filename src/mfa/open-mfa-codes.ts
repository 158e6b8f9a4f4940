import type { MfaCodes } from '../credentials/run-ports.ts';
import { createNoQuestions } from '../dialogs/no-questions.ts';
import type { Context } from '../ports.ts';
import { withTerminal } from '../terminal/with-terminal.ts';
import { createMfaCodes, type MfaCodesOptions } from './create-mfa-codes.ts';
import { runMfaProcess } from './mfa-process.ts';
import { createUsedCodes } from './used-codes.ts';

export type MfaCodesRequest = Pick<
  MfaCodesOptions,
  'token' | 'neverAsk' | 'askedBy' | 'practiceCode' | 'notify' | 'signal'
>;

/**
 * The sources of MFA codes of one run of awsx.
 *
 * @throws AwsxError `invalid_argument` for a `--mfa-token` that is no code.
 */
export function openMfaCodes(context: Context, request: MfaCodesRequest): MfaCodes {
  const { neverAsk, notify } = request;
  return createMfaCodes({
    ...request,
    clock: context.clock,
    usedCodes: createUsedCodes({ ...context, warn: notify }),
    readStdin: context.readStdin,
    openQuestions: async () => (neverAsk ? createNoQuestions() : context.openQuestions()),
    runMfaProcess: (mfaProcess) =>
      withTerminal({ platform: context.platform, neverAsk }, (terminal) =>
        runMfaProcess({ ...mfaProcess, terminal }, context),
      ),
  });
}
