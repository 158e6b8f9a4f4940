import type { Command } from './command-line/command.ts';
import {
  type AwsxError,
  EXIT_BEFORE_COMMAND,
  EXIT_CANCELLED,
  EXIT_NOT_EXECUTABLE,
  EXIT_NOT_FOUND,
} from './errors.ts';

const KEPT_BEFORE_COMMAND: readonly number[] = [
  EXIT_NOT_EXECUTABLE,
  EXIT_NOT_FOUND,
  EXIT_CANCELLED,
];

/**
 * The exit status for a failure of a command line. A command that starts another one answers
 * {@link EXIT_BEFORE_COMMAND}, whatever went wrong, so that its caller can tell awsx's failures
 * from the child's.
 */
export function exitStatusOf(
  error: AwsxError,
  argv: readonly string[],
  commands: readonly Command[],
): number {
  const status = error.exitStatus;
  if (!startsAnother(argv, commands) || KEPT_BEFORE_COMMAND.includes(status)) return status;
  return EXIT_BEFORE_COMMAND;
}

function startsAnother(argv: readonly string[], commands: readonly Command[]): boolean {
  const command = commands.find(({ name }) => name === argv[0]);
  if (command?.childCommand === undefined) return false;
  const actions = command.positionals.flatMap(({ choices }) => choices ?? []);
  return !actions.includes(argv[1] ?? '');
}
