/** What `list` and the picker say of each profile. Pure. */
import { type ChainStep, decideStep } from '../profiles/chain-step.ts';
import type { ChainSource } from '../profiles/chain-types.ts';
import { assertUsable } from '../profiles/profile-errors.ts';
import { emptyProfile, type ResolvedProfile, resolveSection } from '../profiles/resolve-profile.ts';
import type { SharedConfig } from '../profiles/types.ts';
import type { ListedSession } from './credentials/session-cache.ts';
import type { SessionHeader } from './credentials/session-cache-format.ts';
import type { BaseCredentialRecord } from './credentials/types.ts';
import { isAwsxError } from './errors.ts';
import type { VaultIndex } from './vault/index-text.ts';

/** How a profile gets its credentials; `unusable` when it cannot. */
export type ProfileKind = ChainSource['kind'] | 'role' | 'alias' | 'unusable';

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
  return [...new Set([...config.profiles.keys(), ...records.keys()])].map((name) => {
    const baseCredential = records.get(name);
    const session = describeSession(sessions.get(name));
    return {
      name,
      ...classify(name, config, baseCredential !== undefined),
      ...(baseCredential && { baseCredential }),
      ...(session && { session }),
    };
  });
}

type Classified = Pick<DescribedProfile, 'kind' | 'accountId' | 'problem'>;

/** One profile that cannot be used must not hide the others. */
function classify(name: string, config: SharedConfig, hasBaseCredential: boolean): Classified {
  try {
    const profile = readProfile(config, name);
    return classifyStep(
      profile,
      decideStep({ config, profile, hasBaseCredential, isSelected: true }),
    );
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return { kind: 'unusable', problem: error.message };
  }
}

/** A profile of a usable configuration; an empty one for a name that only the vault knows. */
export function readProfile(config: SharedConfig, name: string): ResolvedProfile {
  const section = config.profiles.get(name);
  return section === undefined ? emptyProfile(name) : resolveSection(config, section);
}

/** How a profile gets its credentials, and for which account. */
export function classifyStep(
  profile: ResolvedProfile,
  { roleArn, next }: ChainStep,
): Pick<DescribedProfile, 'kind' | 'accountId'> {
  if (roleArn) return { kind: 'role', ...accountOf(roleArn.value) };
  if (next.kind === 'profile') return { kind: 'alias' };
  return { kind: next.source.kind, ...accountOfSource(next.source, profile) };
}

function accountOfSource(
  source: ChainSource,
  { accountId, mfaSerial }: ResolvedProfile,
): Pick<Classified, 'accountId'> {
  if (source.kind === 'web-identity') return accountOf(source.roleArn.value);
  if (source.kind === 'sso') return source.accountId ? { accountId: source.accountId.value } : {};
  return accountId ? { accountId: accountId.value } : accountOf(mfaSerial?.value ?? '');
}

/** The fifth field of an ARN. */
function accountOf(arn: string): Pick<Classified, 'accountId'> {
  const accountId = arn.split(':')[4] ?? '';
  return /^\d{12}$/.test(accountId) ? { accountId } : {};
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
