import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/clear.ts';
import type { Invocation } from '../../src/commands/invocation.ts';
import { AwsxError } from '../../src/errors.ts';
import { readRecentUse, writePin } from '../../src/picker/recent-use-file.ts';
import { recordUse } from '../../src/picker/record-use.ts';
import type { BackendName, Context, SecretStore } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { openIndex, openVault } from '../../src/vault/open-vault.ts';
import { createFakeContext } from './fake-context.ts';
import { profilesWithSessions, writeSessions } from './sessions.ts';

const config = '[profile dev]\n[profile prod]\nsource_profile = dev\nrole_arn = x\n';

function clear(positionals: readonly string[], flags: Invocation['flags'] = {}): Invocation {
  return { positionals, flags };
}

function createCleared(changes: Partial<Context> = {}) {
  const fake = createFakeContext({ config, changes });
  writeSessions(
    fake.context,
    { kind: 'get-session-token', profile: 'dev', secondsLeft: 3600 },
    { kind: 'assume-role', profile: 'prod', secondsLeft: 3600 },
    { kind: 'assume-role', profile: 'prod', secondsLeft: 0 },
  );
  return fake;
}

test.each([
  [[], [], 'awsx: removed 3 sessions\n'],
  [['prod'], ['dev'], 'awsx: removed 2 sessions of profile "prod"\n'],
  [['dev'], ['prod', 'prod'], 'awsx: removed 1 session of profile "dev"\n'],
])('clear %j leaves %j', async (positionals, left, message) => {
  const { context, stdout, stderr } = createCleared();
  expect(await run(clear(positionals), context)).toBe(0);
  expect(profilesWithSessions(context)).toEqual(left);
  expect(stderr()).toBe(message);
  expect(stdout()).toBe('');
});

test('a profile that has none is fine, one that does not exist is not', async () => {
  const { context, stderr } = createFakeContext({ config });
  expect(await run(clear(['dev']), context)).toBe(0);
  expect(stderr()).toBe('awsx: removed 0 sessions of profile "dev"\n');
  const typo = run(clear(['prdo']), context);
  await expect(typo).rejects.toMatchObject({ code: 'profile_not_found' });
});

test('profiles that only the vault or the cache knows exist', async () => {
  const { context } = createFakeContext();
  const vault = await openVault(context, {});
  const credential = { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: new Secret('x') };
  await vault.setBaseCredential('only-vault', credential);
  expect(await run(clear(['only-vault']), context)).toBe(0);
  writeSessions(context, { kind: 'assume-role', profile: 'gone', secondsLeft: 3600 });
  expect(await run(clear(['gone']), context)).toBe(0);
  expect(profilesWithSessions(context)).toEqual([]);
});

test('--all replaces the cache key as well', async () => {
  const keychain = createMemoryStore('keychain');
  const { context, stderr } = createCleared({ openStore: async () => keychain });
  const before = (await (await openVault(context, {})).getCacheKey()).export();
  expect(await run(clear([], { all: true }), context)).toBe(0);
  expect(stderr()).toBe('awsx: removed 3 sessions, the cache key and recent uses\n');
  const after = (await (await openVault(context, {})).getCacheKey()).export();
  expect(after).not.toEqual(before);
});

test('--all forgets what was used, but not what is pinned', async () => {
  const { context } = createCleared();
  recordUse('prod', context);
  writePin('dev', true, context);
  await run(clear([]), context);
  expect([...readRecentUse(context).frecency.keys()]).toEqual(['prod']);
  await run(clear([], { all: true }), context);
  expect(readRecentUse(context)).toEqual({ frecency: new Map(), pins: new Set(['dev']) });
});

describe('--all with keys in several backends', () => {
  const locked = () => Promise.reject(new AwsxError('vault_locked', 'it is locked'));

  /** Each backend was used, and has a key. */
  async function createKeys(changes: Partial<Record<BackendName, Partial<SecretStore>>> = {}) {
    const file = createMemoryStore('file');
    const keychain = createMemoryStore('keychain');
    const stores: Partial<Record<BackendName, SecretStore>> = { file, keychain };
    const openStore: Context['openStore'] = async (name) => {
      const store = stores[name];
      if (store === undefined) throw new AwsxError('vault_unavailable', 'it is not installed');
      return { ...store, ...changes[name] };
    };
    const fake = createCleared({ openStore: async (name) => stores[name] ?? file });
    for (const backend of ['file', 'keychain'] as const) {
      await (await openVault(fake.context, { backend })).getCacheKey();
    }
    const keys = async () => ({
      file: (await file.get('cache-key'))?.reveal(),
      keychain: (await keychain.get('cache-key'))?.reveal(),
    });
    const context = { ...fake.context, openStore };
    return { ...fake, context, before: await keys(), keys };
  }

  test('replaces all of them', async () => {
    const { context, stderr, before, keys } = await createKeys();
    expect(await run(clear([], { all: true }), context)).toBe(0);
    const after = await keys();
    expect(after.file).not.toBe(before.file);
    expect(after.keychain).not.toBe(before.keychain);
    expect(stderr()).toBe(
      'awsx: removed 3 sessions, the cache key in "file", the cache key in "keychain" and recent uses\n',
    );
  });

  test('replaces the others of one that cannot be opened, and fails', async () => {
    const { context, stderr, before, keys } = await createKeys({ file: { set: locked } });
    await expect(run(clear([], { all: true }), context)).rejects.toMatchObject({
      code: 'vault_locked',
      message: 'the cache key in "file" stays: it is locked',
      hint: expect.stringContaining('until it expires'),
    });
    const after = await keys();
    expect(after.file).toBe(before.file);
    expect(after.keychain).not.toBe(before.keychain);
    expect(profilesWithSessions(context)).toEqual([]);
    expect(stderr()).toBe(
      'awsx: removed 3 sessions, the cache key in "keychain" and recent uses\n',
    );
  });

  test('names each that stays, one of another awsx included', async () => {
    const { context, stderr } = await createKeys({ file: { set: locked } });
    await openIndex(context).update((index) => ({
      ...index,
      cacheKeyBackends: ['file', 'keytar', 'winhello\u001b'],
    }));
    const failed = run(clear([], { all: true }), context);
    const message = [
      'the cache key in "file" stays: it is locked',
      'the cache key in "keytar" stays: it is not installed',
      'the cache key in "winhello\\x1b" stays: the vault is kept in the backend "winhello\\x1b"',
    ];
    await expect(failed).rejects.toThrow(message.join('; '));
    expect(stderr()).toBe('awsx: removed 3 sessions and recent uses\n');
  });

  test('removes the sessions although nobody unlocks the keychain', async () => {
    const set = () => Promise.reject(new AwsxError('cancelled', 'the keychain was not unlocked'));
    const { context } = await createKeys({ file: { set } });
    const cancelled = run(clear([], { all: true }), context);
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect(profilesWithSessions(context)).toEqual([]);
  });

  test('removes what another awsx writes meanwhile', async () => {
    let late = (): void => undefined;
    const set = async () => late();
    const { context, stderr } = await createKeys({ file: { set } });
    late = () =>
      writeSessions(context, { kind: 'assume-role', profile: 'late', secondsLeft: 3600 });
    expect(await run(clear([], { all: true }), context)).toBe(0);
    expect(profilesWithSessions(context)).toEqual([]);
    expect(stderr()).toContain('removed 4 sessions');
  });
});

test('--all makes no vault where there is none', async () => {
  const { context } = createCleared();
  expect(await run(clear([], { all: true }), context)).toBe(0);
  expect(fs.existsSync(context.folders.state)).toBe(false);
});

test('--all with a profile is refused, and nothing removed', async () => {
  const { context } = createCleared();
  const both = run(clear(['dev'], { all: true }), context);
  await expect(both).rejects.toMatchObject({ code: 'usage' });
  expect(profilesWithSessions(context)).toHaveLength(3);
});

test('--quiet says nothing', async () => {
  const { context, stderr } = createCleared();
  await run(clear([], { quiet: true }), context);
  expect(stderr()).toBe('');
});

test('damaged sessions go too, foreign files stay', async () => {
  const { context } = createCleared();
  const folder = join(context.folders.cache, 'sessions');
  fs.writeFileSync(join(folder, 'a'.repeat(64)), 'damaged');
  fs.writeFileSync(join(folder, 'notes'), '');
  await run(clear([]), context);
  expect(fs.readdirSync(folder)).toEqual(['notes']);
});
