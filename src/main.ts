import { askingPlainly } from './asking-plainly.ts';
import { type ParsedCommandLine, parseCommandLine } from './command-line/parse-command-line.ts';
import { booleanFlag, type Invocation } from './commands/invocation.ts';
import { loadCommand } from './commands/load-command.ts';
import { commands } from './commands/table.ts';
import { answerCompletion } from './completion/answer-completion.ts';
import { errorCodes } from './errors.ts';
import { exitStatusOf } from './exit-status.ts';
import { neverAsking } from './never-asking.ts';
import type { Context } from './ports.ts';
import { reportError, toAwsxError } from './report-error.ts';

/** What completion scripts call: no command of the table, so that no help and no hint names it. */
const COMPLETE = '__complete';

const PLAIN = '--plain';

/** Runs the command that `argv`, the words after `awsx`, asks for. Answers the exit status. */
export async function main(argv: readonly string[], context: Context): Promise<number> {
  let parsed: ParsedCommandLine | undefined;
  try {
    if (argv[0] === COMPLETE) return answerCompletion(argv.slice(1), context);
    if (asksForPicker(argv)) return await openPicker(argv, context);
    parsed = parseCommandLine(argv, commands);
    const run = await loadCommand(parsed.command.name);
    return await run(parsed.invocation, applyAsking(parsed.invocation, context));
  } catch (error) {
    if (parsed === undefined) return reportFailure(error, { argv, context, ...guessForm(argv) });
    const debug = booleanFlag(parsed.invocation, 'debug');
    const json = booleanFlag(parsed.invocation, 'json');
    return reportFailure(error, { argv, context, debug, json });
  }
}

/** `--plain` and `--no-input` hold for all that the command does. */
function applyAsking(invocation: Invocation, context: Context): Context {
  const shown = booleanFlag(invocation, 'plain') ? askingPlainly(context) : context;
  return booleanFlag(invocation, 'no-input') ? neverAsking(shown) : shown;
}

export interface Failure {
  readonly argv: readonly string[];
  readonly context: Context;
  readonly debug: boolean;
  readonly json: boolean;
}

/** The one place where a failure becomes a message on stderr and an exit status. */
export function reportFailure(error: unknown, { argv, context, debug, json }: Failure): number {
  reportError(error, context.stderr, { json, debug });
  return exitStatusOf(toAwsxError(error), argv, commands);
}

/** For a command line that cannot be parsed; behind `--` are the words of another command. */
export function guessForm(argv: readonly string[]): Pick<Failure, 'debug' | 'json'> {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  return { debug: own.includes('--debug'), json: own.includes('--json') };
}

/** `awsx` and `awsx --plain`. */
function asksForPicker(argv: readonly string[]): boolean {
  return argv.length === 0 || (argv.length === 1 && argv[0] === PLAIN);
}

async function openPicker(argv: readonly string[], context: Context): Promise<number> {
  if (!context.hasTerminal()) return refuseWithHelp(context);
  const { pickAndRun } = await import('./commands/pick.ts');
  const shown = argv[0] === PLAIN ? askingPlainly(context) : context;
  return pickAndRun({ context: shown, loadCommand });
}

async function refuseWithHelp(context: Context): Promise<number> {
  const { overview } = await import('./commands/help.ts');
  context.stderr.write(overview());
  return errorCodes.usage;
}
