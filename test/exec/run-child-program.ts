/**
 * Builds a program that does nothing but run its arguments with the real runChild, so that
 * signals, streams and terminals can be tried on a process of its own.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const source = `
import { runChild } from './run-child.ts';
import { resolveCommand } from './resolve-command.ts';
import * as fileSystem from 'node:fs';

process.on('SIGUSR1', () => {});
const mayReplace = process.env.MAY_REPLACE === '1';
const [name, ...args] = process.argv.slice(2);
const file = resolveCommand({
  name, env: process.env, platform: process.platform, workingDirectory: process.cwd(), fileSystem,
});
runChild({ file, name, args, env: { ...process.env, MAY_REPLACE: undefined } }, { mayReplace }).then(
  (status) => { process.exitCode = status; },
  (error) => {
    process.stderr.write(error.code + ': ' + error.message + '\\n');
    process.exitCode = error.exitStatus;
  },
);
`;

export interface Program {
  /** Path of the built script, to be run with node. */
  readonly script: string;
  /** A folder for the test's own files. */
  readonly folder: string;
  remove(): void;
}

export function buildRunChildProgram(): Program {
  const folder = mkdtempSync(join(tmpdir(), 'awsx-run-child-'));
  const script = join(folder, 'run-child.cjs');
  const resolveDir = fileURLToPath(new URL('../../src/exec', import.meta.url));
  buildSync({
    stdin: { contents: source, resolveDir, loader: 'ts' },
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'warning',
  });
  return { script, folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/**
 * A child that says `ready`, tells each signal it gets on a line, and on `end` in its stdin ends
 * with status 5.
 */
export const signalTeller = `
const names = [
  'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2', 'SIGCONT',
  'SIGALRM', 'SIGVTALRM', 'SIGPROF', 'SIGABRT', 'SIGIO', 'SIGXCPU', 'SIGWINCH',
];
for (const name of names) {
  process.on(name, () => console.log('<' + name + '>'));
}
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => { if (text.includes('end')) process.exit(5); });
console.log('ready');
`;
