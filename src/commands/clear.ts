import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { profileNotFound } from '../../profiles/profile-errors.ts';
import { createSessionCache } from '../credentials/session-cache.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import { removeRecentUse } from '../picker/recent-use-file.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import { chooseBackend } from '../vault/choose-backend.ts';
import { findRecord } from '../vault/index-text.ts';
import { openIndex } from '../vault/open-vault.ts';
import { type CacheKeyReplacement, replaceCacheKeys } from '../vault/replace-cache-keys.ts';
import { booleanFlag, type Invocation, stringFlag } from './invocation.ts';

/**
 * `awsx clear [PROFILE] [--all]`: forgets sessions; with PROFILE its own results, and with `--all`
 * the keys of the cache as well, so that no copy of a session file can ever be read, and which
 * profiles were used.
 *
 * @throws AwsxError `usage` for PROFILE together with `--all`, `profile_not_found`, and with `--all`
 *   what the vault throws: the sessions are removed all the same.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const [profile] = invocation.positionals;
  if (booleanFlag(invocation, 'all')) {
    if (profile !== undefined) throw refuseProfile(profile);
    await clearAll(invocation, context);
    return 0;
  }
  const removed = removeSessions(context, profile);
  if (removed === 0 && profile !== undefined) checkExists(profile, context);
  const whose = profile === undefined ? '' : ` of profile "${printable(profile)}"`;
  say(invocation, context, `removed ${describeCount(removed)}${whose}`);
  return 0;
}

/**
 * The files go first: a keychain that nobody unlocks does not keep them. And again after the keys:
 * another awsx may have written one while that was waited for.
 */
async function clearAll(invocation: Invocation, context: Context): Promise<void> {
  const backend = stringFlag(invocation, 'backend');
  const quiet = booleanFlag(invocation, 'quiet');
  if (backend !== undefined) chooseBackend({ requested: backend, env: context.env });
  const before = removeSessions(context);
  removeRecentUse(context);
  const replacement = await replaceCacheKeys(context, dropUndefined({ backend, quiet }));
  const removed = describeCount(before + removeSessions(context));
  const things = [removed, ...describeKeys(replacement)];
  say(invocation, context, `removed ${things.join(', ')} and recent uses`);
  const [first, ...others] = replacement.failures;
  if (first === undefined) return;
  const problems = [first, ...others].map(
    ({ backend, error }) => `the cache key in "${printable(backend)}" stays: ${error.message}`,
  );
  const { code, hint = 'see why with --debug' } = first.error;
  throw new AwsxError(code, problems.join('; '), {
    hint: `whoever has a copy of a session can read it until it expires; ${hint}`,
    cause: first.error,
  });
}

function removeSessions(context: Context, profile?: string): number {
  const cache = createSessionCache({ ...context, folder: context.folders.cache });
  if (profile === undefined) return cache.removeSessions();
  return cache.removeSessions(({ header }) => header.profile === profile);
}

function refuseProfile(profile: string): AwsxError {
  return new AwsxError('usage', '--all is for every profile: the sessions share one key', {
    hint: `run awsx clear ${shellWord(profile)}, or awsx clear --all`,
  });
}

function checkExists(profile: string, context: Context): void {
  const config = loadSharedConfig(context);
  if (config.profiles.has(profile)) return;
  if (findRecord(openIndex(context).read(), profile) !== undefined) return;
  throw profileNotFound(config, profile);
}

function say(invocation: Invocation, { stderr }: Context, text: string): void {
  if (!booleanFlag(invocation, 'quiet')) stderr.write(`awsx: ${text}\n`);
}

function describeCount(removed: number): string {
  return removed === 1 ? '1 session' : `${removed} sessions`;
}

/** Which they are is said when there is more than one. */
function describeKeys({ replaced, failures }: CacheKeyReplacement): string[] {
  if (replaced.length + failures.length <= 1) return replaced.map(() => 'the cache key');
  return replaced.map((backend) => `the cache key in "${printable(backend)}"`);
}
