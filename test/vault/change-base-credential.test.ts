import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BaseCredentialRecord } from '../../src/credentials/types.ts';
import { AwsxError } from '../../src/errors.ts';
import type { BackendName, SecretStore } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import {
  removeBaseCredential,
  storeBaseCredential,
} from '../../src/vault/change-base-credential.ts';
import { createIndexFile } from '../../src/vault/index-file.ts';
import { isItemGone } from '../../src/vault/is-item-gone.ts';
import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { fakeClock } from '../credentials/fakes.ts';
import { createFakeSingleFlight } from '../fake-single-flight.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const KEY = 'base-credential/dev';
const first = { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: new Secret('one') };
const second = { accessKeyId: 'AKIAEXAMPLEEXAMPLE02', secretAccessKey: new Secret('two') };

/** Two backends and an index; `using` is what this run was told to write to. */
function createVaults(changes: Partial<Record<BackendName, Partial<SecretStore>>> = {}) {
  const stores = new Map<string, SecretStore>();
  for (const name of ['file', 'keychain'] as const) {
    stores.set(name, { ...createMemoryStore(name), ...changes[name] });
  }
  const openBackend = async (name: string): Promise<SecretStore> => {
    const store = stores.get(name);
    if (store === undefined) throw new AwsxError('vault_unavailable', 'not built');
    return store;
  };
  const singleFlight = createFakeSingleFlight();
  const openSingleFlight = async () => singleFlight;
  const folder = join(createTemporaryFolder(), 'state');
  const userId = process.getuid?.();
  const index = createIndexFile({
    fileSystem: fs,
    userId,
    folder,
    clock: fakeClock(),
    openSingleFlight,
  });
  return {
    index,
    using: async (name: BackendName) => ({
      store: await openBackend(name),
      index,
      openBackend,
      openSingleFlight,
      isItemGone: (record: BaseCredentialRecord) => isItemGone({ openStore: openBackend }, record),
    }),
    records: () => index.read().baseCredentials,
    /** The backends that hold an item of the profile. */
    async holding(): Promise<string[]> {
      const held: string[] = [];
      for (const [name, store] of stores) if (await store.get(KEY)) held.push(name);
      return held;
    },
  };
}

const locked = () => Promise.reject(new AwsxError('vault_locked', 'locked'));
const dev = (credential = first) => ({ profile: 'dev', credential, replace: true });

test('a key that is replaced leaves nothing in its former backend', async () => {
  const vaults = createVaults();
  await storeBaseCredential(await vaults.using('file'), dev());
  expect(await storeBaseCredential(await vaults.using('keychain'), dev(second))).toEqual([]);
  expect(await vaults.holding()).toEqual(['keychain']);
  expect(vaults.records()).toEqual([
    { profile: 'dev', accessKeyId: second.accessKeyId, backend: 'keychain' },
  ]);
});

test('a former backend that is locked is told of, and tried again by the next change', async () => {
  const failures = [locked];
  const store = createMemoryStore('file');
  const vaults = createVaults({
    file: { ...store, delete: (key) => failures.pop()?.() ?? store.delete(key) },
  });
  await storeBaseCredential(await vaults.using('file'), dev());
  const keychain = await vaults.using('keychain');
  expect(await storeBaseCredential(keychain, dev(second))).toEqual(['file']);
  expect(await vaults.holding()).toEqual(['file', 'keychain']);
  expect(vaults.records()).toMatchObject([{ backend: 'keychain', formerBackends: ['file'] }]);
  expect(await storeBaseCredential(keychain, dev(second))).toEqual([]);
  expect(await vaults.holding()).toEqual(['keychain']);
  expect(vaults.records()[0]).not.toHaveProperty('formerBackends');
});

test('a former backend that holds the key again is no former one', async () => {
  const vaults = createVaults({ file: { delete: locked } });
  await storeBaseCredential(await vaults.using('file'), dev());
  await storeBaseCredential(await vaults.using('keychain'), dev());
  expect(await storeBaseCredential(await vaults.using('file'), dev())).toEqual([]);
  expect(vaults.records()).toEqual([
    { profile: 'dev', accessKeyId: first.accessKeyId, backend: 'file' },
  ]);
});

test('a key is removed from where the index says, and so is its record', async () => {
  const vaults = createVaults();
  await storeBaseCredential(await vaults.using('file'), dev());
  await storeBaseCredential(await vaults.using('file'), { ...dev(), profile: 'other' });
  const record = { profile: 'dev', accessKeyId: first.accessKeyId, backend: 'file' };
  expect(await removeBaseCredential(await vaults.using('keychain'), record)).toBe(true);
  expect(await vaults.holding()).toEqual([]);
  expect(vaults.records()).toMatchObject([{ profile: 'other' }]);
});

test('former items of the profile go with it', async () => {
  const failures = [locked];
  const store = createMemoryStore('file');
  const vaults = createVaults({
    file: { ...store, delete: (key) => failures.pop()?.() ?? store.delete(key) },
  });
  await storeBaseCredential(await vaults.using('file'), dev());
  const keychain = await vaults.using('keychain');
  await storeBaseCredential(keychain, dev(second));
  const [record] = vaults.records();
  expect.assert(record !== undefined);
  expect(await removeBaseCredential(keychain, record)).toBe(true);
  expect(await vaults.holding()).toEqual([]);
  expect(vaults.records()).toEqual([]);
});

test('the record stays when the item cannot be removed, and goes when it is gone already', async () => {
  const store = createMemoryStore('file');
  const vaults = createVaults({ file: { ...store, delete: locked } });
  const using = await vaults.using('file');
  await storeBaseCredential(using, dev());
  const [record] = vaults.records();
  expect.assert(record !== undefined);
  await expect(removeBaseCredential(using, record)).rejects.toMatchObject({ code: 'vault_locked' });
  expect(vaults.records()).toEqual([record]);
  const killed = { ...using, openBackend: async () => createMemoryStore('file') };
  expect(await removeBaseCredential(killed, record)).toBe(false);
  expect(vaults.records()).toEqual([]);
});

test('a key that was changed since it was looked at is kept', async () => {
  const vaults = createVaults();
  const using = await vaults.using('file');
  await storeBaseCredential(using, dev());
  const [record] = vaults.records();
  expect.assert(record !== undefined);
  await storeBaseCredential(using, dev(second));
  const removal = removeBaseCredential(using, record);
  await expect(removal).rejects.toMatchObject({ code: 'credential_not_found' });
  expect(await vaults.holding()).toEqual(['file']);
});

test('whatever is stored and removed at once, no item is without its record', async () => {
  const vaults = createVaults();
  const using = await vaults.using('file');
  await storeBaseCredential(using, dev());
  const record = { profile: 'dev', accessKeyId: first.accessKeyId, backend: 'file' };
  await Promise.allSettled([
    removeBaseCredential(using, record),
    storeBaseCredential(using, dev()),
    removeBaseCredential(using, record),
  ]);
  expect((await vaults.holding()).length).toBe(vaults.records().length);
});

test('a key that the index has lost is found again and not overwritten', async () => {
  const vaults = createVaults();
  const options = await vaults.using('file');
  await storeBaseCredential(options, { profile: 'dev', credential: first, replace: false });
  await vaults.index.update(() => ({ baseCredentials: [] }));
  const again = { profile: 'dev', credential: second, replace: false };
  await expect(storeBaseCredential(options, again)).rejects.toMatchObject({
    code: 'already_exists',
    message: expect.stringContaining(first.accessKeyId),
  });
  expect(vaults.records()).toEqual([
    { profile: 'dev', accessKeyId: first.accessKeyId, backend: 'file' },
  ]);
  expect((await options.store.get(KEY))?.reveal()).toContain(first.accessKeyId);
});

describe('a key that cannot be stored', () => {
  const fresh = { profile: 'dev', credential: first, replace: false };

  test('leaves nothing in the index, nor a choice of backend', async () => {
    const vaults = createVaults({ keychain: { set: locked } });
    const failed = storeBaseCredential(await vaults.using('keychain'), fresh);
    await expect(failed).rejects.toMatchObject({ code: 'vault_locked' });
    expect(vaults.index.read()).toEqual({ baseCredentials: [] });
    await storeBaseCredential(await vaults.using('file'), fresh);
    expect(vaults.index.read()).toEqual({
      backend: 'file',
      baseCredentials: [{ profile: 'dev', accessKeyId: first.accessKeyId, backend: 'file' }],
    });
  });

  test.each([true, false])('leaves the former one as it was, replaced: %j', async (replace) => {
    const vaults = createVaults({ keychain: { set: locked } });
    await storeBaseCredential(await vaults.using('file'), fresh);
    const before = vaults.index.read();
    const change = { profile: 'dev', credential: second, replace };
    const failed = storeBaseCredential(await vaults.using('keychain'), change);
    await expect(failed).rejects.toMatchObject({
      code: replace ? 'vault_locked' : 'already_exists',
    });
    expect(vaults.index.read()).toEqual(before);
    expect(await vaults.holding()).toEqual(['file']);
  });

  test('says why, also when the index cannot be put back', async () => {
    const vaults = createVaults();
    const using = await vaults.using('keychain');
    let updates = 0;
    const index = {
      ...using.index,
      update: async (change: Parameters<typeof using.index.update>[0]) => {
        updates += 1;
        if (updates > 1) throw new AwsxError('vault_unavailable', 'the disk is full');
        await using.index.update(change);
      },
    };
    const store = { ...using.store, set: locked };
    const failed = storeBaseCredential({ ...using, store, index }, fresh);
    await expect(failed).rejects.toMatchObject({ code: 'vault_locked' });
    expect(updates).toBe(2);
  });
});

describe('a record without its item', () => {
  const record = { profile: 'dev', accessKeyId: first.accessKeyId, backend: 'keychain' };
  const change = { profile: 'dev', credential: second, replace: false };

  test('is what a killed run leaves, and in the way of nothing', async () => {
    const vaults = createVaults();
    const using = await vaults.using('keychain');
    const singleFlight = createFakeSingleFlight();
    await new Promise<void>((killed) => {
      const set = () => new Promise<void>(() => killed());
      void storeBaseCredential(
        { ...using, store: { ...using.store, set }, openSingleFlight: async () => singleFlight },
        { ...change, credential: first },
      );
    });
    expect(vaults.index.read()).toEqual({ baseCredentials: [record] });
    await storeBaseCredential(using, change);
    expect(vaults.index.read()).toEqual({
      backend: 'keychain',
      baseCredentials: [{ ...record, accessKeyId: second.accessKeyId }],
    });
  });

  test('is replaced by one in another backend', async () => {
    const vaults = createVaults();
    await vaults.index.update((before) => ({ ...before, baseCredentials: [record] }));
    expect(await storeBaseCredential(await vaults.using('file'), change)).toEqual([]);
    expect(vaults.records()).toEqual([
      { profile: 'dev', accessKeyId: second.accessKeyId, backend: 'file' },
    ]);
  });

  test('hides no other key of the profile', async () => {
    const vaults = createVaults();
    const file = await vaults.using('file');
    await storeBaseCredential(file, { ...change, credential: first });
    await vaults.index.update((before) => ({ ...before, baseCredentials: [record] }));
    const again = storeBaseCredential(file, change);
    await expect(again).rejects.toMatchObject({ code: 'already_exists' });
    expect(vaults.records()).toMatchObject([{ backend: 'file', formerBackends: ['keychain'] }]);
  });

  test.each<[string, Partial<SecretStore>]>([
    ['locked', { get: locked }],
    ['damaged', { get: () => Promise.reject(new AwsxError('vault_damaged', 'damaged')) }],
  ])('is believed while its backend is %s', async (_, changes) => {
    const vaults = createVaults({ keychain: changes });
    await vaults.index.update((before) => ({ ...before, baseCredentials: [record] }));
    const added = storeBaseCredential(await vaults.using('file'), change);
    await expect(added).rejects.toMatchObject({ code: 'already_exists' });
    expect(await isItemGone({ openStore: (await vaults.using('file')).openBackend }, record)).toBe(
      false,
    );
    expect(vaults.records()).toEqual([record]);
  });
});

test('whether an item is gone is found out with nobody being asked', async () => {
  const seen: unknown[] = [];
  const openStore = async (name: BackendName, options: unknown): Promise<SecretStore> => {
    seen.push([name, options]);
    return createMemoryStore();
  };
  expect(await isItemGone({ openStore }, { ...first, profile: 'dev', backend: 'file' })).toBe(true);
  expect(seen).toEqual([['file', { neverAsk: true }]]);
  const unknown = { ...first, profile: 'dev', backend: 'of-a-newer-awsx' };
  expect(await isItemGone({ openStore }, unknown)).toBe(false);
});
