/**
 * Changes to the base credentials of the vault. The index names every item there is: killed in
 * between, it names one too many, which `add` sees and every other run says. The other way round a
 * secret would stay behind that nothing tells of.
 */
import type { BaseCredential, BaseCredentialRecord } from '../credentials/types.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { SecretStore } from '../ports.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
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
  /** Whether it is certain, with nobody being asked, that the item of a record is not there. */
  isItemGone(record: BaseCredentialRecord): Promise<boolean>;
}

export interface NewBaseCredential {
  readonly profile: string;
  readonly credential: BaseCredential;
  /** Over a former one of the same profile. */
  readonly replace: boolean;
}

/**
 * Stores a base credential and removes a former one of the same profile from every other backend.
 * When it cannot be stored, the index says what it said before.
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
    if (!replace) await requireNew(options, profile);
    const former = findRecord(index.read(), profile);
    const record = { profile, accessKeyId, backend: store.name };
    const backends = otherBackends(former, store.name);
    await index.update((before) => withBackends(before, record, backends));
    try {
      await store.set(baseCredentialKey(profile), formatBaseCredential(credential));
    } catch (error) {
      // What failed first is what is told: of a record without an item, the next `add` takes care.
      await takeBack(index, profile, former).catch(() => undefined);
      throw error;
    }
    const left = await removeFormerItems(options, profile, backends);
    await index.update((before) => withBackends({ backend: store.name, ...before }, record, left));
    return left;
  });
}

/** The vault is the truth: a record whose item is gone is in nobody's way. */
async function requireNew(options: ChangeOptions, profile: string): Promise<void> {
  const record = findRecord(options.index.read(), profile);
  if (record !== undefined && !(await options.isItemGone(record))) throw alreadyStored(record);
  await refuseUnrecorded(options, profile, record);
}

/**
 * An index that was lost or restored may not know an item that is there. The record is written
 * again, and the item is not overwritten.
 */
async function refuseUnrecorded(
  { store, index }: ChangeOptions,
  profile: string,
  former: BaseCredentialRecord | undefined,
): Promise<void> {
  const item = await store.get(baseCredentialKey(profile));
  const found = item && parseBaseCredential(item);
  if (found === undefined) return;
  const record = { profile, accessKeyId: found.accessKeyId, backend: store.name };
  const backends = otherBackends(former, store.name);
  await index.update((before) =>
    withBackends({ backend: store.name, ...before }, record, backends),
  );
  throw alreadyStored(record);
}

function takeBack(
  index: IndexFile,
  profile: string,
  former: BaseCredentialRecord | undefined,
): Promise<void> {
  return index.update((before) =>
    former === undefined ? withoutRecord(before, profile) : withRecord(before, former),
  );
}

/** The error for a profile that has a base credential already. */
export function alreadyStored({ profile, accessKeyId }: BaseCredentialRecord): AwsxError {
  const name = printable(profile);
  return new AwsxError(
    'already_exists',
    `the vault has a key for profile "${name}" already: ${printable(accessKeyId)}`,
    { hint: `replace it with: awsx add --force ${shellWord(profile)}` },
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
  backends: readonly string[],
): Promise<readonly string[]> {
  const left: string[] = [];
  for (const backend of backends) {
    if (!(await removesItem(options, backend, profile))) left.push(backend);
  }
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
