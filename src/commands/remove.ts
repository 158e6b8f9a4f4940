import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { assertUsable, profileNotFound } from '../../profiles/profile-errors.ts';
import { createSessionCache } from '../credentials/session-cache.ts';
import type { BaseCredentialRecord } from '../credentials/types.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import { findRecord } from '../vault/index-text.ts';
import { openIndex, openVault } from '../vault/open-vault.ts';
import { booleanFlag, type Invocation } from './invocation.ts';
import {
  choosesSessionsOfKey,
  type KeyOwner,
  keyOwnerOf,
  tryToResolveChain,
} from './sessions-of-key.ts';

/**
 * `awsx remove PROFILE [--force]`: forgets the base credential of a profile and every session made
 * with it, in whatever profile. The key itself stays what it is at AWS.
 *
 * @throws AwsxError `profile_not_found`, `credential_not_found`, `input_required`, `cancelled`, and
 *   what the configuration and the vault throw
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const profile = invocation.positionals[0] ?? '';
  const config = loadSharedConfig(context);
  assertUsable(config);
  const index = openIndex(context).read();
  const owner: KeyOwner = { profile, config, baseCredentials: index.baseCredentials };
  const record = findRecord(index, profile);
  if (record === undefined) throw explainMissing(owner);
  const sessions = findSessions(context, owner);
  if (!booleanFlag(invocation, 'force')) await confirm(record, sessions.count(), context);
  const quiet = booleanFlag(invocation, 'quiet');
  const removal = await removeAll(record, sessions, { context, quiet });
  if (!quiet) context.stderr.write(describe(record, removal));
  return 0;
}

interface Sessions {
  count(): number;
  /** How many were removed. */
  remove(): number;
}

function findSessions(context: Context, owner: KeyOwner): Sessions {
  const cache = createSessionCache({ ...context, folder: context.folders.cache });
  const isChosen = choosesSessionsOfKey(owner);
  return {
    count: () => cache.listSessions().filter(isChosen).length,
    remove: () => cache.removeSessions(isChosen),
  };
}

interface Removal {
  readonly sessionCount: number;
  /** False when the vault had lost the key before. */
  readonly hadKey: boolean;
}

/**
 * Sessions go first: killed in between, there is still a key to call `remove` for. And again
 * after the key: another awsx may have made one while the vault was being unlocked.
 */
async function removeAll(
  record: BaseCredentialRecord,
  sessions: Sessions,
  { context, quiet }: { readonly context: Context; readonly quiet: boolean },
): Promise<Removal> {
  const before = sessions.remove();
  const vault = await openVault(context, { quiet });
  const hadKey = await vault.removeBaseCredential(record);
  return { hadKey, sessionCount: before + sessions.remove() };
}

async function confirm(
  { profile, accessKeyId }: BaseCredentialRecord,
  sessionCount: number,
  context: Context,
): Promise<void> {
  const what = `the key ${printable(accessKeyId)} of profile "${printable(profile)}"`;
  const questions = await context.openQuestions();
  const prompt = `This removes ${what}${andSessions(sessionCount)}.`;
  await questions.confirmName(prompt, profile).catch((error: unknown) => {
    throw explainUnconfirmed(error, what);
  });
}

function explainUnconfirmed(error: unknown, what: string): unknown {
  if (!isAwsxError(error)) return error;
  if (error.code === 'cancelled') {
    return new AwsxError('cancelled', `nothing was removed: ${what} stays`);
  }
  if (error.code !== 'input_required') return error;
  const hint = 'add --force to remove it without a question';
  return new AwsxError(error.code, error.message, { hint, cause: error });
}

function explainMissing(owner: KeyOwner): AwsxError {
  const { profile, config } = owner;
  if (!config.profiles.has(profile)) return profileNotFound(config, profile);
  const chain = tryToResolveChain(profile, owner);
  const source = chain && keyOwnerOf(chain);
  return new AwsxError(
    'credential_not_found',
    `the vault has no base credential of profile "${printable(profile)}"`,
    {
      hint:
        source === undefined
          ? 'run awsx list to see which profiles have one'
          : `it uses that of profile "${printable(source)}": awsx remove ${shellWord(source)}`,
    },
  );
}

function describe(
  { profile, accessKeyId }: BaseCredentialRecord,
  { sessionCount, hadKey }: Removal,
): string {
  const id = printable(accessKeyId);
  const what = hadKey ? `the key ${id}` : `what was left of the key ${id}`;
  return [
    `awsx: removed ${what} of profile "${printable(profile)}"${andSessions(sessionCount)}`,
    'awsx: credentials that were handed out before stay valid until they expire',
    `awsx: hint: IAM still has the key: aws iam delete-access-key --access-key-id ${shellWord(accessKeyId)}`,
    '',
  ].join('\n');
}

function andSessions(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' and 1 session' : ` and ${count} sessions`;
}
