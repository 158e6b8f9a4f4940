import type { Command } from '../command-line/command.ts';
import { findCommand } from '../command-line/parse-command-line.ts';
import type { Context } from '../ports.ts';
import { formatCommandHelp, formatOverview } from './format-help.ts';
import { helpTexts } from './help-texts.ts';
import type { Invocation } from './invocation.ts';
import { commands } from './table.ts';

/**
 * Prints the overview, or the help of one command, on stdout.
 *
 * @throws AwsxError `unknown_command`.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const [name] = invocation.positionals;
  context.stdout.write(name === undefined ? overview() : commandHelp(findCommand(name, commands)));
  return 0;
}

/** All commands on one screen. */
export function overview(): string {
  return formatOverview(commands);
}

function commandHelp(command: Command): string {
  const text = helpTexts[command.name];
  if (text === undefined) throw new Error(`no help text for ${command.name}`);
  return formatCommandHelp(command, text);
}
