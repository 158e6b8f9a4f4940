import * as fileSystem from 'node:fs';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Environment } from '../../src/ports.ts';
import { copyText } from '../../src/terminal/clipboard.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

/** A PATH with programs of these names; each keeps its stdin and ends as its script does. */
function createPath(programs: Record<string, string>): string {
  const folder = createTemporaryFolder();
  for (const [name, script] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `#!/bin/sh\ncat >"${folder}/${name}.got"\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return folder;
}

function copy(text: string, folder: string, env: Environment) {
  const path = `${folder}:${process.env['PATH']}`;
  // A dumb terminal gets no sequence, should the test have one.
  return copyText(text, {
    env: { TERM: 'dumb', ...env, PATH: path },
    ...{ platform: 'linux', fileSystem, workingDirectory: folder },
  });
}

test('the first program that takes the text has it', async () => {
  const folder = createPath({ 'wl-copy': 'exit 1', xclip: 'exit 0', xsel: 'exit 0' });
  const env = { WAYLAND_DISPLAY: 'wayland-0', DISPLAY: ':0' };
  expect(await copy('eval "本"', folder, env)).toBe('copied with xclip');
  expect(readFileSync(join(folder, 'xclip.got'), 'utf8')).toBe('eval "本"');
  expect(fileSystem.existsSync(join(folder, 'xsel.got'))).toBe(false);
});

test('one that stays to serve the clipboard keeps nobody waiting', async () => {
  const folder = createPath({ xclip: 'sleep 3 & exit 0' });
  expect(await copy('text', folder, { DISPLAY: ':0' })).toBe('copied with xclip');
});

test('nobody has it where there is no program and no terminal for it', async () => {
  expect(await copy('text', createPath({}), { DISPLAY: '' })).toBeUndefined();
});

test('a program of the current folder is none', async () => {
  const folder = createPath({ xclip: 'exit 0' });
  const context = { platform: 'linux', fileSystem, workingDirectory: folder } as const;
  const env = { TERM: 'dumb', DISPLAY: ':0', PATH: '.:/nonexistent' };
  expect(await copyText('text', { env, ...context })).toBeUndefined();
});

test('it does not see the passphrase of the vault', async () => {
  const folder = createPath({ xclip: 'env >"$(dirname "$0")/env"' });
  await copy('text', folder, { DISPLAY: ':0', AWSX_FILE_PASSPHRASE: 'canary' });
  expect(readFileSync(join(folder, 'env'), 'utf8')).not.toContain('canary');
});
