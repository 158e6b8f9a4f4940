import { AwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { openKeytar } from './keytar-library.ts';
import { openSystemStore, type SystemStoreContext } from './open-system-store.ts';

/** The `keytar` backend: the same stores as `keychain`, under a name of its own. */
export function createKeytarStore(context: SystemStoreContext): SecretStore {
  return openSystemStore(context, {
    name: 'keytar',
    library: 'keytar',
    service: 'awsx-keytar',
    accountAttribute: 'account',
    open: (loadModule, service) => {
      try {
        return openKeytar(loadModule, service);
      } catch (error) {
        throw new AwsxError('vault_unavailable', 'keytar is not installed, or does not load', {
          hint: 'run npm install keytar where awsx is installed, or use --backend keychain',
          cause: error,
        });
      }
    },
  });
}
