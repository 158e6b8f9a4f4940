import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SecretStore } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { baseCredentialKey } from '../../src/vault/base-credential-item.ts';
import { getCacheKey, replaceCacheKey } from '../../src/vault/cache-key.ts';
import { createIndexFile } from '../../src/vault/index-file.ts';
import { isItemGone } from '../../src/vault/is-item-gone.ts';
import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { createVault } from '../../src/vault/vault.ts';
import { fakeClock } from '../credentials/fakes.ts';
import { createFakeSingleFlight } from '../fake-single-flight.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const credential = {
  accessKeyId: 'AKIAEXAMPLEEXAMPLE01',
  secretAccessKey: new Secret('secret'),
};
const record = { profile: 'dev', accessKeyId: credential.accessKeyId, backend: 'memory' };

describe('base credentials', () => {
  test.each(['dev', '__proto__', 'a/b ü 🔑', 'x'.repeat(3000), '../x'])(
    'of profile %j come back, and are in the index without the secret',
    async (profile) => {
      const { vault, index, indexPath } = openVault();
      await vault.setBaseCredential(profile, credential);
      const read = await vault.getBaseCredential({ ...record, profile });
      expect(read.accessKeyId).toBe(credential.accessKeyId);
      expect(read.secretAccessKey.reveal()).toBe('secret');
      expect(index.read()).toEqual({
        backend: 'memory',
        baseCredentials: [{ ...record, profile }],
      });
      expect(fs.readFileSync(indexPath, 'utf8')).not.toContain('"secret"');
    },
  );

  test('are added once, and replaced only when that is asked for', async () => {
    const { vault } = openVault();
    const other = { ...credential, secretAccessKey: new Secret('other') };
    await vault.addBaseCredential('dev', credential);
    await expect(vault.addBaseCredential('dev', other)).rejects.toMatchObject({
      code: 'already_exists',
      message: 'the vault has a key for profile "dev" already: AKIAEXAMPLEEXAMPLE01',
    });
    expect((await vault.getBaseCredential(record)).secretAccessKey.reveal()).toBe('secret');
    await vault.setBaseCredential('dev', other);
    expect((await vault.getBaseCredential(record)).secretAccessKey.reveal()).toBe('other');
  });

  test('do not change the recorded backend', async () => {
    const { vault, index } = openVault();
    await index.update((before) => ({ ...before, backend: 'keychain' }));
    await vault.setBaseCredential('dev', credential);
    expect(index.read()).toEqual({ backend: 'keychain', baseCredentials: [record] });
  });

  test('that the vault has lost are not found', async () => {
    const { vault } = openVault();
    await expect(vault.getBaseCredential(record)).rejects.toMatchObject({
      code: 'credential_not_found',
      message: 'the vault "memory" has no base credential of profile "dev"',
      hint: 'run awsx add dev',
    });
  });

  test('are asked for in a command that can be pasted, whatever the profile is called', async () => {
    const { vault, store } = openVault();
    const profile = 'q`id`; $(id)';
    const named = { ...record, profile };
    const read = () => vault.getBaseCredential(named);
    await expect(read()).rejects.toMatchObject({ hint: `run awsx add '${profile}'` });
    await store.set(baseCredentialKey(profile), new Secret('damaged'));
    await expect(read()).rejects.toMatchObject({ hint: `run awsx add --force '${profile}'` });
    await vault.setBaseCredential(profile, credential);
    await expect(vault.addBaseCredential(profile, credential)).rejects.toMatchObject({
      hint: `replace it with: awsx add --force '${profile}'`,
    });
  });

  test.each([
    '',
    'null',
    '[]',
    '{"AccessKeyId":"AKIA"}',
    '{"AccessKeyId":1,"SecretAccessKey":"x"}',
  ])('that hold %j are damaged', async (item) => {
    const { vault, store } = openVault();
    await store.set('base-credential/dev', new Secret(item));
    const read = vault.getBaseCredential(record);
    await expect(read).rejects.toMatchObject({ code: 'vault_damaged' });
  });

  test('of another key than planned are refused, and the index is put right', async () => {
    const { vault, index } = openVault();
    await vault.setBaseCredential('dev', credential);
    const planned = { ...record, accessKeyId: 'AKIAEXAMPLEEXAMPLE99' };
    await index.update(() => ({ baseCredentials: [planned] }));
    await expect(vault.getBaseCredential(planned)).rejects.toMatchObject({
      code: 'credential_not_found',
      hint: 'the index is right now: run the command again',
    });
    expect(index.read().baseCredentials).toEqual([record]);
    expect((await vault.getBaseCredential(record)).accessKeyId).toBe(credential.accessKeyId);
  });

  test.each([
    ['of another key', JSON.stringify({ AccessKeyId: 'AKIA99', SecretAccessKey: 'x' })],
    ['that are damaged', '{}'],
    ['that are not there', undefined],
  ])('%s in a backend that was asked for leave the good one alone', async (_, item) => {
    const { vault, store, index } = openVault();
    if (item !== undefined) await store.set('base-credential/dev', new Secret(item));
    const planned = { ...record, backend: 'keychain' };
    await index.update(() => ({ baseCredentials: [planned] }));
    await expect(vault.getBaseCredential(planned)).rejects.toMatchObject({
      hint: 'leave out --backend and AWSX_BACKEND: the index names another backend for it',
    });
    expect(index.read().baseCredentials).toEqual([planned]);
  });
});

describe('the cache key', () => {
  test('is made once and then stays', async () => {
    const { vault } = openVault();
    const key = (await vault.getCacheKey()).export();
    expect(key).toHaveLength(32);
    expect((await vault.getCacheKey()).export()).toEqual(key);
  });

  test('is the same for all that want the first one at once', async () => {
    const { vault } = openVault(createSlowStore());
    const keys = await Promise.all(Array.from({ length: 20 }, () => vault.getCacheKey()));
    expect(new Set(keys.map((key) => key.export().toString('hex'))).size).toBe(1);
  });

  test('is another one after it was replaced', async () => {
    const { vault, store, options } = openVault();
    const before = (await vault.getCacheKey()).export();
    await replaceCacheKey(store, options);
    const after = (await vault.getCacheKey()).export();
    expect(after).not.toEqual(before);
    expect((await vault.getCacheKey()).export()).toEqual(after);
  });

  test('that is damaged says how to get a new one', async () => {
    const { vault, store, options } = openVault();
    await store.set('cache-key', new Secret('short'));
    await expect(vault.getCacheKey()).rejects.toMatchObject({
      code: 'vault_damaged',
      hint: expect.stringContaining('awsx clear --all'),
    });
    await replaceCacheKey(store, options);
    expect((await vault.getCacheKey()).export()).toHaveLength(32);
  });

  test('is noted in the index before it is there', async () => {
    const { vault, index } = openVault({
      ...createMemoryStore(),
      set: () => Promise.reject(new Error('killed')),
    });
    await expect(vault.getCacheKey()).rejects.toThrow('killed');
    expect(index.read().cacheKeyBackends).toEqual(['memory']);
  });

  test('is noted again when the index was lost, and used when that is not possible', async () => {
    const { vault, index, options } = openVault();
    const key = (await vault.getCacheKey()).export();
    await index.update(() => ({ baseCredentials: [] }));
    expect((await vault.getCacheKey()).export()).toEqual(key);
    expect(index.read().cacheKeyBackends).toEqual(['memory']);
    const readOnly = { ...options.index, update: () => Promise.reject(new Error('read-only')) };
    const reading = { ...options, index: readOnly, isNoted: false };
    expect((await getCacheKey(vault.store, reading)).export()).toEqual(key);
  });

  test('needs a store that keeps it', async () => {
    const { vault } = openVault({ ...createMemoryStore(), set: async () => undefined });
    await expect(vault.getCacheKey()).rejects.toMatchObject({ code: 'vault_unavailable' });
  });
});

function openVault(store: SecretStore = createMemoryStore()) {
  const folder = join(createTemporaryFolder(), 'state');
  const singleFlight = createFakeSingleFlight();
  const openSingleFlight = async () => singleFlight;
  const index = createIndexFile({
    fileSystem: fs,
    userId: process.getuid?.(),
    folder,
    clock: fakeClock(),
    openSingleFlight,
  });
  const options = { index, openSingleFlight };
  const vault = createVault({
    ...options,
    store,
    cacheKeyBackends: index.read().cacheKeyBackends ?? [],
    openBackend: async () => store,
    openStoreOf: async () => store,
    isItemGone: (gone) => isItemGone({ openStore: async () => store }, gone),
  });
  return { vault, store, index, options, indexPath: join(folder, 'index.json') };
}

/** Leaves room for others between each call and its effect. */
function createSlowStore(): SecretStore {
  const store = createMemoryStore();
  const yieldToOthers = () => new Promise((resolve) => setImmediate(resolve));
  return {
    ...store,
    async get(key) {
      await yieldToOthers();
      return store.get(key);
    },
    async set(key, value) {
      await yieldToOthers();
      await store.set(key, value);
    },
  };
}
