import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { Secret } from '../secret.ts';
import { type AloneOptions, runAlone } from './run-alone.ts';

/** 256 bits, for AES-256-GCM. */
const KEY_BYTES = 32;
const ITEM = 'cache-key';

/**
 * The key that encrypts sessions on disk. Created when there is none; processes that find none at
 * the same time end up with the same one.
 *
 * @throws AwsxError as the store does; `vault_damaged` for an item that is no key.
 */
export async function getCacheKey(store: SecretStore, alone: AloneOptions): Promise<KeyObject> {
  const kept = await readCacheKey(store);
  if (kept !== undefined) return kept;
  return runAlone(alone, 'cache key', async () => {
    const madeMeanwhile = await readCacheKey(store);
    return madeMeanwhile ?? writeNewCacheKey(store);
  });
}

/**
 * A new key in the place of the old one: sessions encrypted before can never be read again.
 *
 * @throws AwsxError as the store does.
 */
export function replaceCacheKey(store: SecretStore, alone: AloneOptions): Promise<void> {
  return runAlone(alone, 'cache key', () => storeNewCacheKey(store));
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
async function writeNewCacheKey(store: SecretStore): Promise<KeyObject> {
  await storeNewCacheKey(store);
  const kept = await readCacheKey(store);
  if (kept !== undefined) return kept;
  throw new AwsxError(
    'vault_unavailable',
    `the vault "${store.name}" does not keep what it is given`,
  );
}

function storeNewCacheKey(store: SecretStore): Promise<void> {
  return store.set(ITEM, new Secret(randomBytes(KEY_BYTES).toString('base64')));
}
