import type * as Keyring from '@napi-rs/keyring';
import type { LoadModule, SystemKeychain } from './system-keychain.ts';

/**
 * Left alone the library falls back to the kernel's keyring where there is no Secret Service, and
 * that forgets everything at a restart.
 */
const LINUX: Keyring.EntryOptions = { linux: { store: 'secret-service' } };

export interface KeyringOptions {
  readonly service: string;
  /**
   * Calls keep this thread until they are answered: 2 ms less, for a keychain that is known to
   * answer at once. Otherwise they wait in another thread.
   */
  readonly blocking: boolean;
}

/**
 * macOS Keychain, Windows Credential Manager or Secret Service through `@napi-rs/keyring`.
 *
 * @throws the loader's error when there is no such module for this platform
 */
export function openKeyring(loadModule: LoadModule, options: KeyringOptions): SystemKeychain {
  const { AsyncEntry, Entry } = loadModule('@napi-rs/keyring') as typeof Keyring;
  const Kind = options.blocking ? Entry : AsyncEntry;
  const entryOf = (account: string) => new Kind(options.service, account, LINUX);
  return {
    get: async (account) => (await entryOf(account).getPassword()) ?? undefined,
    set: async (account, value) => entryOf(account).setPassword(value),
    delete: async (account) => entryOf(account).deleteCredential(),
  };
}
