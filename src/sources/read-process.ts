import type { Setting } from '../../profiles/types.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import { printable } from '../printable.ts';
import {
  type ConfigProcess,
  describeBadEnd,
  processFailed,
  runConfigProcess,
} from '../processes/run-config-process.ts';
import { withTerminal } from '../terminal/with-terminal.ts';
import { InvalidAnswer } from './invalid-answer.ts';
import type { SourceContext } from './source-context.ts';

/** The time limit is that of AWS's SDK for Go; tokens take a few kilobytes. */
const LIMITS = { timeoutSeconds: 60, maximumOutputBytes: 64 * 1024 };
const SHOWN_LINES = 20;
const HINT = 'run that command in a terminal to see what it does';

export interface ProcessToRead<T> {
  readonly profile: string;
  readonly command: Setting<string>;
  /** Throws InvalidAnswer. */
  readonly parse: (output: string) => T;
}

/**
 * What a process of the config says on stdout, which is never shown. What it writes to stderr goes
 * to the terminal, if there is one, and otherwise is shown when the process has failed, as the AWS
 * CLI does.
 *
 * @throws AwsxError `process_failed`; `setting_invalid` when others can write the config file
 */
export function readProcess<T>(
  { profile, command, parse }: ProcessToRead<T>,
  context: SourceContext,
): Promise<T> {
  return withTerminal(context, async (terminal) => {
    const process: ConfigProcess = { profile, command, terminal, ...LIMITS };
    const finished = await runConfigProcess({ ...process, signal: context.signal }, context);
    const answer = describeBadEnd(finished, process) ?? attempt(parse, finished.stdout);
    if (typeof answer !== 'string') return answer.value;
    showErrors(process, finished.stderr, context);
    throw processFailed(process, answer, HINT);
  });
}

/** What was parsed, or what is wrong with it. */
function attempt<T>(parse: (output: string) => T, output: string): { readonly value: T } | string {
  try {
    return { value: parse(output) };
  } catch (error) {
    if (!(error instanceof InvalidAnswer)) throw error;
    return `printed an answer that ${error.message}`;
  }
}

function showErrors({ command }: ConfigProcess, stderr: string, { notify }: SourceContext): void {
  const lines = stderr.split(/\r?\n/).filter((line) => line.trim() !== '');
  const name = describeOrigin(command.origin);
  for (const line of lines.slice(-SHOWN_LINES)) notify(`${name}: ${printable(line)}`);
}
