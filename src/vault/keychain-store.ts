import { AwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { openKeyring } from './keyring-library.ts';
import { openSystemStore, type SystemStoreContext } from './open-system-store.ts';

/**
 * The `keychain` backend: macOS Keychain, Windows Credential Manager or Secret Service. Part of
 * the hot bundle; the native module itself is loaded by the first call that needs it.
 */
export function createKeychainStore(context: SystemStoreContext): SecretStore {
  return openSystemStore(context, {
    name: 'keychain',
    library: 'keyring',
    service: 'awsx',
    accountAttribute: 'username',
    isPlain: true,
    open: (loadModule, service) => {
      try {
        return openKeyring(loadModule, service);
      } catch (error) {
        throw new AwsxError('vault_unavailable', '@napi-rs/keyring cannot be loaded here', {
          hint: 'install awsx again on this machine, or use --backend file',
          cause: error,
        });
      }
    },
  });
}
