import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, watch, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../temporary-folder.ts';

const source = fileURLToPath(new URL('../../src/sandbox/start-watcher.ts', import.meta.url));
const { outputFiles } = buildSync({
  stdin: {
    contents: `
      import { startWatcher } from ${JSON.stringify(source)};
      startWatcher({ env: process.env, program: { interpreter: process.execPath } }, process.argv[1]);
      process.stdout.write('ready');
      setTimeout(() => {}, 60_000);
    `,
    resolveDir: dirname(source),
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  write: false,
});

/** A process that has a folder watched for it. */
async function startOwner(folder: string): Promise<ChildProcess> {
  mkdirSync(folder);
  writeFileSync(join(folder, 'secret'), '');
  const owner = spawn(process.execPath, ['-e', outputFiles[0]?.text ?? '', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => owner.stdout?.once('data', resolve));
  return owner;
}

function waitUntilGone(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (existsSync(folder)) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(dirname(folder), (_, name) => {
      if (name === basename(folder)) check();
    });
    check();
  });
}

test.each(['SIGKILL', 'SIGTERM', 'SIGHUP'] as const)(
  'removes the folder after %s',
  async (signal) => {
    const folder = join(createTemporaryFolder(), 'sandbox');
    const owner = await startOwner(folder);
    expect(existsSync(join(folder, 'secret'))).toBe(true);
    owner.kill(signal);
    await waitUntilGone(folder);
    expect(existsSync(folder)).toBe(false);
  },
);
