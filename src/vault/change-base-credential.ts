/**
 * Changes to the base credentials of the vault. The index names every item there is: killed in
 * between, it names one too many, which the next run finds and says. The other way round a secret
 * would stay behind that nothing tells of.
 */
import type { BaseCredential, BaseCredentialRecord } from '../credentials/types.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { printable } from '../printable.ts';
import {
  baseCredentialKey,
  formatBaseCredential,
  parseBaseCredential,
} from './base-credential-item.ts';
import type { IndexFile } from './index-file.ts';
import { findRecord, type VaultIndex, withoutRecord, withRecord } from './index-text.ts';
import { type AloneOptions, runAlone } from './run-alone.ts';

export interface ChangeOptions extends AloneOptions {
  /** Where new items go. */
  readonly store: SecretStore;
  readonly index: IndexFile;
  /** The store of a backend that the index names, whatever this run was asked to use. */
  openBackend(backend: string): Promise<SecretStore>;
}

export interface NewBaseCredential {
  readonly profile: string;
  readonly credential: BaseCredential;
  /** Over a former one of the same profile. */
  readonly replace: boolean;
}

/**
 * Stores a base credential and removes a former one of the same profile from every other backend.
 *
 * @returns the backends that could not be opened and still hold a former one
 * @throws AwsxError `already_exists`, and as the stores and the index do
 */
export function storeBaseCredential(
  options: ChangeOptions,
  { profile, credential, replace }: NewBaseCredential,
): Promise<readonly string[]> {
  const { store, index } = options;
  const { accessKeyId } = credential;
  return runAlone(options, lockSubject(profile), async () => {
    if (!replace) await refuseUnrecorded(options, profile);
    await index.update((before) => {
      const former = findRecord(before, profile);
      if (former !== undefined && !replace) throw alreadyStored(former);
      const backends = otherBackends(former, store.name);
      return withBackends(
        { backend: store.name, ...before },
        { profile, accessKeyId, backend: store.name },
        backends,
      );
    });
    await store.set(baseCredentialKey(profile), formatBaseCredential(credential));
    return removeFormerItems(options, profile);
  });
}

/**
 * An index that was lost or restored may not know an item that is there. The vault is the truth:
 * the record is written again, and the item is not overwritten.
 */
async function refuseUnrecorded(options: ChangeOptions, profile: string): Promise<void> {
  const { store, index } = options;
  if (findRecord(index.read(), profile) !== undefined) return;
  const item = await store.get(baseCredentialKey(profile));
  const found = item && parseBaseCredential(item);
  if (found === undefined) return;
  const record = { profile, accessKeyId: found.accessKeyId, backend: store.name };
  await index.update((before) => withRecord({ backend: store.name, ...before }, record));
  throw alreadyStored(record);
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

/**
 * Removes a base credential, in every backend that may hold one of the profile, then its record.
 *
 * @returns whether there was an item, which a killed run may have removed before
 * @throws AwsxError `credential_not_found` when the record is no longer in the index, and as the
 *   stores and the index do; the record then stays
 */
export function removeBaseCredential(
  options: ChangeOptions,
  { profile, accessKeyId }: BaseCredentialRecord,
): Promise<boolean> {
  const { index } = options;
  return runAlone(options, lockSubject(profile), async () => {
    const record = findRecord(index.read(), profile);
    if (record?.accessKeyId !== accessKeyId) throw changedMeanwhile(profile);
    let removed = false;
    for (const backend of [...otherBackends(record, record.backend), record.backend]) {
      const store = await options.openBackend(backend);
      if (await store.delete(baseCredentialKey(profile))) removed = true;
    }
    await index.update((before) => withoutRecord(before, profile));
    return removed;
  });
}

async function removeFormerItems(
  options: ChangeOptions,
  profile: string,
): Promise<readonly string[]> {
  const { index, store } = options;
  const record = findRecord(index.read(), profile);
  const left: string[] = [];
  for (const backend of otherBackends(record, store.name)) {
    if (!(await removesItem(options, backend, profile))) left.push(backend);
  }
  if (record !== undefined) await index.update((before) => withBackends(before, record, left));
  return left;
}

/** False for a backend that cannot be opened now: that must not undo what was stored. */
async function removesItem(
  { openBackend }: ChangeOptions,
  backend: string,
  profile: string,
): Promise<boolean> {
  try {
    const store = await openBackend(backend);
    await store.delete(baseCredentialKey(profile));
    return true;
  } catch (error) {
    if (!isAwsxError(error) || error.code === 'cancelled') throw error;
    return false;
  }
}

function otherBackends(
  record: BaseCredentialRecord | undefined,
  current: string,
): readonly string[] {
  if (record === undefined) return [];
  const backends = new Set([...(record.formerBackends ?? []), record.backend]);
  return [...backends].filter((backend) => backend !== current);
}

function withBackends(
  index: VaultIndex,
  { profile, accessKeyId, backend }: BaseCredentialRecord,
  formerBackends: readonly string[],
): VaultIndex {
  const record = { profile, accessKeyId, backend };
  return withRecord(index, formerBackends.length === 0 ? record : { ...record, formerBackends });
}

function changedMeanwhile(profile: string): AwsxError {
  const name = printable(profile);
  return new AwsxError(
    'credential_not_found',
    `the key of profile "${name}" was changed or removed by another awsx meanwhile`,
    { hint: 'run awsx list to see what there is now' },
  );
}

/** One change of a profile's key at a time, so that the item and the record belong together. */
function lockSubject(profile: string): string {
  return `base credential of ${profile}`;
}
