/** Starts processes that contend for one lock. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import type { News, Order } from './contender.ts';
import { HOST_ID, LOCK_NAME } from './locks.ts';

export interface ContenderProcess {
  readonly processId: number;
  send(order: Order): void;
  /** The oldest news that nobody has asked for yet. */
  next(): Promise<News>;
  kill(signal: NodeJS.Signals): void;
  /** Lets a process go on that blocks. */
  unblock(): void;
  /** Lets go of the process: it ends when nothing of its own keeps it. Answers its exit code. */
  release(): Promise<number | null>;
  /** The exit code of a process that ends by itself, or null when a signal ended it. */
  end(): Promise<number | null>;
}

export type StartContender = (folder: string) => Promise<ContenderProcess>;

/** Node 20 runs no TypeScript, so the program is bundled once per test file. */
export function prepareContenderProcesses(): StartContender {
  let program = '';
  beforeAll(() => {
    const folder = mkdtempSync(join(tmpdir(), 'awsx-contender-'));
    program = join(folder, 'contender.cjs');
    const source = fileURLToPath(new URL('contender.ts', import.meta.url));
    buildSync({ entryPoints: [source], outfile: program, bundle: true, platform: 'node' });
    afterAll(() => rmSync(folder, { recursive: true, force: true }));
  });
  return async (folder) => {
    const child = fork(program, [folder, LOCK_NAME, HOST_ID], {
      execArgv: [],
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
    });
    onTestFinished(async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGKILL');
      await once(child, 'exit');
    });
    const contender = createContenderProcess(child);
    await contender.next();
    return contender;
  };
}

function createContenderProcess(child: ChildProcess): ContenderProcess {
  const news: News[] = [];
  const readers: ((value: News) => void)[] = [];
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  child.on('message', (value: News) => {
    const reader = readers.shift();
    if (reader) reader(value);
    else news.push(value);
  });
  return {
    processId: child.pid ?? 0,
    send: (order) => child.send(order),
    next: () => {
      const oldest = news.shift();
      return oldest ? Promise.resolve(oldest) : new Promise((resolve) => readers.push(resolve));
    },
    kill: (signal) => child.kill(signal),
    unblock: () => child.stdin?.end('\n'),
    release: () => {
      child.disconnect();
      return exit;
    },
    end: () => exit,
  };
}
