import { AwsxError } from '../errors.ts';
import type { Command, Positional } from './command.ts';

/**
 * Checks the words that are no flags. No message repeats a word: a secret may have been typed
 * behind the profile by mistake.
 *
 * @throws AwsxError `usage` when a word is missing, too many, empty, or not one of the choices.
 */
export function readPositionals(command: Command, words: readonly string[]): readonly string[] {
  const { positionals } = command;
  const last = positionals.at(-1);
  for (const [index, positional] of positionals.entries()) {
    checkWord(command, positional, words[index]);
  }
  for (const word of words.slice(positionals.length)) {
    if (last?.repeatable !== true) throw wrongWords(command);
    checkWord(command, last, word);
  }
  return words;
}

function checkWord(command: Command, positional: Positional, word: string | undefined): void {
  const { name, required, choices } = positional;
  if (word === undefined) {
    if (required) throw usage(command, `awsx ${command.name} needs a ${name}`);
  } else if (word === '') {
    throw usage(command, `the ${name} is empty`);
  } else if (choices !== undefined && !choices.includes(word)) {
    throw wrongWords(command);
  }
}

function wrongWords(command: Command): AwsxError {
  const words = command.positionals.map(({ name, choices }) => choices?.join('|') ?? `one ${name}`);
  const taken = words.length === 0 ? 'no words besides flags' : words.join(' ');
  const child = command.childCommand === undefined ? '' : ', and a command only after --';
  return usage(command, `awsx ${command.name} takes ${taken}${child}`);
}

function usage(command: Command, message: string): AwsxError {
  return new AwsxError('usage', message, { hint: `run awsx help ${command.name}` });
}
