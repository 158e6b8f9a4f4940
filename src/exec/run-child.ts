import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { closeInspector } from '../close-inspector.ts';
import type { ChildCommand, RunChildOptions } from '../ports.ts';
import { isForegroundProcessGroup } from './foreground.ts';
import { restoreOpenFileLimit } from './open-file-limit.ts';
import { refuseChangedArguments } from './refuse-changed-arguments.ts';
import { relaySignals } from './relay-signals.ts';
import { replaceProcess } from './replace-process.ts';
import { startChild, translateStartError } from './start-child.ts';

/** The child has ended, Node does not say how: on a signal it has no name for, as a rule. */
const EXIT_UNKNOWN = 255;

/**
 * Runs the command in awsx's own terminal and streams: awsx becomes it where it may and can,
 * else waits for it, whatever signals come.
 *
 * @returns its exit status, or 128+n when signal n ended it, as shells count (POSIX, "Exit
 *   Status for Commands"). Where awsx might have become the command and both are in the foreground
 *   of a terminal, a SIGINT that ended the command ends awsx too
 * @throws AwsxError invalid_argument, command_not_found, command_not_executable, or unexpected when
 *   the system has no room for a process
 */
export async function runChild(
  command: ChildCommand,
  { mayReplace = false }: RunChildOptions = {},
): Promise<number> {
  refuseChangedArguments(command.args);
  restoreOpenFileLimit(command.env);
  if (mayReplace) replaceProcess(command);
  const { status, signal } = await superviseChild(command);
  if (mayReplace && signal === 'SIGINT' && isForegroundProcessGroup()) dieOfInterrupt();
  return status;
}

/**
 * A shell leaves its loop, `for i in …; do awsx exec …; done`, after Ctrl-C only if the command
 * died of the signal, as the shell itself was told to: a status of 130 is not enough.
 */
function dieOfInterrupt(): void {
  process.kill(process.pid, 'SIGINT');
}

interface ChildEnd {
  readonly status: number;
  readonly signal: NodeJS.Signals | null;
}

async function superviseChild(command: ChildCommand): Promise<ChildEnd> {
  let child: ChildProcess | undefined;
  const stopRelay = relaySignals(() => child);
  try {
    child = startChild(command);
    closeInspector();
    return await waitForExit(child);
  } catch (error) {
    throw translateStartError(error, command);
  } finally {
    stopRelay();
  }
}

function waitForExit(child: ChildProcess): Promise<ChildEnd> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      // With a process id it is a signal that could not be sent, to a setuid program perhaps.
      if (child.pid === undefined) reject(error);
    });
    child.on('exit', (code, signal) => {
      const status = signal === null ? (code ?? EXIT_UNKNOWN) : 128 + constants.signals[signal];
      resolve({ status, signal });
    });
  });
}
