import type { Secret } from '../secret.ts';
import type { AccessKey, SandboxState, User } from './state.ts';
import type { World } from './world.ts';

export interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
}

/** Adds a long-lived key, which works after the delay. */
export function addAccessKey(
  world: World,
  user: User,
  { pair, delaySeconds = 0 }: { readonly pair: KeyPair; readonly delaySeconds?: number },
): AccessKey {
  const now = world.clock.now();
  const key: AccessKey = {
    ...pair,
    user,
    createdAt: now,
    status: 'Active',
    deleted: false,
    effectiveAt: new Date(now.getTime() + delaySeconds * 1000),
    usableBefore: false,
  };
  world.state.accessKeys.set(key.accessKeyId, key);
  return key;
}

/** Changes or deletes a key; requests notice after the world's key delay. */
export function changeAccessKey(
  world: World,
  key: AccessKey,
  change: Partial<Pick<AccessKey, 'status' | 'deleted'>>,
): void {
  const now = world.clock.now();
  key.usableBefore = isKeyUsable(key, now);
  key.effectiveAt = new Date(now.getTime() + world.keyDelaySeconds * 1000);
  Object.assign(key, change);
}

/** Whether a request signed with the key at that moment may pass. */
export function isKeyUsable(key: AccessKey, now: Date): boolean {
  if (now.getTime() < key.effectiveAt.getTime()) return key.usableBefore;
  return key.status === 'Active' && !key.deleted;
}

/** The keys a user has, deleted ones left out, oldest first. */
export function listKeysOf(state: SandboxState, user: User): readonly AccessKey[] {
  return [...state.accessKeys.values()].filter((key) => key.user === user && !key.deleted);
}
