import { describe, expect, test } from 'vitest';
import { Secret } from '../../src/secret.ts';
import {
  accountOf,
  createSystemStore,
  type SystemStoreOptions,
} from '../../src/vault/system-store.ts';
import type { Inspection, Waiting } from '../../src/vault/with-keychain.ts';
import { describeSecretStore } from './contract.ts';
import { createFakeKeychain } from './fake-keychain.ts';

type States = Inspection['state'];

/** A store over two keychains in memory: one in this process, one in a child. */
function open(states: States | readonly States[], changes: Partial<SystemStoreOptions> = {}) {
  const [direct, child] = [createFakeKeychain(), createFakeKeychain()];
  const waits: Waiting[] = [];
  const coming = typeof states === 'string' ? [states] : [...states];
  const store = createSystemStore({
    name: 'keychain',
    platform: 'linux',
    neverAsk: false,
    isSomebodyThere: () => true,
    inspect: async () => ({
      state: (coming.length > 1 ? coming.shift() : coming[0]) ?? 'unlocked',
    }),
    openKeychain: () => direct,
    openKeychainInChild: async (waiting) => {
      waits.push(waiting);
      return child;
    },
    ...changes,
  });
  return { store, direct, child, waits };
}

const value = new Secret('value');
const nobody = { isSomebodyThere: () => false };

describeSecretStore('keychain', async () => ({ store: open('unlocked').store }));

describe('an unlocked keychain', () => {
  test('is used in this process', async () => {
    const { store, direct, child } = open('unlocked', nobody);
    await store.set('key', value);
    expect((await store.get('key'))?.reveal()).toBe('value');
    expect(direct.calls).toEqual(['set key', 'get key']);
    expect(child.calls).toEqual([]);
  });

  test.each(['get', 'delete'] as const)(
    'that is locked before %s misses is locked',
    async (call) => {
      const { store } = open(['unlocked', 'locked']);
      await expect(store[call]('key')).rejects.toMatchObject({ code: 'vault_locked' });
    },
  );

  test('that gave the value when it was inspected is not called', async () => {
    const wanted: boolean[] = [];
    const { store, direct } = open('unlocked', {
      inspect: async (_, { value: wantsValue }) => {
        wanted.push(wantsValue);
        return wantsValue ? { state: 'unlocked', value: 'inspected' } : { state: 'unlocked' };
      },
    });
    expect((await store.get('key'))?.reveal()).toBe('inspected');
    await store.set('key', value);
    await store.delete('key');
    expect(direct.calls).toEqual(['set key', 'delete key']);
    expect(wanted).toEqual([true, false, false]);
  });
});

describe('a locked keychain', () => {
  test('is waited for in a child when somebody is there', async () => {
    const { store, direct, child, waits } = open(['locked', 'locked', 'unlocked']);
    await store.set('key', value);
    expect((await store.get('key'))?.reveal()).toBe('value');
    expect(child.calls).toEqual(['set key', 'get key']);
    expect(direct.calls).toEqual([]);
    const notice = 'waiting for the keychain to be unlocked';
    expect(waits[0]).toEqual({ notice, unlocksFirst: true, timeoutMilliseconds: 120_000 });
  });

  test.each<[string, Partial<SystemStoreOptions>]>([
    ['nobody is there', nobody],
    ['nobody may be asked', { neverAsk: true }],
  ])('is not touched when %s', async (_, changes) => {
    const { store, direct, child } = open('locked', changes);
    const locked = {
      code: 'vault_locked',
      hint: expect.stringContaining('gnome-keyring-daemon --replace --unlock'),
    };
    await expect(store.get('key')).rejects.toMatchObject(locked);
    await expect(store.set('key', value)).rejects.toMatchObject(locked);
    await expect(store.delete('key')).rejects.toMatchObject(locked);
    expect([...direct.calls, ...child.calls]).toEqual([]);
  });

  test('that nobody unlocked is not empty', async () => {
    const { store } = open('locked');
    await expect(store.get('key')).rejects.toMatchObject({ code: 'vault_locked' });
  });
});

describe('a keychain without a collection', () => {
  test('is read without asking', async () => {
    const { store, direct, waits } = open('no-collection');
    expect(await store.get('key')).toBeUndefined();
    expect(await store.delete('key')).toBe(false);
    expect(direct.calls).toEqual(['get key', 'delete key']);
    expect(waits).toEqual([]);
  });

  test('gets one when somebody is there to give it a password', async () => {
    const { store, child, waits } = open('no-collection');
    await store.set('key', value);
    expect(child.calls).toEqual(['set key']);
    expect(waits[0]?.notice).toContain('password');
    expect(waits[0]?.unlocksFirst).toBe(false);
  });

  test.each<[string, Partial<SystemStoreOptions>]>([
    ['nobody is there', nobody],
    ['nobody may be asked', { neverAsk: true }],
  ])('cannot be written to when %s', async (_, changes) => {
    const { store, child } = open('no-collection', changes);
    await expect(store.set('key', value)).rejects.toMatchObject({ code: 'vault_unavailable' });
    expect(child.calls).toEqual([]);
  });

  test('whose dialog is refused is unavailable, so that another backend is tried', async () => {
    const set = async () => {
      throw new Error('Secret Service: unlock prompt was dismissed');
    };
    const { store } = open('no-collection', {
      openKeychainInChild: async () => ({ ...createFakeKeychain(), set }),
    });
    await expect(store.set('key', value)).rejects.toMatchObject({ code: 'vault_unavailable' });
  });
});

describe('a keychain that does not tell', () => {
  test.each<[string, NodeJS.Platform, boolean, number]>([
    ['is called here', 'darwin', false, 0],
    ['is called in a child that may be ended with --no-input', 'darwin', true, 1],
    ['asks nobody on Windows', 'win32', true, 0],
  ])('%s', async (_, platform, neverAsk, children) => {
    const { store, waits } = open('unknown', { platform, neverAsk });
    await store.set('key', value);
    expect(waits).toHaveLength(children);
    expect(waits.every(({ notice }) => notice === undefined)).toBe(true);
  });
});

describe('on Windows', () => {
  const windows = { platform: 'win32' } as const;

  test('2,560 bytes of UTF-16 are the most', async () => {
    const { store } = open('unknown', windows);
    await store.set('key', new Secret('x'.repeat(1280)));
    await expect(store.set('key', new Secret('x'.repeat(1281)))).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: 'the Windows Credential Manager takes 1280 characters at most',
    });
  });

  test('names are short and differ in more than case', () => {
    const names = ['Case', 'case', 'n'.repeat(2000), `${'n'.repeat(2000)}m`];
    const accounts = names.map((name) => accountOf(name, 'win32').toLowerCase());
    expect(new Set(accounts).size).toBe(names.length);
    expect(accounts[0]).toMatch(/^case#[0-9a-f]{16}$/);
    for (const account of accounts) expect(account.length).toBeLessThan(250);
  });

  test('elsewhere a name is itself', () => {
    expect(accountOf('base-credential/dev', 'linux')).toBe('base-credential/dev');
  });
});
