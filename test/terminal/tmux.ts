import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';

export interface TmuxPane {
  /** Resolves when the screen holds this text; answers the whole screen. */
  shows(text: string): Promise<string>;
  screen(): string;
  /** The screen, and above it what has scrolled away. */
  history(): string;
  type(text: string): void;
  press(key: string): void;
  /** As the terminal's own paste: between brackets when the program wants them. */
  paste(text: string): void;
  resize(columns: number, rows: number): void;
}

export interface TmuxOptions {
  readonly columns: number;
  readonly rows: number;
  /** Run by `sh -c`. */
  readonly script: string;
}

/** Runs a script in a tmux of its own, whose screen is what a person would see. */
export function openTmux({ columns, rows, script }: TmuxOptions): TmuxPane {
  const folder = mkdtempSync(join(tmpdir(), 'awsx-tmux-'));
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-u', '-S', join(folder, 'socket'), '-f', '/dev/null', ...args], {
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], HOME: folder, LC_ALL: 'C.UTF-8' },
    });
  const size = ['-x', String(columns), '-y', String(rows)];
  tmux('new-session', '-d', ...size, '-s', 'test', `sh -c '${script}'; cat`);
  tmux('set-option', '-g', 'window-size', 'manual');
  onTestFinished(() => {
    tmux('kill-server');
    rmSync(folder, { recursive: true, force: true });
  });
  const screen = (): string => tmux('capture-pane', '-p', '-t', 'test').trimEnd();
  return {
    screen,
    shows: async (text) => {
      await expect.poll(screen, { timeout: 8000 }).toContain(text);
      return screen();
    },
    type: (text) => void tmux('send-keys', '-t', 'test', '-l', '--', text),
    history: () => tmux('capture-pane', '-p', '-S', '-', '-t', 'test').trimEnd(),
    paste: (text) => {
      tmux('set-buffer', text);
      tmux('paste-buffer', '-p', '-t', 'test');
    },
    press: (key) => void tmux('send-keys', '-t', 'test', key),
    resize: (newColumns, newRows) =>
      void tmux('resize-window', '-t', 'test', '-x', String(newColumns), '-y', String(newRows)),
  };
}
