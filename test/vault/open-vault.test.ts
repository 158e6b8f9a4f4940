import * as fs from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AwsxError, type ErrorCode } from '../../src/errors.ts';
import type { BackendName, Environment, SecretStore } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { openIndex, openVault, type VaultContext } from '../../src/vault/open-vault.ts';
import { fakeClock } from '../credentials/fakes.ts';
import { createFakeSingleFlight } from '../fake-single-flight.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const credential = { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: new Secret('secret') };
const record = { profile: 'dev', accessKeyId: credential.accessKeyId, backend: 'file' };

test('a new vault is tried out, and the choice recorded', async () => {
  const { context, store, calls } = createContext();
  await openVault(context, {});
  expect(openIndex(context).read()).toEqual({ backend: 'file', baseCredentials: [] });
  expect(calls).toEqual(['set', 'get', 'delete']);
  await openVault(context, {});
  expect(calls).toHaveLength(3);
  expect(store.name).toBe('file');
});

test('a backend that is asked for is neither tried out nor recorded', async () => {
  const { context, calls } = createContext();
  await openVault(context, { backend: 'file' });
  expect(calls).toEqual([]);
  expect(openIndex(context).read().backend).toBeUndefined();
});

test('a backend that forgets is not taken', async () => {
  const { context } = createContext({ get: async () => undefined });
  await expect(openVault(context, {})).rejects.toMatchObject({ code: 'vault_unavailable' });
  expect(openIndex(context).read().backend).toBeUndefined();
});

test.each<ErrorCode>(['vault_locked', 'cancelled', 'input_required', 'vault_unavailable'])(
  'the reason %s is passed on',
  async (code) => {
    const set = async () => {
      throw new AwsxError(code, 'no');
    };
    const { context } = createContext({ set });
    await expect(openVault(context, {})).rejects.toMatchObject({ code, message: 'no' });
  },
);

test('an unknown backend is refused before anything is opened', async () => {
  const { context } = createContext({}, { AWSX_BACKEND: 'nonsense' });
  const open = openVault(context, {});
  await expect(open).rejects.toMatchObject({ code: 'invalid_argument' });
});

test('a base credential in a backend that cannot be opened is said to be there', async () => {
  const { context } = createContext();
  const vault = await openVault(context, {});
  await vault.setBaseCredential('dev', credential);
  expect((await vault.getBaseCredential(record)).accessKeyId).toBe(credential.accessKeyId);
  const elsewhere = vault.getBaseCredential({ ...record, backend: 'keychain' });
  await expect(elsewhere).rejects.toMatchObject({ code: 'vault_unavailable' });
  const asked = await openVault(context, { backend: 'file' });
  const here = await asked.getBaseCredential({ ...record, backend: 'keychain' });
  expect(here.accessKeyId).toBe(credential.accessKeyId);
});

function createContext(changes: Partial<SecretStore> = {}, env: Environment = {}) {
  const root = createTemporaryFolder();
  const singleFlight = createFakeSingleFlight();
  const calls: string[] = [];
  const store = recordCalls({ ...createMemoryStore('file'), ...changes }, calls);
  const context: VaultContext = {
    fileSystem: fs,
    userId: process.getuid?.(),
    folders: { state: join(root, 'state'), cache: join(root, 'cache'), runtime: join(root, 'run') },
    clock: fakeClock(),
    env,
    openStore: async (backend: BackendName) => {
      expect(backend).toBe('file');
      return store;
    },
    openSingleFlight: async () => singleFlight,
  };
  return { context, store, calls };
}

function recordCalls(store: SecretStore, calls: string[]): SecretStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      if (['get', 'set', 'delete'].includes(String(name))) calls.push(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
}
