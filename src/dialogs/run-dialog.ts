import { type ChildProcess, spawn } from 'node:child_process';
import type { Environment } from '../ports.ts';
import type { DialogCall, FinishedDialog } from './dialog.ts';

const MAXIMUM_OUTPUT_BYTES = 16 * 1024;

export interface RunDialogOptions {
  readonly env: Environment;
  /** The program is ended when it has not answered by then. */
  readonly timeoutMilliseconds: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs a dialog program to its end, without a shell and in a session of its own: a pinentry that
 * falls back to a terminal finds none, and all of it can be ended at once.
 *
 * @throws the signal's reason.
 */
export async function runDialog(
  call: DialogCall,
  options: RunDialogOptions,
): Promise<FinishedDialog> {
  options.signal?.throwIfAborted();
  const child = spawn(call.file, call.args, {
    env: { ...options.env, ...call.env },
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  // A program that does not read its input, or was not even started, is told by its status.
  child.stdin.on('error', () => undefined);
  child.stdin.end(call.input);
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endAll(child);
  }, options.timeoutMilliseconds);
  const onAbort = (): void => endAll(child);
  options.signal?.addEventListener('abort', onAbort);
  const status = await waitForEnd(child);
  clearTimeout(timer);
  options.signal?.removeEventListener('abort', onAbort);
  options.signal?.throwIfAborted();
  return { status, timedOut, stdout: stdout(), stderr: stderr() };
}

function waitForEnd(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (status) => resolve(status ?? undefined));
  });
}

/** Gathers output up to a limit; the rest is read and dropped. */
function collect(stream: NodeJS.ReadableStream): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    chunks.push(chunk.subarray(0, MAXIMUM_OUTPUT_BYTES - length));
    length = Math.min(length + chunk.length, MAXIMUM_OUTPUT_BYTES);
  });
  return () => Buffer.concat(chunks).toString();
}

/** Ends the program with everything it started, where the system has process groups. */
function endAll(child: ChildProcess): void {
  try {
    if (child.pid === undefined || process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
