import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:os';
import { closeInspector } from '../close-inspector.ts';
import type { ChildCommand, RunChildOptions } from '../ports.ts';
import { restoreOpenFileLimit } from './open-file-limit.ts';
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
 *   Status for Commands")
 * @throws AwsxError command_not_found, command_not_executable, or unexpected when the system
 *   has no room for a process
 */
export async function runChild(
  command: ChildCommand,
  { mayReplace = false }: RunChildOptions = {},
): Promise<number> {
  restoreOpenFileLimit(command.env);
  if (mayReplace) replaceProcess(command);
  return superviseChild(command);
}

async function superviseChild(command: ChildCommand): Promise<number> {
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
