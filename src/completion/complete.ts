/** What can stand at the cursor of a command line that is being typed. Pure. */
import type { Command, Flag } from '../command-line/command.ts';
import { splitWords } from '../command-line/parse-invocation.ts';
import { HELP_FLAG, type OptionToken } from '../command-line/read-flags.ts';
import { printable } from '../printable.ts';

/** A command line as far as it was typed. */
export interface TypedLine {
  /** The whole words between `awsx` and the cursor. */
  readonly words: readonly string[];
  /** What was typed of the word at the cursor. */
  readonly current: string;
}

export interface Candidate {
  readonly word: string;
  readonly description?: string;
}

/** Where words come from that the command table does not know. */
export interface WordSources {
  listProfiles(): readonly string[];
  /** Those with a base credential. */
  listStoredProfiles(): readonly string[];
  /** By what stands for a flag's value in help. */
  readonly values: Readonly<Record<string, readonly string[]>>;
}

export type Completion =
  | { readonly kind: 'words'; readonly candidates: readonly Candidate[] }
  /** The command to run begins with this word, `awsx` being number 0, and completes itself. */
  | { readonly kind: 'command'; readonly start: number };

/** The words that fit; the shell chooses among them by what was typed already. */
export function complete(
  line: TypedLine,
  commands: readonly Command[],
  sources: WordSources,
): Completion {
  const [name, ...words] = line.words;
  if (name === undefined) return offer(completeCommandName(line.current, commands));
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) return offer([]);
  const { options, positionals, childCommand } = splitWords(command, words);
  if (childCommand !== undefined) {
    return { kind: 'command', start: line.words.length - childCommand.length + 1 };
  }
  const flag = command.flags.find((each) => lacksValue(each, options));
  if (flag !== undefined) return offer(completeValue(flag, sources));
  if (line.current.startsWith('-')) return offer(completeFlag(line.current, command, sources));
  const last = command.positionals.at(-1);
  const positional =
    command.positionals[positionals.length] ?? (last?.repeatable ? last : undefined);
  if (positional !== undefined) {
    return offer(completePositional(positional, { command, commands, sources }));
  }
  if (command.childCommand === 'after-positionals') {
    return { kind: 'command', start: line.words.length + 1 };
  }
  return offer(listFlags(command));
}

/** Only of a flag that is the last word. */
function lacksValue({ name, valueName }: Flag, options: readonly OptionToken[]): boolean {
  if (valueName === undefined) return false;
  return options.some((option) => option.name === name && option.value === undefined);
}

function offer(candidates: readonly Candidate[]): Completion {
  return { kind: 'words', candidates };
}

function completeCommandName(current: string, commands: readonly Command[]): readonly Candidate[] {
  if (current.startsWith('-')) return ['--help', '--version', '--plain'].map((word) => ({ word }));
  return describeCommands(commands);
}

function describeCommands(commands: readonly Command[]): readonly Candidate[] {
  return commands.map(({ name, summary }) => ({ word: name, description: summary }));
}

/** `--flag=VALUE` is one word. */
function completeFlag(
  current: string,
  command: Command,
  sources: WordSources,
): readonly Candidate[] {
  const separator = current.indexOf('=');
  if (separator < 0) return listFlags(command);
  const spelled = current.slice(0, separator);
  const flag = command.flags.find(({ name }) => `--${name}` === spelled);
  if (flag === undefined) return [];
  return completeValue(flag, sources).map(({ word }) => ({ word: `${spelled}=${word}` }));
}

function listFlags(command: Command): readonly Candidate[] {
  return [...command.flags, HELP_FLAG].map(({ name, summary }) => ({
    word: `--${name}`,
    description: summary,
  }));
}

function completeValue({ valueName }: Flag, { values }: WordSources): readonly Candidate[] {
  const known = valueName !== undefined && Object.hasOwn(values, valueName);
  const words = known ? (values[valueName] ?? []) : [];
  return words.filter(canBeTyped).map((word) => ({ word }));
}

interface PositionalWords {
  readonly command: Command;
  readonly commands: readonly Command[];
  readonly sources: WordSources;
}

function completePositional(
  { name, choices }: Command['positionals'][number],
  { command, commands, sources }: PositionalWords,
): readonly Candidate[] {
  if (choices !== undefined) return choices.map((word) => ({ word }));
  if (name === 'COMMAND') return describeCommands(commands);
  const profiles =
    command.name === 'remove' ? sources.listStoredProfiles() : sources.listProfiles();
  return profiles.filter(canBeTyped).map((word) => ({ word }));
}

/** No flag, and nothing that a terminal might obey or that would end a line. */
function canBeTyped(word: string): boolean {
  return word !== '' && !word.startsWith('-') && printable(word) === word;
}
