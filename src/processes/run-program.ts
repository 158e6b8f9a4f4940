import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { Environment } from '../ports.ts';

export interface ProgramToRun {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Environment;
  /** Text for its stdin, or a descriptor that it inherits as stdin and stderr. */
  readonly input: string | number;
  /**
   * In a session of its own a program finds no terminal, and all that it started ends with it.
   * Not on Windows.
   */
  readonly ownSession: boolean;
  readonly timeoutMilliseconds: number;
  readonly maximumOutputBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Windows: the arguments are already quoted, as cmd.exe wants them. */
  readonly windowsVerbatimArguments?: boolean;
}

export interface FinishedProgram {
  /** Undefined when it could not be started, was ended by a signal, or ran out of time. */
  readonly status: number | undefined;
  readonly stdout: string;
  /** Empty when it inherited a descriptor. */
  readonly stderr: string;
  readonly timedOut: boolean;
}

/**
 * Runs a program to its end and gathers what it prints, up to a limit. Its streams are never
 * awsx's own.
 *
 * @throws the signal's reason.
 */
export async function runProgram(program: ProgramToRun): Promise<FinishedProgram> {
  const { signal, maximumOutputBytes } = program;
  signal?.throwIfAborted();
  const child = startProgram(program);
  const stdout = collect(child.stdout, maximumOutputBytes);
  const stderr = collect(child.stderr, maximumOutputBytes);
  let timedOut = false;
  const timer = setTimeout(() => {
    timedOut = true;
    endProgram(child, program);
  }, program.timeoutMilliseconds);
  const onAbort = (): void => endProgram(child, program);
  signal?.addEventListener('abort', onAbort);
  const status = await waitForEnd(child);
  clearTimeout(timer);
  signal?.removeEventListener('abort', onAbort);
  signal?.throwIfAborted();
  return { status, timedOut, stdout: stdout(), stderr: stderr() };
}

function startProgram(program: ProgramToRun): ChildProcess {
  const { file, args, env, input, ownSession, windowsVerbatimArguments } = program;
  const stdio: StdioOptions =
    typeof input === 'number' ? [input, 'pipe', input] : ['pipe', 'pipe', 'pipe'];
  const child = spawn(file, args, {
    env: { ...env },
    stdio,
    detached: ownSession && process.platform !== 'win32',
    windowsHide: true,
    windowsVerbatimArguments: windowsVerbatimArguments ?? false,
  });
  // A program that does not read its input, or was not even started, is told by its status.
  child.stdin?.on('error', () => undefined);
  if (typeof input === 'string') child.stdin?.end(input);
  return child;
}

function waitForEnd(child: ChildProcess): Promise<number | undefined> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(undefined));
    child.once('close', (status) => resolve(status ?? undefined));
  });
}

/** What is beyond the limit is read and dropped. */
function collect(stream: Readable | null, maximumBytes: number): () => string {
  const chunks: Buffer[] = [];
  let length = 0;
  stream?.on('data', (chunk: Buffer) => {
    chunks.push(chunk.subarray(0, maximumBytes - length));
    length = Math.min(length + chunk.length, maximumBytes);
  });
  return () => Buffer.concat(chunks).toString();
}

/** A program it started may hold the pipes open, so they are not waited for. */
function endProgram(child: ChildProcess, { ownSession }: ProgramToRun): void {
  child.stdout?.destroy();
  child.stderr?.destroy();
  try {
    const isGroup = ownSession && process.platform !== 'win32' && child.pid !== undefined;
    if (isGroup) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  } catch {
    // It has just ended by itself.
  }
}
