import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AwsxError, type ErrorCode } from '../../src/errors.ts';
import type { BackendName, Environment, SecretStore } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import type { NewVault } from '../../src/vault/find-backend.ts';
import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { createNoAnswer } from '../../src/vault/no-answer.ts';
import { openIndex, openVault, type VaultContext } from '../../src/vault/open-vault.ts';
import { replaceCacheKeys } from '../../src/vault/replace-cache-keys.ts';
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

test.each<ErrorCode>(['cancelled', 'input_required'])(
  'the reason %s is passed on',
  async (code) => {
    const { context } = createContext({ set: failing(code) });
    await expect(openVault(context, {})).rejects.toMatchObject({ code, message: 'no' });
    expect(openIndex(context).read().backend).toBeUndefined();
  },
);

test('without any backend that works, those that were tried are named', async () => {
  const { context } = createContext({ set: failing('vault_unavailable') });
  const message = 'no vault works here; keychain: there is no keychain; file: no';
  await expect(openVault(context, {})).rejects.toMatchObject({
    code: 'vault_unavailable',
    message,
  });
});

test('in the sandbox only the file backend is tried', async () => {
  const { context } = createContext(
    { set: failing('vault_unavailable') },
    { env: { AWSX_SANDBOX: '/sandbox' } },
  );
  await expect(openVault(context, {})).rejects.toMatchObject({ message: 'no' });
});

describe('with a keychain', () => {
  test('it is taken before the file backend', async () => {
    const { context } = createContext({}, { keychain: createMemoryStore('keychain') });
    expect((await openVault(context, {})).store.name).toBe('keychain');
    expect(openIndex(context).read().backend).toBe('keychain');
  });

  test('that forgets, the file backend is taken', async () => {
    const keychain = { ...createMemoryStore('keychain'), get: async () => undefined };
    const { context } = createContext({}, { keychain });
    expect((await openVault(context, {})).store.name).toBe('file');
  });

  test('that is locked, it counts as there', async () => {
    const keychain = { ...createMemoryStore('keychain'), set: failing('vault_locked') };
    const { context, calls } = createContext({}, { keychain });
    await expect(openVault(context, {})).rejects.toMatchObject({ code: 'vault_locked' });
    expect(openIndex(context).read().backend).toBe('keychain');
    expect(calls).toEqual([]);
  });

  test('that does not answer, nothing is chosen', async () => {
    const silent = { code: 'vault_unavailable', message: 'the keychain is silent' } as const;
    const set = async () => {
      throw new AwsxError(silent.code, silent.message, { cause: createNoAnswer() });
    };
    const keychain = { ...createMemoryStore('keychain'), set };
    const { context, calls } = createContext({}, { keychain });
    await expect(openVault(context, {})).rejects.toMatchObject(silent);
    expect(fs.existsSync(context.folders.state)).toBe(false);
    expect(calls).toEqual([]);
  });

  test('or without one, the choice is told, and why', async () => {
    const choices: NewVault[] = [];
    const onChosen = (choice: NewVault) => void choices.push(choice);
    const keychain = createMemoryStore('keychain');
    await openVault(createContext({}, { keychain }).context, { onChosen });
    const { context } = createContext();
    await openVault(context, { onChosen });
    await openVault(context, { onChosen });
    await openVault(createContext().context, { onChosen, backend: 'file' });
    expect(choices).toEqual([
      { backend: 'keychain', passedOver: [] },
      {
        backend: 'file',
        passedOver: [{ backend: 'keychain', reason: 'there is no keychain' }],
      },
    ]);
  });

  test('the recorded choice stays when the keychain is gone', async () => {
    const { context } = createContext();
    await openIndex(context).update((index) => ({ ...index, backend: 'keychain' }));
    await expect(openVault(context, {})).rejects.toMatchObject({ code: 'vault_unavailable' });
    await openVault(context, { backend: 'file' });
    expect(openIndex(context).read().backend).toBe('keychain');
  });
});

test('an unknown backend is refused before anything is opened', async () => {
  const { context } = createContext({}, { env: { AWSX_BACKEND: 'nonsense' } });
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

test.each([true, false])('every store is told whether it is to be quiet: %j', async (quiet) => {
  const { context, store } = createContext();
  const seen: unknown[] = [];
  const openStore: typeof context.openStore = async (backend, options) => {
    seen.push([backend, options]);
    return backend === 'file' ? store : context.openStore(backend);
  };
  await openVault({ ...context, openStore }, { quiet });
  const vault = await openVault({ ...context, openStore }, { quiet });
  const elsewhere = vault.getBaseCredential({ ...record, backend: 'keychain' });
  await expect(elsewhere).rejects.toMatchObject({ code: 'vault_unavailable' });
  await replaceCacheKeys({ ...context, openStore }, { quiet });
  const backends = ['keychain', 'file', 'file', 'keychain', 'file'];
  expect(seen).toEqual(backends.map((backend) => [backend, { quiet }]));
});

interface Settings {
  readonly env?: Environment;
  /** Without one there is no keychain. */
  readonly keychain?: SecretStore;
}

function createContext(changes: Partial<SecretStore> = {}, settings: Settings = {}) {
  const root = createTemporaryFolder();
  const singleFlight = createFakeSingleFlight();
  const calls: string[] = [];
  const store = recordCalls({ ...createMemoryStore('file'), ...changes }, calls);
  const context: VaultContext = {
    fileSystem: fs,
    userId: process.getuid?.(),
    folders: { state: join(root, 'state'), cache: join(root, 'cache'), runtime: join(root, 'run') },
    clock: fakeClock(),
    env: settings.env ?? {},
    openStore: async (backend: BackendName) => {
      if (backend === 'file') return store;
      if (settings.keychain !== undefined) return settings.keychain;
      throw new AwsxError('vault_unavailable', 'there is no keychain');
    },
    openSingleFlight: async () => singleFlight,
  };
  return { context, store, calls };
}

function failing(code: ErrorCode) {
  return async () => {
    throw new AwsxError(code, 'no');
  };
}

function recordCalls(store: SecretStore, calls: string[]): SecretStore {
  return new Proxy(store, {
    get(target, name, receiver) {
      if (['get', 'set', 'delete'].includes(String(name))) calls.push(String(name));
      return Reflect.get(target, name, receiver);
    },
  });
}
