import type { KeyObject } from 'node:crypto';
import type { BaseCredential, BaseCredentialRecord } from '../credentials/types.ts';
import { AwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { printable } from '../printable.ts';
import {
  baseCredentialKey,
  formatBaseCredential,
  parseBaseCredential,
} from './base-credential-item.ts';
import { getCacheKey, replaceCacheKey } from './cache-key.ts';
import type { IndexFile } from './index-file.ts';
import { findRecord, withRecord } from './index-text.ts';
import type { AloneOptions } from './run-alone.ts';

/** The secrets that awsx keeps, together with the index that says what they are. */
export interface Vault {
  /** Where new items go. */
  readonly store: SecretStore;
  /**
   * The base credential that a plan names.
   *
   * @throws AwsxError `credential_not_found` when there is no item, or it holds another key than
   *   the plan was made for; `vault_damaged`.
   */
  getBaseCredential(record: BaseCredentialRecord): Promise<BaseCredential>;
  /**
   * Stores it where the index has none yet.
   *
   * @throws AwsxError `already_exists`, also when another awsx stored one at the same moment.
   */
  addBaseCredential(profile: string, credential: BaseCredential): Promise<void>;
  /** Stores it, over a former one of the same profile. */
  setBaseCredential(profile: string, credential: BaseCredential): Promise<void>;
  /** The key of the session cache; created when there is none. */
  getCacheKey(): Promise<KeyObject>;
  /** Makes every session in the cache unreadable. */
  replaceCacheKey(): Promise<void>;
}

export interface VaultOptions extends AloneOptions {
  readonly store: SecretStore;
  readonly index: IndexFile;
  /** The store that holds an item, when the index names another backend for it. */
  openStoreOf(record: BaseCredentialRecord): Promise<SecretStore>;
}

/** All methods of the vault throw AwsxError as their store and the index do. */
export function createVault(options: VaultOptions): Vault {
  const { store } = options;
  return {
    store,
    getBaseCredential: (record) => getBaseCredential(options, record),
    addBaseCredential: (profile, credential) =>
      storeBaseCredential(options, { profile, credential, replace: false }),
    setBaseCredential: (profile, credential) =>
      storeBaseCredential(options, { profile, credential, replace: true }),
    getCacheKey: () => getCacheKey(store, options),
    replaceCacheKey: () => replaceCacheKey(store, options),
  };
}

async function getBaseCredential(
  options: VaultOptions,
  record: BaseCredentialRecord,
): Promise<BaseCredential> {
  const name = printable(record.profile);
  const store = await options.openStoreOf(record);
  const item = await store.get(baseCredentialKey(record.profile));
  if (item === undefined) {
    throw new AwsxError(
      'credential_not_found',
      `the vault "${store.name}" has no base credential of profile "${name}"`,
      { hint: `run awsx add --force ${name}` },
    );
  }
  const credential = parseBaseCredential(item);
  if (credential === undefined) {
    throw new AwsxError('vault_damaged', `the base credential of profile "${name}" is damaged`, {
      hint: `run awsx add --force ${name}`,
    });
  }
  if (credential.accessKeyId !== record.accessKeyId)
    await refuseOtherKey(options, record, credential);
  return credential;
}

/**
 * An `add` came in between, or one was killed half-way. What was planned belongs to the other key,
 * down to the names of the cache files; so the index is put right and the plan given up.
 */
async function refuseOtherKey(
  options: VaultOptions,
  record: BaseCredentialRecord,
  { accessKeyId }: BaseCredential,
): Promise<never> {
  await options.index.update((index) => withRecord(index, { ...record, accessKeyId }));
  throw new AwsxError(
    'credential_not_found',
    `the vault holds the access key ${printable(accessKeyId)} for profile "${printable(record.profile)}", not ${printable(record.accessKeyId)} as its index said`,
    { hint: 'the index is right now: run the command again' },
  );
}

interface NewBaseCredential {
  readonly profile: string;
  readonly credential: BaseCredential;
  readonly replace: boolean;
}

/**
 * The index goes first: killed in between, awsx names a key that the vault lacks or has another
 * one for, which the next run finds and says. The other way round an item would stay behind that
 * nothing tells of.
 */
async function storeBaseCredential(
  { store, index }: VaultOptions,
  { profile, credential, replace }: NewBaseCredential,
): Promise<void> {
  const record = { profile, accessKeyId: credential.accessKeyId, backend: store.name };
  await index.update((before) => {
    const former = findRecord(before, profile);
    if (former !== undefined && !replace) throw alreadyStored(former);
    return withRecord({ backend: store.name, ...before }, record);
  });
  await store.set(baseCredentialKey(profile), formatBaseCredential(credential));
}

/** The error for a profile that has a base credential already. */
export function alreadyStored({ profile, accessKeyId }: BaseCredentialRecord): AwsxError {
  const name = printable(profile);
  return new AwsxError(
    'already_exists',
    `the vault has a key for profile "${name}" already: ${printable(accessKeyId)}`,
    { hint: `replace it with: awsx add --force ${name}` },
  );
}
