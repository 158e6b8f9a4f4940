import type * as Keyring from '@napi-rs/keyring';
import type { LoadModule, SystemKeychain } from './system-keychain.ts';

/**
 * Left alone the library falls back to the kernel's keyring where there is no Secret Service, and
 * that forgets everything at a restart.
 */
const LINUX: Keyring.EntryOptions = { linux: { store: 'secret-service' } };

/**
 * macOS Keychain, Windows Credential Manager or Secret Service through `@napi-rs/keyring`.
 *
 * @throws the loader's error when there is no such module for this platform
 */
export function openKeyring(loadModule: LoadModule, service: string): SystemKeychain {
  const { AsyncEntry } = loadModule('@napi-rs/keyring') as typeof Keyring;
  const entryOf = (account: string) => new AsyncEntry(service, account, LINUX);
  return {
    get: async (account) => (await entryOf(account).getPassword()) ?? undefined,
    set: async (account, value) => entryOf(account).setPassword(value),
    delete: async (account) => entryOf(account).deleteCredential(),
  };
}
