import type { Command, Flag } from '../command-line/command.ts';
import { HELP_FLAG } from '../command-line/read-flags.ts';
import type { HelpText } from './help-texts.ts';

/** All commands with their summaries, and where to start. Ends with a new line. */
export function formatOverview(commands: readonly Command[]): string {
  const rows = commands.map(({ name, summary }): Row => [name, summary]);
  return lines([
    'awsx keeps your AWS key in a vault, asks for MFA, and gives each command',
    'short-lived credentials for exactly the role it needs.',
    '',
    'Commands:',
    ...formatRows(rows),
    '',
    'Start here, without an account and without a network:',
    '  awsx sandbox',
    'Every command explains itself: awsx help COMMAND',
  ]);
}

/** Usage, flags and examples of one command. Ends with a new line. */
export function formatCommandHelp(command: Command, text: HelpText): string {
  const examples = text.examples.flatMap(({ line, what }) => [`  # ${what}`, `  ${line}`]);
  return lines([
    `awsx ${command.name}: ${command.summary}`,
    '',
    'Usage:',
    ...text.usage.map((line) => `  ${line}`),
    '',
    ...text.notes.flatMap((paragraph) => [...paragraph, '']),
    'Flags:',
    ...formatRows([...command.flags, HELP_FLAG].map(flagRow)),
    '',
    'Examples:',
    ...examples,
    '',
    'Exit status:',
    ...text.exitStatus.map((line) => `  ${line}`),
  ]);
}

type Row = readonly [term: string, meaning: string];

function flagRow({ name, short, valueName, summary }: Flag): Row {
  const letter = short === undefined ? '    ' : `-${short}, `;
  const value = valueName === undefined ? '' : ` ${valueName}`;
  return [`${letter}--${name}${value}`, summary];
}

function formatRows(rows: readonly Row[]): string[] {
  const width = Math.max(...rows.map(([term]) => term.length));
  return rows.map(([term, meaning]) => `  ${term.padEnd(width)}  ${meaning}`);
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
