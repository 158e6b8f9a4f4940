/** What `list` says of each profile. Pure. */
import { decideStep } from '../../profiles/chain-step.ts';
import type { ChainSource } from '../../profiles/chain-types.ts';
import { assertUsable } from '../../profiles/profile-errors.ts';
import {
  emptyProfile,
  type ResolvedProfile,
  resolveProfile,
} from '../../profiles/resolve-profile.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import type { ListedSession } from '../credentials/session-cache.ts';
import type { BaseCredentialRecord } from '../credentials/types.ts';
import { isAwsxError } from '../errors.ts';
import { findRecord, type VaultIndex } from '../vault/index-text.ts';

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
  const stored = index.baseCredentials.map(({ profile }) => profile);
  const names = new Set([...config.profiles.keys(), ...stored]);
  return [...names].map((name) => describeProfile(name, situation));
}

function describeProfile(name: string, situation: ProfileSituation): DescribedProfile {
  const baseCredential = findRecord(situation.index, name);
  const session = findSession(name, situation);
  return {
    name,
    ...classify(name, situation.config, baseCredential !== undefined),
    ...(baseCredential && { baseCredential }),
    ...(session && { session }),
  };
}

type Classified = Pick<DescribedProfile, 'kind' | 'accountId' | 'problem'>;

/** One profile that cannot be used must not hide the others. */
function classify(name: string, config: SharedConfig, hasBaseCredential: boolean): Classified {
  try {
    const profile = config.profiles.has(name) ? resolveProfile(config, name) : emptyProfile(name);
    const step = decideStep({ config, profile, hasBaseCredential, isSelected: true });
    if (step.roleArn) return { kind: 'role', ...accountOf(step.roleArn.value) };
    if (step.next.kind === 'profile') return { kind: 'alias' };
    const { source } = step.next;
    return { kind: source.kind, ...accountOfSource(source, profile) };
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return { kind: 'unusable', problem: error.message };
  }
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

function findSession(
  name: string,
  { sessions, now }: ProfileSituation,
): DescribedProfile['session'] {
  const own = sessions
    .map(({ header }) => header)
    .filter(({ profile, expiration }) => profile === name && expiration > now)
    .sort((one, other) => other.expiration.getTime() - one.expiration.getTime());
  const [longest] = own;
  if (longest === undefined) return undefined;
  const { expiration, roleSessionName } = longest;
  return { expiration, ...(roleSessionName !== undefined && { roleSessionName }) };
}
