import { spawn } from '@lydell/node-pty';
import { onTestFinished } from 'vitest';

export interface PseudoTerminal {
  readonly processId: number;
  /** Everything that was shown so far. */
  screen(): string;
  type(keys: string): void;
  /** Resolves when the text has been shown, after `from` characters. */
  shows(text: string, from?: number): Promise<void>;
  /** Resolves with the exit status when the session has ended. */
  readonly ended: Promise<number>;
}

export interface SessionOptions {
  /** Run by `sh -c` as the leader of a session with this terminal. */
  readonly script: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
}

/** Runs a script in a terminal of its own, which goes when the running test ends. */
export function openPseudoTerminal(options: SessionOptions): PseudoTerminal {
  const { script, env = {}, columns = 80 } = options;
  const inherited = { PATH: process.env['PATH'] ?? '', TERM: 'xterm-256color' };
  const session = spawn('sh', ['-c', script], {
    cols: columns,
    rows: 24,
    env: { ...inherited, ...env },
  });
  let screen = '';
  const watchers = new Set<() => void>();
  session.onData((data) => {
    screen += data;
    for (const watcher of watchers) watcher();
  });
  const ended = new Promise<number>((resolve) => {
    session.onExit(({ exitCode }) => resolve(exitCode));
  });
  onTestFinished(() => session.kill('SIGKILL'));
  return {
    processId: session.pid,
    screen: () => screen,
    type: (keys) => session.write(keys),
    shows: (text, from = 0) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (!screen.includes(text, from)) return;
          watchers.delete(look);
          resolve();
        };
        watchers.add(look);
        look();
      }),
    ended,
  };
}
