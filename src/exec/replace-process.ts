import * as fileSystem from 'node:fs';
import type { ChildCommand, Environment } from '../ports.ts';
import { makeStreamsBlocking } from './blocking-streams.ts';
import { listNamedDescriptors } from './named-descriptors.ts';
import { willStart } from './will-start.ts';

/**
 * What every system takes as arguments and environment of a program, pointers included: ARG_MAX
 * of Linux whatever `ulimit -s` says (execve(2)), with room for what it adds itself.
 */
const SAFE_ARGUMENT_BYTES = 128 * 1024 - 8 * 1024;
const POINTER_BYTES = 8;

/** Node ignores them at its start, and what is ignored stays so in the next program. */
const IGNORED_SIGNALS = ['SIGPIPE', 'SIGXFSZ'] as const;

export interface ReplacementFacts {
  /** The runtime has the call at all: Node from 22.15 on, not on Windows. */
  readonly hasExecve: boolean;
  readonly argumentBytes: number;
  /** Descriptors above 2 that the command's arguments name: those do not survive. */
  readonly namedDescriptors: readonly number[];
  /** The system is bound to accept the program; asked last. */
  readonly willStart: () => boolean;
}

/**
 * Whether awsx may become the command. Node aborts when the system refuses the call, so it is
 * left to cases in which it will not; everything else is started as a child and, when that
 * fails, reported.
 */
export function canReplaceProcess(facts: ReplacementFacts): boolean {
  return (
    facts.hasExecve &&
    facts.namedDescriptors.length === 0 &&
    facts.argumentBytes <= SAFE_ARGUMENT_BYTES &&
    facts.willStart()
  );
}

/**
 * Becomes the command, with the same process id, terminal and descriptors 0 to 2, every signal
 * at its default action. Returns when that cannot be done safely.
 */
export function replaceProcess(command: ChildCommand): void {
  const { execve } = process as { readonly execve?: Execve };
  const args = [command.name, ...command.args];
  const env = dropAbsent(command.env);
  const facts: ReplacementFacts = {
    hasExecve: execve !== undefined && process.platform !== 'win32',
    argumentBytes: countArgumentBytes(args, env),
    namedDescriptors: listNamedDescriptors(command.args),
    willStart: () =>
      willStart(command.file, { fileSystem, ownProgram: process.execPath, now: new Date() }),
  };
  if (!canReplaceProcess(facts)) return;
  makeStreamsBlocking();
  resetIgnoredSignals();
  try {
    execve?.call(process, command.file, args, env);
  } catch {
    // Node 26 and later say what the system refused; starting a child says it, too. Until then
    // a reader that goes away must not end us.
    process.on('SIGPIPE', ignore);
  }
}

/** Not in the types of Node 20. */
type Execve = (
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) => never;

/** Giving up its last listener sets a signal to its default action. */
function resetIgnoredSignals(): void {
  for (const signal of IGNORED_SIGNALS) process.on(signal, ignore).removeListener(signal, ignore);
}

function ignore(): void {}

function dropAbsent(env: Environment): Record<string, string> {
  const present = Object.entries(env).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(present) as Record<string, string>;
}

function countArgumentBytes(args: readonly string[], env: Readonly<Record<string, string>>) {
  const strings = [...args, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];
  return strings.reduce((sum, text) => sum + Buffer.byteLength(text) + 1 + POINTER_BYTES, 0);
}
