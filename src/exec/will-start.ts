import { constants } from 'node:fs';
import { posix } from 'node:path';
import type { FileSystem } from '../ports.ts';
import { readLoader, readMachine } from './program-header.ts';

export interface WillStartOptions {
  readonly fileSystem: Pick<
    FileSystem,
    'openSync' | 'readSync' | 'closeSync' | 'accessSync' | 'statSync'
  >;
  /** A program that runs here: ours. */
  readonly ownProgram: string;
  readonly now: Date;
}

/**
 * What was written to in the last hour may still be open for writing: then the system refuses to
 * run it (ETXTBSY of execve(2)), and nothing tells beforehand.
 */
const SETTLED_MILLISECONDS = 60 * 60 * 1000;

/** Holds the first line of a script, and of a program the headers that name its loader. */
const START_BYTES = 4096;
/** What every system reads of a script's first line; Linux before 5.1 no more than that. */
const FIRST_LINE_BYTES = 127;

/**
 * Whether the system is bound to accept this executable file, as far as can be seen: a program
 * for the machine that ours runs on, with a loader that is there, or a script with an interpreter
 * that is such a program; left alone for a while. False for everything else, which may well start
 * too.
 */
export function willStart(file: string, options: WillStartOptions): boolean {
  if (!isSettled(file, options)) return false;
  const start = readStart(file, options);
  const interpreter = parseInterpreter(start);
  if (interpreter === undefined) return isNativeProgram(start, options);
  return (
    isExecutable(interpreter, options) &&
    isSettled(interpreter, options) &&
    isNativeProgram(readStart(interpreter, options), options)
  );
}

function isSettled(file: string, { fileSystem, now }: WillStartOptions): boolean {
  try {
    return now.getTime() - fileSystem.statSync(file).mtimeMs > SETTLED_MILLISECONDS;
  } catch {
    return false;
  }
}

function isNativeProgram(start: Buffer, options: WillStartOptions): boolean {
  const machine = readMachine(start);
  if (machine === undefined || machine !== readMachine(readStart(options.ownProgram, options))) {
    return false;
  }
  const loader = readLoader(start);
  if (loader.kind === 'none') return true;
  if (loader.kind === 'unknown' || !isExecutable(loader.path, options)) return false;
  return readMachine(readStart(loader.path, options)) === machine;
}

/** The absolute path after `#!`, where it ends within what every system reads. */
function parseInterpreter(start: Buffer): string | undefined {
  const line = start.toString('utf8', 0, Math.min(start.length, FIRST_LINE_BYTES));
  return /^#![ \t]*(\/[^ \t\n\0]+)[^\n]*\n/.exec(line)?.[1];
}

function isExecutable(path: string, { fileSystem }: WillStartOptions): boolean {
  try {
    fileSystem.accessSync(path, constants.X_OK);
    return posix.isAbsolute(path);
  } catch {
    return false;
  }
}

/** Empty when the file cannot be read. */
function readStart(file: string, { fileSystem }: WillStartOptions): Buffer {
  try {
    const descriptor = fileSystem.openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const buffer = Buffer.alloc(START_BYTES);
      return buffer.subarray(0, fileSystem.readSync(descriptor, buffer, 0, START_BYTES, 0));
    } finally {
      fileSystem.closeSync(descriptor);
    }
  } catch {
    return Buffer.alloc(0);
  }
}
