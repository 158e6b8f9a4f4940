import { readFileSync } from 'node:fs';
import { AwsxError } from '../errors.ts';

/** What Node puts in place of bytes that are not UTF-8. */
const REPLACED = '\u{FFFD}';

/**
 * Whether Node could not read an argument as it was given.
 *
 * @param commandLine - the bytes of the command line, a NUL after each argument (proc_pid_cmdline(5))
 */
export function isChanged(argument: string, commandLine: Buffer): boolean {
  return argument.includes(REPLACED) && !commandLine.includes(`\0${argument}\0`);
}

/**
 * Refuses arguments that are not UTF-8, a file name in Latin-1 say: Node would hand on others, and
 * the command work on another file. Linux only: file systems of others hardly allow such names.
 *
 * @throws AwsxError invalid_argument
 */
export function refuseChangedArguments(args: readonly string[]): void {
  if (process.platform !== 'linux' || !args.some((text) => text.includes(REPLACED))) return;
  const commandLine = readFileSync('/proc/self/cmdline');
  if (!args.some((argument) => isChanged(argument, commandLine))) return;
  throw new AwsxError('invalid_argument', 'an argument of the command is not UTF-8', {
    hint: 'Node would change it; let a shell find the file: awsx exec PROFILE -- sh -c "ls caf?"',
  });
}
