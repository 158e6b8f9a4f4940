import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { closeInspector } from '../close-inspector.ts';
import type { ChildCommand, RunChildOptions } from '../ports.ts';
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
 *   Status for Commands"). After a Ctrl-C that ended the command awsx itself dies of it, where it
 *   might have become the command
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
  const { status, wasInterrupted } = await superviseChild(command);
  // A shell gives up its loop, `for i in …; do awsx exec …; done`, only for a command that died of
  // Ctrl-C as the shell itself was told to: a status of 130 is not enough.
  if (mayReplace && wasInterrupted) process.kill(process.pid, 'SIGINT');
  return status;
}

interface ChildEnd {
  readonly status: number;
  /** The child died of a Ctrl-C that the terminal sent to awsx too. */
  readonly wasInterrupted: boolean;
}

async function superviseChild(command: ChildCommand): Promise<ChildEnd> {
  let child: ChildProcess | undefined;
  const relay = relaySignals(() => child);
  try {
    child = startChild(command);
    closeInspector();
    const status = await waitForExit(child);
    const wasInterrupted = child.signalCode === 'SIGINT' && relay.wasInterrupted();
    return { status, wasInterrupted };
  } catch (error) {
    throw translateStartError(error, command);
  } finally {
    relay.stop();
  }
}

function waitForExit(child: ChildProcess): Promise<number> {
  return new Promise((resolve, reject) => {
    child.on('error', (error) => {
      // With a process id it is a signal that could not be sent, to a setuid program perhaps.
      if (child.pid === undefined) reject(error);
    });
    child.on('exit', (code, signal) => {
      resolve(signal === null ? (code ?? EXIT_UNKNOWN) : 128 + constants.signals[signal]);
    });
  });
}
