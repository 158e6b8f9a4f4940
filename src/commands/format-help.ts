import type { Command, Flag } from '../command-line/command.ts';
import { HELP_FLAG } from '../command-line/read-flags.ts';
import type { HelpText } from './help-text.ts';

const EXAMPLES: readonly Row[] = [
  ['awsx sandbox', 'practise: no account, no network'],
  ['awsx add dev', 'store the key of a profile'],
  ['awsx exec prod-admin -- terraform apply', "run a command with a role's keys"],
];

/**
 * All commands on a screen of 24 lines and 80 columns: those of every day with their summaries, the
 * others by name; and where to start. Ends with a new line.
 */
export function formatOverview(commands: readonly Command[]): string {
  const everyday = commands.filter(({ group }) => group === 'everyday');
  const others = commands.filter(({ group }) => group !== 'everyday');
  return lines([
    'awsx keeps your AWS key in a vault, asks for MFA, and gives each command',
    'short-lived credentials for exactly the role it needs.',
    '',
    'Commands:',
    ...formatRows(everyday.map(({ name, summary }) => [name, summary])),
    '',
    'More commands:',
    ...formatRows(groupRows(others)),
    '',
    'Examples:',
    ...formatRows(EXAMPLES),
    '',
    'awsx alone picks a profile. Every command explains itself: awsx help COMMAND',
  ]);
}

/** Each group with its commands, in the order of the table. */
function groupRows(commands: readonly Command[]): readonly Row[] {
  const groups = [...new Set(commands.map(({ group }) => group))];
  return groups.map((group) => [
    group,
    commands.flatMap((command) => (command.group === group ? command.name : [])).join('  '),
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
