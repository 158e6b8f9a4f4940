/** The text of the vault's index. Pure. */
import type { BaseCredentialRecord } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';

/** What awsx knows about the vault without opening it. No secret. */
export interface VaultIndex {
  /** The recorded choice of backend; absent until something was stored. */
  readonly backend?: string;
  /** Every backend that was given a key of the session cache. */
  readonly cacheKeyBackends?: readonly string[];
  /** One per profile. */
  readonly baseCredentials: readonly BaseCredentialRecord[];
}

export const INDEX_VERSION = 1;

export const emptyIndex: VaultIndex = { baseCredentials: [] };

/** `newer` when a later awsx wrote it, `damaged` for anything that is no index. */
export type ParsedIndex =
  | { readonly kind: 'index'; readonly index: VaultIndex }
  | { readonly kind: 'newer'; readonly version: number }
  | { readonly kind: 'damaged' };

const DAMAGED: ParsedIndex = { kind: 'damaged' };

/** Reads the index's text; never throws. Unknown fields are ignored. */
export function parseIndex(text: string): ParsedIndex {
  const value = parseJson(text);
  if (!isObject(value)) return DAMAGED;
  const { version, backend, cacheKeyBackends, baseCredentials } = value;
  if (typeof version !== 'number' || !Number.isSafeInteger(version) || version < 1) return DAMAGED;
  if (version > INDEX_VERSION) return { kind: 'newer', version };
  if (backend !== undefined && typeof backend !== 'string') return DAMAGED;
  if (cacheKeyBackends !== undefined && !isTexts(cacheKeyBackends)) return DAMAGED;
  if (!Array.isArray(baseCredentials)) return DAMAGED;
  const records = baseCredentials.map(parseRecord);
  if (!records.every((record) => record !== undefined)) return DAMAGED;
  if (new Set(records.map(({ profile }) => profile)).size !== records.length) return DAMAGED;
  const index = dropUndefined({ backend, cacheKeyBackends, baseCredentials: records });
  return { kind: 'index', index };
}

/** The inverse of {@link parseIndex}. */
export function formatIndex({ backend, cacheKeyBackends, baseCredentials }: VaultIndex): string {
  const fields = { version: INDEX_VERSION, backend, cacheKeyBackends, baseCredentials };
  return `${JSON.stringify(fields, null, 2)}\n`;
}

/** The record of a profile's base credential, if there is one. */
export function findRecord(index: VaultIndex, profile: string): BaseCredentialRecord | undefined {
  return index.baseCredentials.find((record) => record.profile === profile);
}

/** The index with this record in the place of the profile's former one. */
export function withRecord(index: VaultIndex, record: BaseCredentialRecord): VaultIndex {
  const { baseCredentials } = withoutRecord(index, record.profile);
  return { ...index, baseCredentials: [...baseCredentials, record] };
}

/** The index without the record of a profile. */
export function withoutRecord(index: VaultIndex, profile: string): VaultIndex {
  const others = index.baseCredentials.filter((record) => record.profile !== profile);
  return { ...index, baseCredentials: others };
}

/** The index with a note that this backend has a key of the session cache. */
export function withCacheKey(index: VaultIndex, backend: string): VaultIndex {
  const { cacheKeyBackends = [] } = index;
  if (cacheKeyBackends.includes(backend)) return index;
  return { ...index, cacheKeyBackends: [...cacheKeyBackends, backend] };
}

function parseRecord(value: unknown): BaseCredentialRecord | undefined {
  if (!isObject(value)) return undefined;
  const { profile, accessKeyId, backend, formerBackends } = value;
  if (typeof profile !== 'string' || typeof accessKeyId !== 'string') return undefined;
  if (typeof backend !== 'string') return undefined;
  if (formerBackends === undefined) return { profile, accessKeyId, backend };
  return isTexts(formerBackends) ? { profile, accessKeyId, backend, formerBackends } : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
