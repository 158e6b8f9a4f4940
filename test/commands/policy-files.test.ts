import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Origin } from '../../profiles/types.ts';
import { createPolicyReader } from '../../src/commands/policy-files.ts';
import { createFakeContext } from './fake-context.ts';

/** Files in the current folder, in that of the config and in the home folder, holding their name. */
function createHome() {
  const { context, home } = createFakeContext({ config: '' });
  mkdirSync(join(home, 'work'));
  for (const path of ['p.json', 'work/p.json', '.aws/p.json']) {
    writeFileSync(join(home, path), path);
  }
  writeFileSync(join(home, 'largest'), 'x'.repeat(64 * 1024));
  writeFileSync(join(home, 'large'), 'x'.repeat(64 * 1024 + 1));
  const read = createPolicyReader({ ...context, workingDirectory: join(home, 'work') });
  const location = { file: join(home, '.aws/config'), line: 7 };
  const origins: Record<'flag' | 'key', Origin> = {
    flag: { kind: 'flag', flag: '--policy' },
    key: { kind: 'file', key: 'awsx_policy', profile: 'p', location },
  };
  return {
    home,
    read: (from: 'flag' | 'key', value: string) => read({ value, origin: origins[from] }),
  };
}

test.each([
  ['the current folder for a flag', 'flag', 'p.json', 'work/p.json'],
  ['the folder of the config for a key', 'key', 'p.json', '.aws/p.json'],
  ['there, to the folder above', 'key', '../p.json', 'p.json'],
  ['the home folder for ~', 'key', '~/work/p.json', 'work/p.json'],
  ['the home folder for ~ of a flag', 'flag', '~/p.json', 'p.json'],
] as const)('a path starts in %s', (_, from, value, path) => {
  const { home, read } = createHome();
  expect(read(from, value)).toEqual({ file: join(home, path), text: path });
});

test('a whole path stays', () => {
  const { home, read } = createHome();
  const file = join(home, 'p.json');
  expect(read('key', file)).toEqual({ file, text: 'p.json' });
});

describe('a file that cannot be read', () => {
  test.each([
    ['flag', 'none', 'invalid_argument', 'work/none (--policy): it does not exist'],
    ['flag', '..', 'invalid_argument', ' (--policy): it is a folder'],
    ['flag', '../large', 'invalid_argument', 'large (--policy): it is larger than 64 KiB'],
    ['flag', '/dev/zero', 'invalid_argument', '/dev/zero (--policy): it is larger than 64 KiB'],
    ['flag', 'p.json/x', 'invalid_argument', 'a part of the path is not a folder'],
    ['key', 'none', 'setting_invalid', '/.aws/none (awsx_policy at '],
    ['key', '/dev/null', 'setting_invalid', 'it is no file'],
    ['flag', '\u001b[2J', 'invalid_argument', '\\x1b[2J (--policy): it does not exist'],
  ] as const)('of a %s, %j', (from, value, code, message) => {
    const { read } = createHome();
    expect(() => read(from, value)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });

  test('is none of 64 KiB', () => {
    expect(createHome().read('flag', '../largest').text).toHaveLength(64 * 1024);
  });
});
