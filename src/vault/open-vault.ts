import type { BackendName, Context, SecretStore } from '../ports.ts';
import { chooseBackend, requireBuilt } from './choose-backend.ts';
import type { NewVault } from './find-backend.ts';
import { createIndexFile, type IndexFile } from './index-file.ts';
import { createVault, type Vault } from './vault.ts';

export type VaultContext = Pick<
  Context,
  'fileSystem' | 'userId' | 'folders' | 'clock' | 'env' | 'openStore' | 'openSingleFlight'
>;

export interface OpenVaultOptions {
  /** `--backend`. */
  readonly backend?: string;
  /** `--quiet`. */
  readonly quiet?: boolean;
  /** Called when a new vault got its backend. */
  onChosen?(choice: NewVault): void;
}

/** The index of the context's state folder. Reading it opens no store. */
export function openIndex(context: VaultContext): IndexFile {
  return createIndexFile({
    fileSystem: context.fileSystem,
    userId: context.userId,
    folder: context.folders.state,
    clock: context.clock,
    openSingleFlight: context.openSingleFlight,
  });
}

/**
 * Opens the vault: in the backend that the user or the index names, else in the first that works,
 * which is then recorded.
 *
 * @throws AwsxError as {@link chooseBackend}, the index and the stores do; `vault_unavailable`
 *   when no backend works.
 */
export async function openVault(context: VaultContext, options: OpenVaultOptions): Promise<Vault> {
  const index = openIndex(context);
  const { backend: recorded, cacheKeyBackends = [] } = index.read();
  const choice = chooseBackend({
    env: context.env,
    ...(options.backend === undefined ? {} : { requested: options.backend }),
    ...(recorded === undefined ? {} : { recorded }),
  });
  const openStore = (backend: BackendName): Promise<SecretStore> =>
    context.openStore(backend, { quiet: options.quiet ?? false });
  const store =
    choice.kind === 'named'
      ? await openStore(choice.backend)
      : await findStoreFor({ ...context, openStore }, choice.candidates, options);
  const asked = choice.kind === 'named' && choice.asked;
  const openBackend = async (backend: string): Promise<SecretStore> =>
    backend === store.name ? store : openStore(requireBuilt(backend));
  return createVault({
    store,
    index,
    cacheKeyBackends,
    openSingleFlight: context.openSingleFlight,
    openBackend,
    isItemGone: async (record) => {
      const { isItemGone } = await import('./is-item-gone.ts');
      return isItemGone(context, record);
    },
    openStoreOf: async ({ backend }) => (asked ? store : openBackend(backend)),
  });
}

/** Only a new vault has to be given a backend. */
async function findStoreFor(
  context: VaultContext,
  candidates: readonly BackendName[],
  { onChosen }: OpenVaultOptions,
): Promise<SecretStore> {
  const { findStore } = await import('./find-backend.ts');
  return findStore({ context, index: openIndex(context), candidates, onChosen });
}
