/** Which sessions go with a base credential. Pure. */
import { resolveChain } from '../../profiles/chain.ts';
import type { Chain } from '../../profiles/chain-types.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import type { ListedSession } from '../credentials/session-cache.ts';
import type { BaseCredentialRecord } from '../credentials/types.ts';
import { isAwsxError } from '../errors.ts';

export interface KeyOwner {
  /** Whose base credential it is. */
  readonly profile: string;
  readonly config: SharedConfig;
  readonly baseCredentials: readonly BaseCredentialRecord[];
}

/**
 * Chooses the sessions that were or may have been made with the key: a file of the cache does not
 * tell its source, so the profile in its header does. Sessions of profiles that lead to no source
 * any more are chosen too: nobody could use them.
 */
export function choosesSessionsOfKey(owner: KeyOwner): (session: ListedSession) => boolean {
  const { config, baseCredentials } = owner;
  const stored = baseCredentials.map((record) => record.profile);
  const fromKey = new Set([owner.profile]);
  const usable = new Set<string>();
  for (const name of [...config.profiles.keys(), ...stored]) {
    const chain = tryToResolveChain(name, owner);
    if (chain === undefined) continue;
    usable.add(name);
    if (keyOwnerOf(chain) !== owner.profile) continue;
    for (const each of [chain.selected, ...chain.links.map((link) => link.profile)]) {
      fromKey.add(each.name);
    }
  }
  return ({ header }) => fromKey.has(header.profile) || !usable.has(header.profile);
}

/** The chain of a profile, or undefined when it leads to no source. */
export function tryToResolveChain(
  name: string,
  { config, baseCredentials }: Omit<KeyOwner, 'profile'>,
): Chain | undefined {
  const hasBaseCredential = (profile: string): boolean =>
    baseCredentials.some((record) => record.profile === profile);
  try {
    return resolveChain(config, name, { hasBaseCredential });
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return undefined;
  }
}

/** Whose base credential a chain starts with, if it does with one. */
export function keyOwnerOf({ source }: Chain): string | undefined {
  return source.kind === 'base-credential' ? source.profile.name : undefined;
}
