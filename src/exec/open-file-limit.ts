import { spawnSync } from 'node:child_process';
import * as fileSystem from 'node:fs';
import type { Environment } from '../ports.ts';
import { resolveCommand } from './resolve-command.ts';

/** A limit as /proc shows it; `unlimited` is Infinity. */
interface Limit {
  readonly soft: number;
  readonly hard: number;
}

/** Reads `Max open files` of /proc/PID/limits (proc_pid_limits(5)). */
export function parseOpenFileLimit(text: string): Limit | undefined {
  const [, soft, hard] = /^Max open files +(\d+|unlimited) +(\d+|unlimited) /m.exec(text) ?? [];
  return soft === undefined || hard === undefined
    ? undefined
    : { soft: parseLimit(soft), hard: parseLimit(hard) };
}

function parseLimit(word: string): number {
  return word === 'unlimited' ? Number.POSITIVE_INFINITY : Number(word);
}

/**
 * The soft limit that awsx was started with, undefined when it stands as it was or cannot be
 * known. Node raises its own to the hard limit at its start and forgets the former; whoever
 * started awsx still has it. With another hard limit somebody set limits in between, and the
 * starter's say nothing.
 */
export function findFormerSoftLimit(own: Limit, starter: Limit): number | undefined {
  const isRaised = own.hard === starter.hard && own.soft > starter.soft;
  return isRaised && Number.isFinite(starter.soft) ? starter.soft : undefined;
}

/**
 * Gives awsx, and with it the command it starts or becomes, back the limit of open files that
 * `ulimit -n` shows outside: programs that use select(2) or close every number up to the limit
 * depend on it. Linux only, and with prlimit(1) of util-linux; else the limit stays raised.
 */
export function restoreOpenFileLimit(env: Environment): void {
  if (process.platform !== 'linux') return;
  const own = readOpenFileLimit(process.pid);
  const starter = readOpenFileLimit(process.ppid);
  const soft = own && starter && findFormerSoftLimit(own, starter);
  const prlimit = soft === undefined ? undefined : findPrlimit(env);
  if (prlimit === undefined) return;
  spawnSync(prlimit, ['--pid', String(process.pid), `--nofile=${soft}:`], {
    env: {},
    stdio: 'ignore',
    timeout: 1000,
  });
}

function readOpenFileLimit(processId: number): Limit | undefined {
  try {
    return parseOpenFileLimit(fileSystem.readFileSync(`/proc/${processId}/limits`, 'latin1'));
  } catch {
    return undefined;
  }
}

function findPrlimit(env: Environment): string | undefined {
  try {
    return resolveCommand({
      name: 'prlimit',
      env,
      platform: process.platform,
      workingDirectory: '/',
      fileSystem,
    });
  } catch {
    return undefined;
  }
}
