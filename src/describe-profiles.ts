/** What `list` and the picker say of each profile. Pure. */
import { assertUsable } from '../profiles/profile-errors.ts';
import type { SharedConfig } from '../profiles/types.ts';
import type { ProfileKind } from './classify-step.ts';
import type { ListedSession } from './credentials/session-cache.ts';
import type { SessionHeader } from './credentials/session-cache-format.ts';
import type { BaseCredentialRecord } from './credentials/types.ts';
import { isAwsxError } from './errors.ts';
import { createFindWay, type FindWay } from './picker/credential-ways.ts';
import type { VaultIndex } from './vault/index-text.ts';

export interface DescribedProfile {
  readonly name: string;
  readonly kind: ProfileKind;
  /** The account that the settings tell; absent when they do not. */
  readonly accountId?: string;
  readonly baseCredential?: BaseCredentialRecord;
  /** Its own live session that lasts longest. */
  readonly session?: { readonly expiration: Date; readonly roleSessionName?: string };
  /** Why it is unusable. */
  readonly problem?: string;
}

export interface ProfileSituation {
  readonly config: SharedConfig;
  readonly index: VaultIndex;
  readonly sessions: readonly ListedSession[];
  readonly now: Date;
}

/**
 * Every profile of the files, in their order, then those that only the vault knows.
 *
 * @throws AwsxError `config_invalid` for a configuration with errors.
 */
export function describeProfiles(situation: ProfileSituation): readonly DescribedProfile[] {
  const { config, index } = situation;
  assertUsable(config);
  const records = new Map(index.baseCredentials.map((record) => [record.profile, record]));
  const sessions = findLongestSessions(situation);
  const findWay = createFindWay(config, (name) => records.has(name));
  return [...new Set([...config.profiles.keys(), ...records.keys()])].map((name) => {
    const baseCredential = records.get(name);
    const session = describeSession(sessions.get(name));
    return {
      name,
      ...classify(name, findWay),
      ...(baseCredential && { baseCredential }),
      ...(session && { session }),
    };
  });
}

type Classified = Pick<DescribedProfile, 'kind' | 'accountId' | 'problem'>;

/** With its whole chain. One profile that cannot be used must not hide the others. */
function classify(name: string, findWay: FindWay): Classified {
  try {
    const { kind, accountId } = findWay(name);
    return kind === 'alias' || accountId === undefined ? { kind } : { kind, accountId };
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return { kind: 'unusable', problem: error.message };
  }
}

/** Of each profile its own live session that lasts longest. */
export function findLongestSessions({
  sessions,
  now,
}: Pick<ProfileSituation, 'sessions' | 'now'>): ReadonlyMap<string, SessionHeader> {
  const longest = new Map<string, SessionHeader>();
  for (const { header } of sessions) {
    if (header.expiration <= now) continue;
    const known = longest.get(header.profile);
    if (known === undefined || known.expiration < header.expiration) {
      longest.set(header.profile, header);
    }
  }
  return longest;
}

function describeSession(header: SessionHeader | undefined): DescribedProfile['session'] {
  if (header === undefined) return undefined;
  const { expiration, roleSessionName } = header;
  return { expiration, ...(roleSessionName !== undefined && { roleSessionName }) };
}
