import { parseArgs } from 'node:util';
import type { Invocation } from '../commands/invocation.ts';
import type { Command } from './command.ts';
import { HELP_FLAG, type OptionToken, readFlags } from './read-flags.ts';
import { readPositionals } from './read-positionals.ts';

/** The words behind a command's name, sorted but not checked. */
export interface SplitWords {
  readonly options: readonly OptionToken[];
  readonly positionals: readonly string[];
  /** Empty when `--` was the last word. */
  readonly childCommand?: readonly string[];
}

/**
 * Parses the words behind a command's name. What belongs to the command to run is passed on
 * untouched: everything after `--`, or from the first word beyond the positionals on.
 *
 * @returns `help` when help was asked for, whatever else is wrong with the line.
 * @throws AwsxError `usage` or `unknown_flag`.
 */
export function parseInvocation(command: Command, words: readonly string[]): Invocation | 'help' {
  const { options, ...rest } = splitWords(command, words);
  if (options.some((option) => option.name === HELP_FLAG.name)) return 'help';
  const flags = readFlags(command, options);
  const positionals = readPositionals(command, rest.positionals);
  const child = rest.childCommand ?? [];
  return child.length > 0 ? { positionals, flags, childCommand: child } : { positionals, flags };
}

/** Sorts words; a flag that needs a value and stands at the end has none (completion asks then). */
export function splitWords(command: Command, words: readonly string[]): SplitWords {
  const options: OptionToken[] = [];
  const positionals: string[] = [];
  for (const token of tokenize(command, words)) {
    if (token.kind === 'option') {
      options.push(token);
    } else if (token.kind === 'option-terminator') {
      if (command.childCommand === undefined) continue;
      return { options, positionals, childCommand: words.slice(token.index + 1) };
    } else if (startsChildCommand(command, positionals.length)) {
      return { options, positionals, childCommand: words.slice(token.index) };
    } else {
      positionals.push(token.value);
    }
  }
  return { options, positionals };
}

function startsChildCommand(command: Command, positionalCount: number): boolean {
  return (
    command.childCommand === 'after-positionals' && positionalCount >= command.positionals.length
  );
}

/** Not strict, since words of the command to run are among them; `readFlags` is. */
function tokenize(command: Command, words: readonly string[]) {
  const options = Object.fromEntries(
    [...command.flags, HELP_FLAG].map(({ name, short, valueName }) => [
      name,
      {
        type: valueName === undefined ? ('boolean' as const) : ('string' as const),
        ...(short === undefined ? {} : { short }),
      },
    ]),
  );
  return parseArgs({ args: [...words], options, strict: false, tokens: true }).tokens;
}
