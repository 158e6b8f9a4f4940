import { randomBytes } from 'node:crypto';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { BackendName, Context, SecretStore } from '../ports.ts';
import { Secret } from '../secret.ts';
import { chooseBackend, requireBuilt } from './choose-backend.ts';
import { createIndexFile, type IndexFile } from './index-file.ts';
import { createVault, type Vault } from './vault.ts';

export type VaultContext = Pick<
  Context,
  'fileSystem' | 'userId' | 'folders' | 'clock' | 'env' | 'openStore' | 'openSingleFlight'
>;

export interface OpenVaultOptions {
  /** `--backend`. */
  readonly backend?: string;
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
  const recorded = index.read().backend;
  const choice = chooseBackend({
    env: context.env,
    ...(options.backend === undefined ? {} : { requested: options.backend }),
    ...(recorded === undefined ? {} : { recorded }),
  });
  const store =
    choice.kind === 'named'
      ? await context.openStore(choice.backend)
      : await findStore(context, index, choice.candidates);
  const asked = choice.kind === 'named' && choice.asked;
  const openBackend = async (backend: string): Promise<SecretStore> =>
    backend === store.name ? store : context.openStore(requireBuilt(backend));
  return createVault({
    store,
    index,
    openSingleFlight: context.openSingleFlight,
    openBackend,
    isItemGone: async (record) => {
      const { isItemGone } = await import('./is-item-gone.ts');
      return isItemGone(context, record);
    },
    openStoreOf: async ({ backend }) => (asked ? store : openBackend(backend)),
  });
}

/** The first that is there is taken and recorded, one that is locked for now included. */
async function findStore(
  context: VaultContext,
  index: IndexFile,
  candidates: readonly BackendName[],
): Promise<SecretStore> {
  let cause: unknown;
  for (const candidate of candidates) {
    const trial = await tryStore(context, candidate);
    if (trial.kind === 'absent') {
      cause = trial.cause;
      continue;
    }
    await index.update((before) => ({ backend: candidate, ...before }));
    if (trial.kind === 'locked') throw trial.cause;
    return trial.store;
  }
  if (isAwsxError(cause) && candidates.length === 1) throw cause;
  throw new AwsxError('vault_unavailable', `no vault works here (tried ${candidates.join(', ')})`, {
    hint: 'run awsx doctor',
    cause,
  });
}

type Trial =
  | { readonly kind: 'works'; readonly store: SecretStore }
  | { readonly kind: 'locked'; readonly cause: AwsxError }
  | { readonly kind: 'absent'; readonly cause?: AwsxError };

async function tryStore(context: VaultContext, backend: BackendName): Promise<Trial> {
  try {
    const store = await context.openStore(backend);
    return (await keepsValues(store)) ? { kind: 'works', store } : { kind: 'absent' };
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    if (error.code === 'vault_locked') return { kind: 'locked', cause: error };
    if (error.code === 'vault_unavailable') return { kind: 'absent', cause: error };
    throw error;
  }
}

/** Writes a value, reads it back and deletes it: some stores forget without a word. */
async function keepsValues(store: SecretStore): Promise<boolean> {
  const random = randomBytes(16).toString('hex');
  const key = `probe/${random}`;
  await store.set(key, new Secret(random));
  const kept = await store.get(key);
  await store.delete(key);
  return kept?.reveal() === random;
}
