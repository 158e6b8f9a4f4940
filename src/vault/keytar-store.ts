import { AwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { openKeytar } from './keytar-library.ts';
import { openSystemStore, type SystemStoreContext } from './open-system-store.ts';
import type { LoadModule } from './system-keychain.ts';

/**
 * The `keytar` backend: the same stores as `keychain`, under a name of its own.
 *
 * @throws AwsxError `vault_unavailable` when keytar is not installed
 */
export function createKeytarStore(context: SystemStoreContext): SecretStore {
  requireKeytar(context.loadModule);
  return openSystemStore(context, {
    name: 'keytar',
    library: 'keytar',
    service: 'awsx-keytar',
    accountAttribute: 'account',
    isPlain: false,
    open: openKeytar,
  });
}

function requireKeytar(loadModule: LoadModule): void {
  try {
    loadModule('keytar');
  } catch (error) {
    throw new AwsxError('vault_unavailable', 'keytar is not installed, or does not load', {
      hint: 'run npm install keytar where awsx is installed, or use --backend keychain',
      cause: error,
    });
  }
}
