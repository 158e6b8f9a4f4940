/** What awsx and its keychain child say to each other: one line each way, on the child's pipes. */
import type { KeychainLibrary } from './system-keychain.ts';

export interface KeychainCall {
  readonly library: KeychainLibrary;
  readonly service: string;
  readonly method: 'get' | 'set' | 'delete';
  readonly account: string;
  /** For `set`. */
  readonly value?: string;
  /** Has the Secret Service unlock its default collection before. */
  readonly unlocksFirst?: boolean;
}

export type KeychainAnswer =
  /** Absent when there is no such item, or nothing to say. */
  { readonly value?: string | boolean } | { readonly error: string };

/** The file beside awsx's own that makes one call: dist/keychain-child.cjs. */
export const CHILD_SCRIPT = 'keychain-child.cjs';
