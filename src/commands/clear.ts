import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { profileNotFound } from '../../profiles/profile-errors.ts';
import { createSessionCache } from '../credentials/session-cache.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import { removeRecentUse } from '../picker/recent-use-file.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { findRecord } from '../vault/index-text.ts';
import { openIndex, openVault } from '../vault/open-vault.ts';
import { booleanFlag, type Invocation, stringFlag } from './invocation.ts';

/**
 * `awsx clear [PROFILE] [--all]`: forgets sessions; with PROFILE its own results, and with `--all`
 * the key of the cache as well, so that no copy of a session file can ever be read, and which
 * profiles were used.
 *
 * @throws AwsxError `usage` for PROFILE together with `--all`, `profile_not_found`, and what the
 *   vault throws.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const [profile] = invocation.positionals;
  const all = booleanFlag(invocation, 'all');
  if (all && profile !== undefined) {
    throw new AwsxError('usage', '--all is for every profile: the sessions share one key', {
      hint: `run awsx clear ${printable(profile)}, or awsx clear --all`,
    });
  }
  if (all) {
    await replaceCacheKey(invocation, context);
    removeRecentUse(context);
  }
  const removed = removeSessions(profile, context);
  if (removed === 0 && profile !== undefined) checkExists(profile, context);
  if (!booleanFlag(invocation, 'quiet')) {
    context.stderr.write(
      `awsx: ${describe(removed, profile)}${all ? ', the cache key and recent uses' : ''}\n`,
    );
  }
  return 0;
}

/** Where no vault was ever chosen there is no key. */
async function replaceCacheKey(invocation: Invocation, context: Context): Promise<void> {
  const backend = stringFlag(invocation, 'backend');
  if (openIndex(context).read().backend === undefined && backend === undefined) return;
  const vault = await openVault(context, dropUndefined({ backend }));
  await vault.replaceCacheKey();
}

function removeSessions(profile: string | undefined, context: Context): number {
  const cache = createSessionCache({ ...context, folder: context.folders.cache });
  if (profile === undefined) return cache.removeSessions();
  return cache.removeSessions(({ header }) => header.profile === profile);
}

function checkExists(profile: string, context: Context): void {
  const config = loadSharedConfig(context);
  if (config.profiles.has(profile)) return;
  if (findRecord(openIndex(context).read(), profile) !== undefined) return;
  throw profileNotFound(config, profile);
}

function describe(removed: number, profile: string | undefined): string {
  const sessions = removed === 1 ? '1 session' : `${removed} sessions`;
  const whose = profile === undefined ? '' : ` of profile "${printable(profile)}"`;
  return `removed ${sessions}${whose}`;
}
