import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { Secret } from '../secret.ts';
import type { IndexFile } from './index-file.ts';
import { withCacheKey } from './index-text.ts';
import { type AloneOptions, runAlone } from './run-alone.ts';

/** 256 bits, for AES-256-GCM. */
const KEY_BYTES = 32;
const ITEM = 'cache-key';

export interface CacheKeyOptions extends AloneOptions {
  /** Names the backend of every key, before there is one, so that `clear --all` finds them all. */
  readonly index: IndexFile;
}

export interface CacheKeyReading extends CacheKeyOptions {
  /** Whether the index named the backend when the vault was opened. */
  readonly isNoted: boolean;
}

/**
 * The key that encrypts sessions on disk. Created when there is none; processes that find none at
 * the same time end up with the same one.
 *
 * @throws AwsxError as the store and the index do; `vault_damaged` for an item that is no key.
 */
export async function getCacheKey(
  store: SecretStore,
  options: CacheKeyReading,
): Promise<KeyObject> {
  const kept = await readCacheKey(store);
  if (kept !== undefined) {
    // An index that was lost. Where it cannot be written, another run will do it.
    if (!options.isNoted) await note(store, options).catch(() => undefined);
    return kept;
  }
  return runAlone(options, 'cache key', async () => {
    const madeMeanwhile = await readCacheKey(store);
    return madeMeanwhile ?? writeNewCacheKey(store, options);
  });
}

/**
 * A new key in the place of the old one: sessions encrypted before can never be read again.
 *
 * @throws AwsxError as the store and the index do.
 */
export function replaceCacheKey(store: SecretStore, options: CacheKeyOptions): Promise<void> {
  return runAlone(options, 'cache key', () => storeNewCacheKey(store, options));
}

async function readCacheKey(store: SecretStore): Promise<KeyObject | undefined> {
  const item = await readItem(store);
  if (item === undefined) return undefined;
  const key = Buffer.from(item.reveal(), 'base64');
  if (key.length === KEY_BYTES) return createSecretKey(key);
  throw damaged();
}

/** Nobody knows that they have a cache key, so the store's own words would not help. */
async function readItem(store: SecretStore): Promise<Secret | undefined> {
  try {
    return await store.get(ITEM);
  } catch (error) {
    throw isAwsxError(error) && error.code === 'vault_damaged' ? damaged(error) : error;
  }
}

function damaged(cause?: AwsxError): AwsxError {
  return new AwsxError('vault_damaged', "the vault's key of the session cache is damaged", {
    hint: 'replace it with awsx clear --all; nothing but cached sessions is lost',
    cause,
  });
}

/** Reads back what it wrote: a store that keeps nothing is found out here. */
async function writeNewCacheKey(store: SecretStore, options: CacheKeyOptions): Promise<KeyObject> {
  await storeNewCacheKey(store, options);
  const kept = await readCacheKey(store);
  if (kept !== undefined) return kept;
  throw new AwsxError(
    'vault_unavailable',
    `the vault "${store.name}" does not keep what it is given`,
  );
}

function note(store: SecretStore, { index }: CacheKeyOptions): Promise<void> {
  return index.update((before) => withCacheKey(before, store.name));
}

async function storeNewCacheKey(store: SecretStore, options: CacheKeyOptions): Promise<void> {
  await note(store, options);
  await store.set(ITEM, new Secret(randomBytes(KEY_BYTES).toString('base64')));
}
