import type { Setting } from '../../profiles/types.ts';
import {
  type ConfigProcess,
  type ConfigProcessContext,
  describeBadEnd,
  processFailed,
  runConfigProcess,
} from '../processes/run-config-process.ts';
import { isTokenCode } from './token-code.ts';

const LIMITS = { timeoutSeconds: 60, maximumOutputBytes: 4096 };

export interface MfaProcess {
  readonly profile: string;
  readonly command: Setting<string>;
  /** The terminal, for its stdin and stderr; undefined when it has nobody to talk to. */
  readonly terminal: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs `mfa_process` as aws-vault does: through the shell, the code is what it prints, trimmed.
 * Its output is never shown.
 *
 * @throws AwsxError `process_failed`; `setting_invalid` when others can write the config file.
 */
export async function runMfaProcess(
  mfaProcess: MfaProcess,
  context: ConfigProcessContext,
): Promise<string> {
  const process: ConfigProcess = { ...mfaProcess, ...LIMITS };
  const finished = await runConfigProcess(process, context);
  const code = finished.stdout.trim();
  if (finished.status === 0 && isTokenCode(code)) return code;
  const what = describeBadEnd(finished, process) ?? 'did not print a code of six digits';
  throw processFailed(
    process,
    what,
    'run that command in a terminal, or give a code with --mfa-token',
  );
}
