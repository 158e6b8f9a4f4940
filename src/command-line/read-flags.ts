import type { Invocation } from '../commands/invocation.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { Command, Flag } from './command.ts';
import { suggest } from './suggest.ts';

/** A flag on the command line, as `node:util` parseArgs tokenizes it. */
export interface OptionToken {
  readonly kind: 'option';
  /** The long name when the flag is known, else what stood behind the dashes. */
  readonly name: string;
  /** With its dashes, without a value. */
  readonly rawName: string;
  readonly value: string | undefined;
  /** True for `--flag=value` and `-fvalue`. */
  readonly inlineValue: boolean | undefined;
}

/** Every command has it. */
export const HELP_FLAG: Flag = { name: 'help', short: 'h', summary: 'show this help' };

/**
 * Checks flags against the command table. No message repeats a value: it may be a secret.
 *
 * @throws AwsxError `unknown_flag` with a suggestion, `usage` for a value too many or missing.
 */
export function readFlags(command: Command, tokens: readonly OptionToken[]): Invocation['flags'] {
  const flags: Record<string, string | true | readonly string[]> = Object.create(null);
  for (const token of tokens) {
    const flag = findFlag(command, token);
    if (flag.valueName === undefined) {
      refuseValue(command, token);
      flags[flag.name] = true;
    } else {
      const value = readValue(command, flag, token);
      flags[flag.name] = flag.repeatable ? [...listed(flags[flag.name]), value] : value;
    }
  }
  return flags;
}

function findFlag(command: Command, { name, rawName }: OptionToken): Flag {
  const flag = command.flags.find((candidate) => candidate.name === name);
  if (flag !== undefined) return flag;
  const names = command.flags.map((candidate) => candidate.name);
  const nearest = suggest(name, names);
  throw new AwsxError('unknown_flag', `awsx ${command.name} has no flag ${printable(rawName)}`, {
    hint:
      nearest === undefined
        ? `run awsx help ${command.name} for its flags`
        : `did you mean --${nearest}?`,
  });
}

function refuseValue(command: Command, { rawName, value }: OptionToken): void {
  if (value === undefined) return;
  throw new AwsxError('usage', `${rawName} takes no value`, { hint: helpHint(command) });
}

function readValue(command: Command, flag: Flag, token: OptionToken): string {
  const { rawName, value, inlineValue } = token;
  if (value === undefined || value === '') {
    throw new AwsxError('usage', `${rawName} needs a value`, { hint: helpHint(command) });
  }
  if (inlineValue !== true && value.startsWith('-') && value !== '-') {
    throw new AwsxError('usage', `${rawName} needs a value, and the next word is a flag`, {
      hint: `write --${flag.name}=VALUE when the value starts with a dash`,
    });
  }
  return value;
}

function listed(values: string | true | readonly string[] | undefined): readonly string[] {
  return Array.isArray(values) ? values : [];
}

function helpHint(command: Command): string {
  return `run awsx help ${command.name}`;
}
