import { win32 } from 'node:path';
import type { Setting } from '../../profiles/types.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import { AwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { checkConfigFileTrust } from './config-file-trust.ts';
import { type FinishedProgram, runProgram } from './run-program.ts';

/** A command that stands in the shared config. */
export interface ConfigProcess {
  readonly profile: string;
  readonly command: Setting<string>;
  /** The terminal, for its stdin and stderr; undefined when it has nobody to talk to. */
  readonly terminal: number | undefined;
  readonly timeoutSeconds: number;
  readonly maximumOutputBytes: number;
  readonly signal?: AbortSignal | undefined;
}

export type ConfigProcessContext = Pick<Context, 'env' | 'platform' | 'fileSystem' | 'userId'>;

/**
 * Runs a command of the shared config as AWS's SDKs for JavaScript, Go and Rust run
 * `credential_process`: through the system's shell, with awsx's environment.
 *
 * @throws AwsxError `setting_invalid` when others can write the config file; the signal's reason
 */
export function runConfigProcess(
  process: ConfigProcess,
  context: ConfigProcessContext,
): Promise<FinishedProgram> {
  const { command, terminal, timeoutSeconds, maximumOutputBytes, signal } = process;
  checkConfigFileTrust(command.origin, context);
  return runProgram({
    ...shellCall(command.value, context),
    // The vault is not its business.
    env: { ...context.env, AWSX_FILE_PASSPHRASE: undefined },
    input: terminal ?? '',
    ownSession: terminal === undefined,
    timeoutMilliseconds: timeoutSeconds * 1000,
    maximumOutputBytes,
    signal,
  });
}

interface ShellCall {
  readonly file: string;
  readonly args: readonly string[];
  readonly windowsVerbatimArguments: boolean;
}

function shellCall(command: string, { env, platform }: ConfigProcessContext): ShellCall {
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

/** Why a process did not come to a good end; undefined when it did. */
export function describeBadEnd(
  { status, timedOut }: FinishedProgram,
  { timeoutSeconds }: Pick<ConfigProcess, 'timeoutSeconds'>,
): string | undefined {
  if (timedOut) return `gave no answer within ${timeoutSeconds} seconds`;
  if (status === undefined) return 'could not be run to its end';
  return status === 0 ? undefined : `ended with status ${status}`;
}

/** The error for a process that failed, or whose output is not what it should be. */
export function processFailed(
  { profile, command }: Pick<ConfigProcess, 'profile' | 'command'>,
  what: string,
  hint: string,
): AwsxError {
  const where = describeOrigin(command.origin);
  const message = `${where} of profile "${printable(profile)}" ${what}`;
  return new AwsxError('process_failed', message, { hint });
}
