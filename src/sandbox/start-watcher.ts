import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Context } from '../ports.ts';

/**
 * What the watcher runs: nothing comes through the pipe, and its end means that awsx is gone.
 * Signals of the terminal do not reach another session; those sent to it on purpose end it.
 */
const script = `
const { rmSync } = require('node:fs');
process.stdin.resume().on('close', () => {
  rmSync(process.argv[1], { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
});
`;

/**
 * Starts a process in a session of its own that removes the folder when this process has ended,
 * however it ended. It learns of it through a pipe whose other end only this process has. It
 * inherits neither environment nor files.
 */
export function startWatcher(
  { env, program }: Pick<Context, 'env' | 'program'>,
  folder: string,
): void {
  const systemRoot = env['SystemRoot'];
  const watcher = spawn(program.interpreter, ['-e', script, folder], {
    cwd: dirname(folder),
    detached: true,
    env: systemRoot === undefined ? {} : { SystemRoot: systemRoot },
    stdio: ['pipe', 'ignore', 'ignore'],
    windowsHide: true,
  });
  // Without a watcher the sandbox still removes its folder itself, save after kill -9.
  watcher.on('error', () => {});
  watcher.stdin.on('error', () => {});
  watcher.unref();
  if ('unref' in watcher.stdin && typeof watcher.stdin.unref === 'function') watcher.stdin.unref();
}
