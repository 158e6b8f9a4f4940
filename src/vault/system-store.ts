import { createHash } from 'node:crypto';
import { AwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { Secret } from '../secret.ts';
import type { SystemKeychain } from './system-keychain.ts';
import { type KeychainAccess, withKeychain } from './with-keychain.ts';

export interface SystemStoreOptions extends KeychainAccess {
  readonly name: 'keychain' | 'keytar';
}

/** CRED_MAX_CREDENTIAL_BLOB_SIZE of Windows, where text is stored as UTF-16. */
const WINDOWS_MAXIMUM_BYTES = 2560;

/** A store over a keychain of the operating system that never waits for nobody. */
export function createSystemStore(options: SystemStoreOptions): SecretStore {
  const { name, platform } = options;
  return {
    name,
    async get(key) {
      const account = accountOf(key, platform);
      const value = await withKeychain<string | undefined>(options, {
        account,
        kind: 'read',
        work: (keychain) => keychain.get(account),
        accept: (inspected) => inspected,
      });
      return value === undefined ? undefined : new Secret(value);
    },
    async set(key, value) {
      const account = accountOf(key, platform);
      const text = value.reveal();
      checkLength(text, platform);
      const work = (keychain: SystemKeychain) => keychain.set(account, text);
      await withKeychain(options, { account, kind: 'write', work });
    },
    delete(key) {
      const account = accountOf(key, platform);
      const work = (keychain: SystemKeychain) => keychain.delete(account);
      return withKeychain(options, { account, kind: 'read', work });
    },
  };
}

/**
 * The name of an item. Windows limits it to 513 characters and may not tell case apart, so there
 * it ends with a digest.
 */
export function accountOf(key: string, platform: NodeJS.Platform): string {
  if (platform !== 'win32') return key;
  const digest = createHash('sha256').update(key).digest('hex').slice(0, 16);
  return `${key.slice(0, 200)}#${digest}`;
}

function checkLength(text: string, platform: NodeJS.Platform): void {
  if (platform !== 'win32' || text.length * 2 <= WINDOWS_MAXIMUM_BYTES) return;
  throw new AwsxError(
    'vault_unavailable',
    `the Windows Credential Manager takes ${WINDOWS_MAXIMUM_BYTES / 2} characters at most`,
    { hint: 'use --backend file' },
  );
}
