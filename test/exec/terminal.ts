import { type IPty, spawn } from '@lydell/node-pty';

/** A program in a pseudo-terminal of its own, and what it showed there. */
export interface Terminal {
  /** Types text, `\x03` for Ctrl-C and so on. */
  type(text: string): void;
  /** Resolves with what was shown since the last wait, when the pattern is in it. */
  waitFor(pattern: RegExp): Promise<string>;
  /** Resolves with the exit status. */
  readonly ended: Promise<number>;
  readonly processId: number;
  resize(columns: number, rows: number): void;
  kill(): void;
}

export function openTerminal(
  file: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Terminal {
  const pty = spawn(file, [...args], { cols: 200, rows: 24, env: { ...env, TERM: 'dumb' } });
  const ended = new Promise<number>((resolve) => {
    pty.onExit(({ exitCode }) => resolve(exitCode));
  });
  return {
    type: (text) => pty.write(text),
    waitFor: createWaiter(pty, ended),
    ended,
    processId: pty.pid,
    resize: (columns, rows) => pty.resize(columns, rows),
    kill: () => pty.kill('SIGKILL'),
  };
}

function createWaiter(pty: IPty, ended: Promise<number>): Terminal['waitFor'] {
  let shown = '';
  let onShown = () => {};
  pty.onData((text) => {
    shown += text;
    onShown();
  });
  return (pattern) =>
    new Promise((resolve, reject) => {
      onShown = () => {
        const match = pattern.exec(shown);
        if (match === null) return;
        const end = match.index + match[0].length;
        const text = shown.slice(0, end);
        shown = shown.slice(end);
        onShown = () => {};
        resolve(text);
      };
      void ended.then(() =>
        reject(new Error(`ended without ${pattern}: ${JSON.stringify(shown)}`)),
      );
      onShown();
    });
}
