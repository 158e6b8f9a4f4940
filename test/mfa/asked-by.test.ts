import * as fileSystem from 'node:fs';
import { expect, test } from 'vitest';
import { readAskedBy } from '../../src/mfa/asked-by.ts';

/** A file system in which every file has this content. */
const answering = (content: string) =>
  Object.assign(Object.create(fileSystem), { readFileSync: () => content });

test.each([
  ['linux', 'terraform\n', 'terraform'],
  ['linux', '\n', undefined],
  ['darwin', 'terraform\n', undefined],
] as const)('%s: %j', (platform, content, name) => {
  expect(readAskedBy(42, { platform, fileSystem: answering(content) })).toBe(name);
});

test('a newer Node is called by its program, not by its thread', () => {
  const node = Object.assign(answering('MainThread\n'), { readlinkSync: () => '/opt/bin/node' });
  expect(readAskedBy(42, { platform: 'linux', fileSystem: node })).toBe('node');
});

test.skipIf(process.platform !== 'linux')('the parent of this process has a name', () => {
  expect(readAskedBy(process.ppid, { platform: 'linux', fileSystem })).toMatch(/./);
});

test('a parent that has gone has none', () => {
  expect(readAskedBy(2 ** 30, { platform: 'linux', fileSystem })).toBeUndefined();
});
