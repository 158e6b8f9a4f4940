import type { KeyObject } from 'node:crypto';
import type { BaseCredential, BaseCredentialRecord } from '../credentials/types.ts';
import { AwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import { baseCredentialKey, parseBaseCredential } from './base-credential-item.ts';
import { getCacheKey } from './cache-key.ts';
import type { ChangeOptions, NewBaseCredential } from './change-base-credential.ts';
import { findRecord, withRecord } from './index-text.ts';

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
   * Stores it where there is none yet. Answers as `setBaseCredential` does.
   *
   * @throws AwsxError `already_exists`, also when another awsx stored one at the same moment.
   */
  addBaseCredential(profile: string, credential: BaseCredential): Promise<readonly string[]>;
  /**
   * Stores it, over a former one of the same profile. Answers the backends that still hold a
   * former one because they cannot be opened now; the index remembers them.
   */
  setBaseCredential(profile: string, credential: BaseCredential): Promise<readonly string[]>;
  /**
   * Removes it from every backend that the index names for it, whatever `--backend` says. Answers
   * whether there was an item.
   *
   * @throws AwsxError `credential_not_found` when the record is no longer in the index.
   */
  removeBaseCredential(record: BaseCredentialRecord): Promise<boolean>;
  /** The key of the session cache; created when there is none. */
  getCacheKey(): Promise<KeyObject>;
}

export interface VaultOptions extends ChangeOptions {
  /** The store that holds an item, when the index names another backend for it. */
  openStoreOf(record: BaseCredentialRecord): Promise<SecretStore>;
  /** The backends that have a cache key, as the index says. */
  readonly cacheKeyBackends: readonly string[];
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
    async removeBaseCredential(record) {
      const { removeBaseCredential } = await loadChanges();
      return removeBaseCredential(options, record);
    },
    getCacheKey: () => {
      const isNoted = options.cacheKeyBackends.includes(store.name);
      return getCacheKey(store, { ...options, isNoted });
    },
  };
}

/** Storing a key where this run looks would remove the good one. */
const OTHER_BACKEND =
  'leave out --backend and AWSX_BACKEND: the index names another backend for it';

/** A cached run changes nothing. */
const loadChanges = () => import('./change-base-credential.ts');

async function storeBaseCredential(options: VaultOptions, change: NewBaseCredential) {
  const changes = await loadChanges();
  return changes.storeBaseCredential(options, change);
}

async function getBaseCredential(
  options: VaultOptions,
  record: BaseCredentialRecord,
): Promise<BaseCredential> {
  const name = printable(record.profile);
  const store = await options.openStoreOf(record);
  const isRecorded = store.name === record.backend;
  const item = await store.get(baseCredentialKey(record.profile));
  if (item === undefined) {
    throw new AwsxError(
      'credential_not_found',
      `the vault "${store.name}" has no base credential of profile "${name}"`,
      { hint: isRecorded ? `run awsx add ${shellWord(record.profile)}` : OTHER_BACKEND },
    );
  }
  const credential = parseBaseCredential(item);
  if (credential === undefined) {
    throw new AwsxError('vault_damaged', `the base credential of profile "${name}" is damaged`, {
      hint: isRecorded ? `run awsx add --force ${shellWord(record.profile)}` : OTHER_BACKEND,
    });
  }
  if (credential.accessKeyId === record.accessKeyId) return credential;
  if (isRecorded) await correctIndex(options, record.profile, credential);
  throw otherKey(record, {
    found: credential.accessKeyId,
    hint: isRecorded ? 'the index is right now: run the command again' : OTHER_BACKEND,
  });
}

async function correctIndex(
  { index }: VaultOptions,
  profile: string,
  { accessKeyId }: BaseCredential,
): Promise<void> {
  await index.update((before) => {
    const former = findRecord(before, profile);
    return former === undefined ? before : withRecord(before, { ...former, accessKeyId });
  });
}

/**
 * An `add` came in between, or one was killed half-way. What was planned belongs to the other key,
 * down to the names of the cache files; so the plan is given up.
 */
function otherKey(
  { profile, accessKeyId }: BaseCredentialRecord,
  { found, hint }: { readonly found: string; readonly hint: string },
): AwsxError {
  return new AwsxError(
    'credential_not_found',
    `the vault holds the access key ${printable(found)} for profile "${printable(profile)}", not ${printable(accessKeyId)} as its index said`,
    { hint },
  );
}
