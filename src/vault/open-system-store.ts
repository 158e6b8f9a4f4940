import type { Context, Environment, SecretStore } from '../ports.ts';
import { inspectItem } from './secret-service/inspect-item.ts';
import type { KeychainLibrary, LoadModule, SystemKeychain } from './system-keychain.ts';
import { createSystemStore } from './system-store.ts';

export interface SystemStoreContext
  extends Pick<Context, 'env' | 'platform' | 'program' | 'hasTerminal' | 'stderr'> {
  /** `--no-input`. */
  readonly neverAsk: boolean;
  /** `--quiet`. */
  readonly quiet: boolean;
  readonly loadModule: LoadModule;
  /** Another name than awsx's own, in tests. */
  readonly service?: string;
}

export interface SystemStoreKind {
  readonly name: 'keychain' | 'keytar';
  readonly library: KeychainLibrary;
  /** The name that all items of this backend have in common. */
  readonly service: string;
  /** What the library calls an account among the attributes of the Secret Service. */
  readonly accountAttribute: string;
  /** Whether the Secret Service holds values as they are, so that they need no library. */
  readonly isPlain: boolean;
  /** @throws AwsxError `vault_unavailable` when the library is not there */
  open(loadModule: LoadModule, service: string): SystemKeychain;
}

/** The store of one library, with the context's ways to ask and to wait. */
export function openSystemStore(context: SystemStoreContext, kind: SystemStoreKind): SecretStore {
  const { env, platform, program, neverAsk } = context;
  const service = context.service ?? kind.service;
  let keychain: SystemKeychain | undefined;
  return createSystemStore({
    name: kind.name,
    platform,
    neverAsk,
    isSomebodyThere: () => context.hasTerminal() || hasDisplay(env),
    inspect: async (account, wanted) => {
      if (platform === 'darwin' || platform === 'win32') return { state: 'unknown' };
      const attributes = { service, [kind.accountAttribute]: account };
      return inspectItem({ env, attributes, wantsValue: wanted.value && kind.isPlain });
    },
    openKeychain: () => {
      keychain ??= kind.open(context.loadModule, service);
      return keychain;
    },
    openKeychainInChild: async ({ notice, ...waiting }) => {
      const { createKeychainInChild } = await import('./keychain-in-child.ts');
      const onWaiting = (): void => {
        if (notice !== undefined && !context.quiet) context.stderr.write(`awsx: ${notice}\n`);
      };
      const { library } = kind;
      const place = { library, service, program, env, platform };
      return createKeychainInChild({ ...place, ...waiting, onWaiting });
    },
  });
}

function hasDisplay(env: Environment): boolean {
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}
