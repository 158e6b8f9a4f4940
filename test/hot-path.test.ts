/**
 * The modules of the hot bundle, under review: `npm run hot-path:update` writes the list anew.
 * Each module that is added costs every cached `exec` its loading time.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const list = () =>
  execFileSync(process.execPath, ['build.mjs', '--list-hot-path'], { cwd: root, encoding: 'utf8' });

test('the hot path holds the modules of the committed list', () => {
  const committed = readFileSync(new URL('hot-path-modules.txt', import.meta.url), 'utf8');
  expect(list(), 'is this wanted? then run npm run hot-path:update').toBe(committed);
});

test('the hot path holds no package, and none of what is loaded on demand', () => {
  const modules = list().trim().split('\n');
  const unwanted = /node_modules|^ui\/|^src\/(aws|dialogs|sandbox)\//;
  expect(modules.filter((path) => unwanted.test(path))).toEqual([]);
  expect(modules).toContain('src/commands/credential-process.ts');
});
