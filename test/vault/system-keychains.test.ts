/** Both backends over a real Secret Service, in this process and in a child. */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AwsxError } from '../../src/errors.ts';
import { Secret } from '../../src/secret.ts';
import { CHILD_SCRIPT } from '../../src/vault/keychain-call.ts';
import { createKeychainInChild } from '../../src/vault/keychain-in-child.ts';
import { createKeychainStore } from '../../src/vault/keychain-store.ts';
import { createKeytarStore } from '../../src/vault/keytar-store.ts';
import type { SystemStoreContext } from '../../src/vault/open-system-store.ts';
import { inspectItem } from '../../src/vault/secret-service/inspect-item.ts';
import type { KeychainLibrary, SystemKeychain } from '../../src/vault/system-keychain.ts';
import { needs, needsPackage } from '../requirements.ts';
import {
  SECRET_SERVICE_PROGRAMS,
  type SecretService,
  startSecretService,
} from '../secret-service.ts';
import { describeSecretStore, type StoreUnderTest } from './contract.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const nodePath = `${join(root, 'node_modules')}:${process.env['NODE_PATH'] ?? ''}`;
const missing = needs(...SECRET_SERVICE_PROGRAMS);
const withoutKeytar = missing || needsPackage('keytar');

describe.skipIf(missing)('over a Secret Service', () => {
  let service: SecretService;
  beforeAll(async () => {
    service = await startSecretService();
    // Libraries look it up in the process's own environment.
    process.env['DBUS_SESSION_BUS_ADDRESS'] = service.env['DBUS_SESSION_BUS_ADDRESS'];
  });
  afterAll(() => service?.stop());

  describeSecretStore('keychain', async () => openPlace(createKeychainStore));
  describe.skipIf(withoutKeytar)('through keytar', () => {
    describeSecretStore('keytar', async () => openPlace(createKeytarStore));
  });

  let places = 0;
  /** A place of its own is a service name that was not used before. */
  function openPlace(create: typeof createKeychainStore): StoreUnderTest {
    places += 1;
    const context = contextFor(service, `awsx-test-${places}`);
    return { store: create(context), reopen: async () => create(context) };
  }

  describe.skipIf(withoutKeytar)('the two backends', () => {
    test('do not see each other’s items', async () => {
      const [keychain, keytar] = [
        createKeychainStore(contextFor(service)),
        createKeytarStore(contextFor(service)),
      ];
      await keychain.set('mine', new Secret('keychain'));
      expect(await keytar.get('mine')).toBeUndefined();
      await keytar.set('mine', new Secret('keytar'));
      expect((await keychain.get('mine'))?.reveal()).toBe('keychain');
      expect(await keytar.delete('mine')).toBe(true);
      expect((await keychain.get('mine'))?.reveal()).toBe('keychain');
    });
  });

  test.skipIf(needs('secret-tool'))(
    'labels and attributes tell names and nothing else',
    async () => {
      await createKeychainStore(contextFor(service)).set(
        'base-credential/dev',
        new Secret('canary'),
      );
      const listed = spawnSync('secret-tool', ['search', '--all', 'service', 'awsx'], {
        env: service.env,
        encoding: 'utf8',
      });
      const lines = `${listed.stdout}${listed.stderr}`.split('\n');
      expect(lines).toContain('attribute.username = base-credential/dev');
      expect(lines.filter((line) => line.includes('canary'))).toEqual(['secret = canary']);
    },
  );

  describe.each<[KeychainLibrary, boolean]>([
    ['keyring', false],
    ['keytar', withoutKeytar],
  ])('%s in a child process', (library, skip) => {
    test.skipIf(skip)('does the same', async () => {
      const keychain = openChild(service, library, 'awsx-test-child');
      const value = 'ü 漢字 🔑 \u0000 \r\n "quoted" \\'.repeat(9999);
      expect(await keychain.get('key')).toBeUndefined();
      expect(await keychain.delete('key')).toBe(false);
      await keychain.set('key', value);
      expect(await keychain.get('key')).toBe(value);
      expect(await keychain.delete('key')).toBe(true);
      expect(await keychain.get('key')).toBeUndefined();
    });
  });
});

describe.skipIf(missing)('a locked keychain', () => {
  let service: SecretService;
  beforeAll(async () => {
    service = await startSecretService();
    await openChild(service, 'keyring', 'awsx').set('there', 'value');
    service.lock();
  });
  afterAll(() => service?.stop());

  test('is told from one without the item', () => expectLocked(createKeychainStore));
  test.skipIf(withoutKeytar)('is told from one without the item by keytar too', () =>
    expectLocked(createKeytarStore),
  );

  async function expectLocked(create: typeof createKeychainStore): Promise<void> {
    const store = create({ ...contextFor(service), neverAsk: true });
    const locked = { code: 'vault_locked' };
    await expect(store.get('there')).rejects.toMatchObject(locked);
    await expect(store.get('absent')).rejects.toMatchObject(locked);
    await expect(store.set('key', new Secret('x'))).rejects.toMatchObject(locked);
    await expect(store.delete('absent')).rejects.toMatchObject(locked);
    expect(messages).toEqual([]);
  }

  test('stays locked when nobody can be shown a dialog after all', async () => {
    const env = { ...service.env, NODE_PATH: nodePath, DISPLAY: ':no-such-display' };
    const store = createKeychainStore({ ...contextFor(service), env });
    await expect(store.get('there')).rejects.toMatchObject({
      code: 'vault_locked',
      message: 'the keychain is locked: nobody unlocked it',
    });
    expect(messages).toEqual(['awsx: waiting for the keychain to be unlocked\n']);
    await expect(store.get('absent')).rejects.toMatchObject({ code: 'vault_locked' });
  });

  test('waits without a word when that is asked for', async () => {
    const env = { ...service.env, NODE_PATH: nodePath, DISPLAY: ':no-such-display' };
    const store = createKeychainStore({ ...contextFor(service), env, quiet: true });
    await expect(store.get('there')).rejects.toMatchObject({ code: 'vault_locked' });
    expect(messages).toEqual([]);
  });
});

test.skipIf(missing || needs('bash'))('the hint of a locked keychain unlocks it', async () => {
  const service = await startSecretService();
  try {
    service.lock();
    const store = createKeychainStore({ ...contextFor(service), neverAsk: true });
    const locked = await store.get('absent').catch((error: unknown) => error);
    expect.assert(locked instanceof AwsxError);
    const command = /\(read .*?\)/.exec(locked.hint ?? '')?.[0] ?? 'false';
    // The daemon that stays behind would keep pipes open.
    const { status } = spawnSync('bash', ['-c', command], {
      env: service.env,
      input: 'password\n',
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    expect(status).toBe(0);
    const question = { env: service.env, attributes: { service: 'awsx' }, wantsValue: false };
    expect(await inspectItem(question)).toEqual({ state: 'unlocked' });
  } finally {
    service.stop();
  }
});

const messages: string[] = [];
beforeEach(() => void messages.splice(0));

function contextFor(service: SecretService, name?: string): SystemStoreContext {
  return {
    env: service.env,
    platform: process.platform,
    program: { interpreter: process.execPath, script: join(service.folder, 'awsx.cjs') },
    hasTerminal: () => false,
    stderr: { isTTY: false, write: (text) => void messages.push(text) },
    neverAsk: false,
    quiet: false,
    loadModule: createRequire(import.meta.url),
    ...(name === undefined ? {} : { service: name }),
  };
}

function openChild(service: SecretService, library: KeychainLibrary, name: string): SystemKeychain {
  buildChild(service.folder);
  const { program, platform } = contextFor(service);
  const env = { ...service.env, NODE_PATH: nodePath };
  const timeoutMilliseconds = 10_000;
  return createKeychainInChild({
    library,
    service: name,
    program,
    platform,
    env,
    timeoutMilliseconds,
    unlocksFirst: false,
  });
}

function buildChild(folder: string): void {
  buildSync({
    absWorkingDir: root,
    entryPoints: ['bin/keychain-child.ts'],
    outfile: join(folder, CHILD_SCRIPT),
    bundle: true,
    platform: 'node',
    format: 'cjs',
  });
}
