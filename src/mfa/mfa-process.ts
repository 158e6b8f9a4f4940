import { win32 } from 'node:path';
import type { Setting } from '../../profiles/types.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import { AwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { checkConfigFileTrust } from './config-file-trust.ts';
import { type FinishedProgram, runProgram } from './run-program.ts';
import { isTokenCode } from './token-code.ts';

const TIMEOUT_SECONDS = 60;
const MAXIMUM_OUTPUT_BYTES = 4096;

export interface MfaProcess {
  readonly profile: string;
  readonly command: Setting<string>;
  /** The terminal, for its stdin and stderr; undefined when it has nobody to talk to. */
  readonly terminal: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type MfaProcessContext = Pick<Context, 'env' | 'platform' | 'fileSystem' | 'userId'>;

/**
 * Runs `mfa_process` as aws-vault does: through the shell, the code is what it prints, trimmed.
 * Its output is never shown.
 *
 * @throws AwsxError `process_failed`, `profile_cycle`; `setting_invalid` when others can write
 *   the config file.
 */
export async function runMfaProcess(
  process: MfaProcess,
  context: MfaProcessContext,
): Promise<string> {
  checkConfigFileTrust(process.command.origin, context);
  const finished = await runProgram({
    ...shellCall(process.command.value, context),
    // It runs as AWS's SDKs run processes, with the environment; but the vault is not its business.
    env: { ...context.env, AWSX_FILE_PASSPHRASE: undefined },
    input: process.terminal ?? '',
    ownSession: false,
    timeoutMilliseconds: TIMEOUT_SECONDS * 1000,
    maximumOutputBytes: MAXIMUM_OUTPUT_BYTES,
    signal: process.signal,
  });
  const code = finished.stdout.trim();
  if (finished.status === 0 && isTokenCode(code)) return code;
  throw processFailed(process, describeFailure(finished));
}

interface ShellCall {
  readonly file: string;
  readonly args: readonly string[];
  readonly windowsVerbatimArguments: boolean;
}

function shellCall(command: string, { env, platform }: MfaProcessContext): ShellCall {
  if (platform !== 'win32') {
    return { file: '/bin/sh', args: ['-c', command], windowsVerbatimArguments: false };
  }
  const root = env['SystemRoot'] ?? env['SYSTEMROOT'] ?? 'C:\\Windows';
  return {
    file: win32.join(root, 'System32', 'cmd.exe'),
    args: ['/D', '/S', '/C', `"${command}"`],
    windowsVerbatimArguments: true,
  };
}

function describeFailure({ status, timedOut }: FinishedProgram): string {
  if (timedOut) return `gave no code within ${TIMEOUT_SECONDS} seconds`;
  if (status === undefined) return 'could not be run to its end';
  return status === 0 ? 'did not print a code of six digits' : `ended with status ${status}`;
}

function processFailed({ profile, command }: MfaProcess, what: string): AwsxError {
  return new AwsxError(
    'process_failed',
    `${describeOrigin(command.origin)} of profile "${printable(profile)}" ${what}`,
    { hint: 'run that command in a terminal, or give a code with --mfa-token' },
  );
}
