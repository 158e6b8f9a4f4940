import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SecretStore } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';

/** One backend under test; each call of `open` gives a store that nothing was put into yet. */
export interface StoreUnderTest {
  readonly store: SecretStore;
  /** The same place, as the next run of awsx opens it. Absent when nothing outlives a run. */
  reopen?(): Promise<SecretStore>;
  /** Where the backend writes, if awsx can look there. */
  readonly folder?: string;
}

const KEYS = [
  'cache-key',
  'base-credential/../../x',
  'con',
  'COM1.txt',
  'a b/c\\d:e*f?"<>|',
  '__proto__',
  '.',
  '-rf',
  `base-credential/${'n'.repeat(2000)}`,
];

const VALUES = [
  ['plain text', 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'],
  ['characters of every plane', 'ü 漢字 🔑 \u0000 \r\n "quoted" \\'],
  ['64 KiB', 'long '.repeat(13_108)],
  ['one character', '0'],
  ['JSON', '{"__proto__":{"x":1}}'],
] as const;

/** What every backend of the vault has to do. */
export function describeSecretStore(backend: string, open: () => Promise<StoreUnderTest>): void {
  describe(`the secret store "${backend}"`, () => {
    test('has no item that was never stored', async () => {
      const { store } = await open();
      expect(await store.get('absent')).toBeUndefined();
      expect(await store.delete('absent')).toBe(false);
    });

    test.each(VALUES)('gives back %s', async (_, value) => {
      const { store } = await open();
      await store.set('key', new Secret(value));
      expect((await store.get('key'))?.reveal()).toBe(value);
    });

    test('replaces an item', async () => {
      const { store } = await open();
      await store.set('key', new Secret('a longer first value'));
      await store.set('key', new Secret('second'));
      expect((await store.get('key'))?.reveal()).toBe('second');
    });

    test('forgets an item', async () => {
      const { store } = await open();
      await store.set('key', new Secret('value'));
      expect(await store.delete('key')).toBe(true);
      expect(await store.get('key')).toBeUndefined();
      expect(await store.delete('key')).toBe(false);
    });

    test('keeps items with odd names apart', async () => {
      const { store } = await open();
      const keys = [...KEYS, 'Case', 'case'];
      for (const key of keys) await store.set(key, new Secret(`value of ${key}`));
      for (const key of keys) expect((await store.get(key))?.reveal()).toBe(`value of ${key}`);
      await store.delete('Case');
      expect((await store.get('case'))?.reveal()).toBe('value of case');
    });

    test('does not see the items of another place', async () => {
      const [one, other] = [await open(), await open()];
      await one.store.set('key', new Secret('one'));
      expect(await other.store.get('key')).toBeUndefined();
      expect(await other.store.delete('key')).toBe(false);
    });

    test('survives writes and reads at the same time', async () => {
      const { store } = await open();
      const values = Array.from({ length: 8 }, (_, index) => `value ${index}`);
      await Promise.all(values.map((value) => store.set(value, new Secret(value))));
      const read = await Promise.all(values.map((value) => store.get(value)));
      expect(read.map((value) => value?.reveal())).toEqual(values);
    });

    test('still has its items in the next run, if any', async () => {
      const { store, reopen } = await open();
      await store.set('key', new Secret('value'));
      const next = (await reopen?.()) ?? store;
      expect((await next.get('key'))?.reveal()).toBe('value');
    });

    test('writes no value in clear, nor a file that others may read', async () => {
      const { store, folder } = await open();
      await store.set('key', new Secret('canary-in-the-vault'));
      expect((await store.get('key'))?.reveal()).toBe('canary-in-the-vault');
      for (const path of folder === undefined ? [] : listFiles(folder)) {
        expect(fs.readFileSync(path, 'latin1')).not.toContain('canary');
        expect(fs.statSync(path).mode & 0o177).toBe(0);
      }
    });
  });
}

function listFiles(folder: string): readonly string[] {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
}
