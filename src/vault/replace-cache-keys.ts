import { type AwsxError, isAwsxError } from '../errors.ts';
import { replaceCacheKey } from './cache-key.ts';
import { requireBuilt } from './choose-backend.ts';
import { type OpenVaultOptions, openIndex, type VaultContext } from './open-vault.ts';

export interface CacheKeyReplacement {
  readonly replaced: readonly string[];
  readonly failures: readonly CacheKeyFailure[];
}

/** A backend whose key stays what it was, and why. */
export interface CacheKeyFailure {
  readonly backend: string;
  readonly error: AwsxError;
}

/** `--backend` and `--quiet`. */
type ReplaceOptions = Pick<OpenVaultOptions, 'backend' | 'quiet'>;

/**
 * New keys of the session cache in every backend that has one: the recorded one and those that a
 * `--backend` or AWSX_BACKEND ever named. One that cannot be opened does not keep the others.
 *
 * @throws AwsxError `cancelled`, and as the index does
 */
export async function replaceCacheKeys(
  context: VaultContext,
  { backend: requested, quiet = false }: ReplaceOptions,
): Promise<CacheKeyReplacement> {
  const index = openIndex(context);
  const { backend: recorded, cacheKeyBackends = [] } = index.read();
  const backends = [requested, recorded, ...cacheKeyBackends].filter((name) => name !== undefined);
  const replaced: string[] = [];
  const failures: CacheKeyFailure[] = [];
  for (const backend of new Set(backends)) {
    try {
      const store = await context.openStore(requireBuilt(backend), { quiet });
      await replaceCacheKey(store, { ...context, index });
      replaced.push(backend);
    } catch (error) {
      if (!isAwsxError(error) || error.code === 'cancelled') throw error;
      failures.push({ backend, error });
    }
  }
  return { replaced, failures };
}
