import type { Invocation } from '../commands/invocation.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Command } from './command.ts';
import { parseInvocation } from './parse-invocation.ts';
import { suggest } from './suggest.ts';

/** A command of the table with what it was asked to do. */
export interface ParsedCommandLine {
  readonly command: Command;
  readonly invocation: Invocation;
}

const SPELLED_AS_FLAG: ReadonlyMap<string, string> = new Map([
  ['-h', 'help'],
  ['--help', 'help'],
  ['-v', 'version'],
  ['--version', 'version'],
]);

/**
 * Parses the words after `awsx`. `awsx CMD --help` becomes `awsx help CMD`, and `awsx --version`
 * becomes `awsx version`.
 *
 * @throws AwsxError `usage`, `unknown_command` or `unknown_flag`, each with a hint.
 */
export function parseCommandLine(
  argv: readonly string[],
  commands: readonly Command[],
): ParsedCommandLine {
  const [first = '', ...words] = argv;
  const command = findCommand(SPELLED_AS_FLAG.get(first) ?? first, commands);
  const invocation = parseInvocation(command, words);
  if (invocation !== 'help') return { command, invocation };
  return {
    command: findCommand('help', commands),
    invocation: { positionals: [command.name], flags: {} },
  };
}

/**
 * The command of this name.
 *
 * @throws AwsxError `unknown_command` or `unknown_flag` with a suggestion.
 */
export function findCommand(name: string, commands: readonly Command[]): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command !== undefined) return command;
  if (name.startsWith('-')) {
    throw new AwsxError('unknown_flag', `flag ${printable(flagName(name))} before the command`, {
      hint: 'flags follow the command: awsx COMMAND --flag; awsx --help lists the commands',
    });
  }
  const names = commands.map((candidate) => candidate.name);
  const nearest = suggest(name, names);
  throw new AwsxError('unknown_command', `there is no command "${printable(name)}"`, {
    hint:
      nearest === undefined
        ? 'run awsx exec PROFILE, or awsx --help for all commands'
        : `did you mean awsx ${nearest}?`,
  });
}

/** Without a value behind `=`, which may be a secret. */
function flagName(word: string): string {
  return word.split('=', 1)[0] ?? word;
}
