import { createSecretKey, type KeyObject } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createSessionCache, type SessionCache } from '../../src/credentials/session-cache.ts';
import type { CachedSession } from '../../src/credentials/session-cache-format.ts';
import { Secret } from '../../src/secret.ts';
import { createFaultyFileSystem } from '../faulty-file-system.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const userId = process.getuid?.();
const now = new Date('2030-01-01T12:00:00.000Z');
const key = keyOf(1);
const fingerprint = 'a'.repeat(64);
const header = { kind: 'assume-role', profile: 'prod-admin', roleSessionName: 'awsx-1f' };

describe('readSession', () => {
  test('gives back what was written', () => {
    const { cache } = createCache();
    const session = sessionFor(3600);
    cache.writeSession({ fingerprint, key, header, session, now });
    const read = readFrom(cache);
    expect(read?.mintedAt).toEqual(now);
    expect(reveal(read)).toEqual(reveal(session));
  });

  test('gives back the account, when it is known', () => {
    const { cache } = createCache();
    const { credentials, mintedAt } = sessionFor(3600);
    const session = { credentials: { ...credentials, accountId: '111122223333' }, mintedAt };
    cache.writeSession({ fingerprint, key, header, session, now });
    expect(readFrom(cache)?.credentials.accountId).toBe('111122223333');
  });

  test.each([
    { secondsLeft: 300, minimumSecondsLeft: 300, hit: true },
    { secondsLeft: 299, minimumSecondsLeft: 300, hit: false },
    { secondsLeft: 1, minimumSecondsLeft: 0, hit: true },
    { secondsLeft: 0, minimumSecondsLeft: 0, hit: false },
    { secondsLeft: -1, minimumSecondsLeft: -10, hit: false },
  ])('with $secondsLeft s left of $minimumSecondsLeft: $hit', (row) => {
    const { cache } = createCache();
    cache.writeSession({ fingerprint, key, header, session: sessionFor(row.secondsLeft), now });
    const { minimumSecondsLeft } = row;
    const read = cache.readSession({ fingerprint, key, now, minimumSecondsLeft });
    expect(read !== undefined).toBe(row.hit);
  });

  test('misses under another key and under another name', () => {
    const { cache, folder } = createCache();
    cache.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
    const other = 'b'.repeat(64);
    fs.copyFileSync(join(folder, fingerprint), join(folder, other));
    expect(readFrom(cache, { key: keyOf(2) })).toBeUndefined();
    expect(readFrom(cache, { fingerprint: other })).toBeUndefined();
    expect(readFrom(cache)).toBeDefined();
  });

  test.each([
    ['"version":1', '"version":2'],
    ['"profile":"prod-admin"', '"profile":"prod-other"'],
    ['"kind":"assume-role"', '"kind":"assume-rolE"'],
    ['2030-01-01T13', '2031-01-01T13'],
    ['awsx-1f', 'awsx-2f'],
    ['{"version"', '{ "version"'],
    ['"roleSessionName"', '"profile":"dev","roleSessionName"'],
  ])('misses when %s of the header becomes %s', (from, to) => {
    const { cache, folder } = createCache();
    cache.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
    const path = join(folder, fingerprint);
    const content = fs.readFileSync(path, 'latin1');
    expect(content).toContain(from);
    fs.writeFileSync(path, content.replace(from, to), 'latin1');
    expect(readFrom(cache)).toBeUndefined();
  });

  test.each([
    ['an empty file', (path: string) => fs.writeFileSync(path, '')],
    ['a header alone', (path: string) => fs.writeFileSync(path, '{"version":1}\n')],
    ['text', (path: string) => fs.writeFileSync(path, 'hello\nworld')],
    ['null', (path: string) => fs.writeFileSync(path, 'null\nxxxx')],
    ['a folder', (path: string) => fs.mkdirSync(path)],
    ['a link', (path: string) => fs.symlinkSync('/etc/hosts', path)],
  ])('misses when %s is in its place', (_, create) => {
    const { cache, folder } = createCache();
    fs.mkdirSync(folder, { recursive: true });
    create(join(folder, fingerprint));
    expect(readFrom(cache)).toBeUndefined();
    expect(cache.listSessions()).toEqual([]);
  });

  test('misses after any change, insertion or removal of a byte', () => {
    const { cache, folder } = createCache();
    cache.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
    const path = join(folder, fingerprint);
    const original = fs.readFileSync(path);
    fc.assert(
      fc.property(
        fc.nat(original.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.constantFrom('change', 'insert', 'remove', 'cut'),
        (position, difference, mutation) => {
          fs.writeFileSync(path, mutate(original, { position, difference, mutation }));
          return readFrom(cache) === undefined;
        },
      ),
      { numRuns: 500 },
    );
    fs.writeFileSync(path, original);
    expect(readFrom(cache)).toBeDefined();
  });

  test('misses when any call to the file system fails', () => {
    const { cache, folder, root } = createCache();
    cache.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
    for (let call = 1; call <= 3; call += 1) {
      const { fileSystem } = createFaultyFileSystem(call, 'EIO');
      const faulty = createSessionCache({ fileSystem, userId, folder: root });
      expect(readFrom(faulty)).toBeUndefined();
    }
    expect(fs.readdirSync(folder)).toEqual([fingerprint]);
  });
});

describe('readFamilySession', () => {
  const read = { key, now, minimumSecondsLeft: 300 };

  test('gives the live session of the family that lasts longest', () => {
    const { cache } = createCache();
    for (const [index, seconds] of [1800, 7200, 3600, 60].entries()) {
      const member = { kind: 'get-session-token', profile: 'dev', family: 'one' };
      cache.writeSession({
        fingerprint: String(index).repeat(64),
        key,
        header: member,
        session: sessionFor(seconds),
        now,
      });
    }
    const found = cache.readFamilySession('one', read);
    expect(found?.credentials.expiration).toEqual(new Date('2030-01-01T14:00:00.000Z'));
    expect(cache.readFamilySession('one', { ...read, minimumSecondsLeft: 7201 })).toBeUndefined();
    expect(cache.readFamilySession('one', { ...read, key: keyOf(2) })).toBeUndefined();
    expect(cache.readFamilySession('two', read)).toBeUndefined();
  });

  test('passes over a member that cannot be opened', () => {
    const { cache } = createCache();
    const member = { kind: 'get-session-token', profile: 'dev', family: 'one' };
    const long = { fingerprint: 'b'.repeat(64), key: keyOf(2), session: sessionFor(7200) };
    cache.writeSession({ ...long, header: member, now });
    cache.writeSession({ fingerprint, key, header: member, session: sessionFor(3600), now });
    const found = cache.readFamilySession('one', read);
    expect(found?.credentials.expiration).toEqual(new Date('2030-01-01T13:00:00.000Z'));
  });
});

describe('writeSession', () => {
  test('keeps no secret in clear, in a file for this user alone', () => {
    const { cache, folder } = createCache();
    cache.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
    const path = join(folder, fingerprint);
    const [line, body] = fs.readFileSync(path, 'latin1').split('\n', 2);
    expect(JSON.parse(line ?? '')).toEqual({
      version: 1,
      kind: 'assume-role',
      profile: 'prod-admin',
      expiration: '2030-01-01T13:00:00.000Z',
      roleSessionName: 'awsx-1f',
    });
    expect(body).not.toMatch(/ASIA|canary/);
    expect(fs.statSync(path).mode & 0o777).toBe(0o600);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
  });

  test('never writes the same bytes twice', () => {
    const { cache, folder } = createCache();
    const contents = Array.from({ length: 20 }, () => {
      cache.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
      return fs.readFileSync(join(folder, fingerprint), 'hex');
    });
    expect(new Set(contents).size).toBe(20);
  });

  test('keeps the former session and leaves no other file, whichever call fails', () => {
    const { cache, folder, root } = createCache();
    const counting = createFaultyFileSystem(0);
    createSessionCache({ fileSystem: counting.fileSystem, userId, folder: root }).writeSession({
      fingerprint,
      key,
      header,
      session: sessionFor(3600),
      now,
    });
    for (let call = 1; call <= counting.calls.length + 5; call += 1) {
      cache.writeSession({ fingerprint, key, header, session: sessionFor(1800), now });
      const { fileSystem } = createFaultyFileSystem(call, 'ENOSPC');
      const faulty = createSessionCache({ fileSystem, userId, folder: root });
      try {
        faulty.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
      } catch (error) {
        expect(error).toMatchObject({ code: 'vault_unavailable' });
      }
      expect(readFrom(cache)).toBeDefined();
      expect(fs.readdirSync(folder)).toEqual([fingerprint]);
    }
  });

  test('removes what has expired and what a killed awsx left', () => {
    const { cache, folder } = createCache();
    const expired = 'c'.repeat(64);
    cache.writeSession({ fingerprint: expired, key, header, session: sessionFor(60), now });
    const leftover = join(folder, '.0.awsx-tmp');
    fs.writeFileSync(leftover, 'x');
    fs.utimesSync(leftover, now, now);
    const later = new Date(now.getTime() + 2 * 3600 * 1000);
    cache.writeSession({ fingerprint, key, header, session: sessionFor(9000), now: later });
    expect(fs.readdirSync(folder)).toEqual([fingerprint]);
  });
});

describe('listSessions', () => {
  test('tells what the headers say, without a key, and skips what is not ours', () => {
    const { cache, folder } = createCache();
    cache.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
    fs.writeFileSync(join(folder, 'd'.repeat(64)), 'damaged');
    fs.writeFileSync(join(folder, 'notes.txt'), '');
    fs.mkdirSync(join(folder, 'e'.repeat(64)));
    expect(cache.listSessions()).toEqual([
      { fingerprint, header: { ...header, expiration: new Date('2030-01-01T13:00:00.000Z') } },
    ]);
  });

  test('is empty without a folder', () => {
    expect(createCache().cache.listSessions()).toEqual([]);
  });

  test('takes __proto__ and odd characters for ordinary names', () => {
    const { cache } = createCache();
    for (const [index, profile] of ['__proto__', 'ü "\n\u2028'].entries()) {
      const write = { key, header: { kind: 'sso', profile }, session: sessionFor(3600), now };
      cache.writeSession({ fingerprint: String(index).repeat(64), ...write });
    }
    const profiles = cache.listSessions().map((listed) => listed.header.profile);
    expect(profiles).toEqual(['__proto__', 'ü "\n\u2028']);
  });
});

describe('removeSessions', () => {
  test('removes those that are chosen', () => {
    const { cache } = createCache();
    cache.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
    const dev = {
      fingerprint: 'b'.repeat(64),
      header: { kind: 'get-session-token', profile: 'dev' },
    };
    cache.writeSession({ ...dev, key, session: sessionFor(3600), now });
    expect(cache.removeSessions((listed) => listed.header.profile === 'dev')).toBe(1);
    expect(cache.listSessions().map((listed) => listed.fingerprint)).toEqual([fingerprint]);
  });

  test('without a choice removes damaged ones too, but nothing foreign', () => {
    const { cache, folder } = createCache();
    cache.writeSession({ fingerprint, key, header, session: sessionFor(3600), now });
    fs.writeFileSync(join(folder, 'd'.repeat(64)), 'damaged');
    fs.writeFileSync(join(folder, 'notes.txt'), '');
    expect(cache.removeSessions()).toBe(2);
    expect(fs.readdirSync(folder)).toEqual(['notes.txt']);
  });
});

function createCache(): { cache: SessionCache; folder: string; root: string } {
  const root = join(createTemporaryFolder(), 'cache');
  const cache = createSessionCache({ fileSystem: fs, userId, folder: root });
  return { cache, folder: join(root, 'sessions'), root };
}

function readFrom(
  cache: SessionCache,
  changes: { fingerprint?: string; key?: KeyObject } = {},
): CachedSession | undefined {
  return cache.readSession({ fingerprint, key, now, minimumSecondsLeft: 300, ...changes });
}

function sessionFor(seconds: number): CachedSession {
  return {
    credentials: {
      accessKeyId: 'ASIAEXAMPLEEXAMPLE01',
      secretAccessKey: new Secret('canary-secret'),
      sessionToken: new Secret('canary-token-ü'),
      expiration: new Date(now.getTime() + seconds * 1000),
    },
    mintedAt: now,
  };
}

function reveal(session: CachedSession | undefined): unknown {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = session?.credentials ?? {};
  return [accessKeyId, secretAccessKey?.reveal(), sessionToken?.reveal(), expiration];
}

function keyOf(seed: number): KeyObject {
  return createSecretKey(Buffer.alloc(32, seed));
}

interface Mutation {
  readonly position: number;
  readonly difference: number;
  readonly mutation: 'change' | 'insert' | 'remove' | 'cut';
}

function mutate(original: Buffer, { position, difference, mutation }: Mutation): Buffer {
  const before = original.subarray(0, position);
  const byte = Buffer.from([(original[position] ?? 0) ^ difference]);
  const rest = original.subarray(position + 1);
  switch (mutation) {
    case 'change':
      return Buffer.concat([before, byte, rest]);
    case 'insert':
      return Buffer.concat([before, byte, original.subarray(position)]);
    case 'remove':
      return Buffer.concat([before, rest]);
    case 'cut':
      return before;
  }
}
