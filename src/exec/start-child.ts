import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { getSystemErrorMap } from 'node:util';
import { AwsxError } from '../errors.ts';
import type { ChildCommand } from '../ports.ts';
import { printable } from '../printable.ts';
import { listNamedDescriptors } from './named-descriptors.ts';

/**
 * Refusals of execve(2) that POSIX shells answer with 126; the missing file is 127. UNKNOWN is
 * Windows' answer to a file that is no program.
 */
const notExecutableErrors: ReadonlySet<string> = new Set([
  'E2BIG',
  'EACCES',
  'EINVAL',
  'EISDIR',
  'ELOOP',
  'ENOEXEC',
  'ENOTDIR',
  'EPERM',
  'ETXTBSY',
  'UNKNOWN',
]);

/**
 * Starts the command without a shell and with awsx's own streams. A failure comes either as an
 * exception or as an `error` event of the child, {@link translateStartError} takes both.
 *
 * libuv sets every signal of the child back to its default action and unblocks all, so the
 * child dies of SIGPIPE although Node ignores it. A text file without `#!` is run by /bin/sh
 * where the C library's execvp does that (glibc, macOS).
 */
export function startChild(command: ChildCommand): ChildProcess {
  return spawn(command.file, command.args, {
    argv0: command.name,
    env: { ...command.env },
    stdio: createStreams(command.args),
    windowsHide: false,
  });
}

/** Ours for 0 to 2 and for those the arguments name; Node closes the others above. */
function createStreams(args: readonly string[]): StdioOptions {
  const named = new Set(listNamedDescriptors(args));
  const last = Math.max(2, ...named);
  return Array.from({ length: last + 1 }, (_, descriptor) =>
    descriptor <= 2 || named.has(descriptor) ? descriptor : 'ignore',
  );
}

/**
 * Puts the system's refusal to start a command into the words and statuses of a shell.
 * ENOENT for a file that was found means that its interpreter is missing.
 */
export function translateStartError(error: unknown, command: ChildCommand): AwsxError {
  const code = readErrorCode(error);
  const reason = describeError(error);
  const message = `cannot start ${printable(command.file)}: ${reason}`;
  if (code === 'ENOENT') {
    const hint = 'the program or the interpreter that its first line names is missing';
    return new AwsxError('command_not_found', message, { hint, cause: error });
  }
  const kind = notExecutableErrors.has(code) ? 'command_not_executable' : 'unexpected';
  return new AwsxError(kind, message, { cause: error });
}

function readErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The system's words: Node's own message repeats the arguments, which may hold secrets. */
function describeError(error: unknown): string {
  const errno = error instanceof Error && 'errno' in error ? Number(error.errno) : 0;
  return getSystemErrorMap().get(errno)?.[1] ?? (readErrorCode(error) || 'refused');
}
