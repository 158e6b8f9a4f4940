import { createSecretKey } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createSessionCache } from '../../src/credentials/session-cache.ts';
import { createSessionShelf } from '../../src/credentials/session-shelf.ts';
import { AwsxError } from '../../src/errors.ts';
import type { FileSystem } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { createFaultyFileSystem } from '../faulty-file-system.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { fakeClock, roleStep, START, sessionStep } from './fakes.ts';

const fingerprint = 'a'.repeat(64);
const family = 'f'.repeat(64);
const session = {
  credentials: {
    accessKeyId: 'ASIAEXAMPLEEXAMPLE01',
    secretAccessKey: new Secret('secret'),
    sessionToken: new Secret('token'),
    expiration: new Date(START.getTime() + 3_600_000),
  },
  mintedAt: START,
};

test('finds a session by its step and by its family, opening the vault once', async () => {
  const { shelf, opened } = createShelf(fs);
  const step = sessionStep({ fingerprint, familyFingerprint: family });
  expect(await shelf.keep(step, session)).toBe(true);
  for (const name of [fingerprint, family]) {
    const found = await shelf.find(name, { minimumSecondsLeft: 300 });
    expect(found?.credentials.accessKeyId).toBe('ASIAEXAMPLEEXAMPLE01');
  }
  expect(await shelf.find('b'.repeat(64), { minimumSecondsLeft: 300 })).toBeUndefined();
  expect(opened()).toBe(1);
});

test('keeps the name of a role session in the header', async () => {
  const { shelf, cache } = createShelf(fs);
  await shelf.keep(roleStep({ fingerprint, profile: 'prod' }), session, 'awsx-1f');
  expect(cache.listSessions().map(({ header }) => header)).toEqual([
    {
      kind: 'assume-role',
      profile: 'prod',
      expiration: session.credentials.expiration,
      roleSessionName: 'awsx-1f',
    },
  ]);
});

test('a session that cannot be written is a warning', async () => {
  const { shelf, notices } = createShelf(createFaultyFileSystem(1, 'EROFS').fileSystem);
  expect(await shelf.keep(roleStep({ fingerprint, profile: 'pr\u001bod' }), session)).toBe(false);
  expect(notices).toEqual([
    expect.stringMatching(/^warning: the session of profile "pr\\x1bod" is not kept: .*read-only$/),
  ]);
});

test('a vault that stays locked ends the search', async () => {
  const cache = createSessionCache({ fileSystem: fs, userId: undefined, folder: '/nowhere' });
  const locked = async () => {
    throw new AwsxError('vault_locked', 'locked');
  };
  const notify = () => undefined;
  const shelf = createSessionShelf({ cache, clock: fakeClock(), getCacheKey: locked, notify });
  await expect(shelf.find(fingerprint, { minimumSecondsLeft: 0 })).rejects.toThrow('locked');
});

function createShelf(fileSystem: FileSystem) {
  const notices: string[] = [];
  let openings = 0;
  const folder = join(createTemporaryFolder(), 'cache');
  const cache = createSessionCache({ fileSystem, userId: process.getuid?.(), folder });
  const shelf = createSessionShelf({
    cache,
    clock: fakeClock(),
    getCacheKey: async () => {
      openings += 1;
      return createSecretKey(Buffer.alloc(32, 7));
    },
    notify: (line) => notices.push(line),
  });
  return { shelf, cache, notices, opened: () => openings };
}
