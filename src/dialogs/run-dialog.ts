import type { Environment } from '../ports.ts';
import { runProgram } from '../processes/run-program.ts';
import type { DialogCall, FinishedDialog } from './dialog.ts';

const MAXIMUM_OUTPUT_BYTES = 16 * 1024;

export interface RunDialogOptions {
  readonly env: Environment;
  /** The program is ended when it has not answered by then. */
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a dialog program to its end, without a shell and in a session of its own, so that a
 * pinentry that falls back to a terminal finds none.
 *
 * @throws the signal's reason.
 */
export function runDialog(call: DialogCall, options: RunDialogOptions): Promise<FinishedDialog> {
  const { file, args, input } = call;
  return runProgram({
    ...options,
    file,
    args,
    input,
    env: { ...options.env, ...call.env },
    ownSession: true,
    maximumOutputBytes: MAXIMUM_OUTPUT_BYTES,
  });
}
