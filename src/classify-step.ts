/** What one step of a chain tells of its profile. Pure. */
import type { ChainStep } from '../profiles/chain-step.ts';
import type { ChainSource } from '../profiles/chain-types.ts';
import { emptyProfile, type ResolvedProfile, resolveSection } from '../profiles/resolve-profile.ts';
import type { SharedConfig } from '../profiles/types.ts';

/** How a profile gets its credentials; `unusable` when it cannot. */
export type ProfileKind = ChainSource['kind'] | 'role' | 'alias' | 'unusable';

interface Classified {
  readonly kind: ProfileKind;
  readonly accountId?: string;
}

/** A profile of a usable configuration; an empty one for a name that only the vault knows. */
export function readProfile(config: SharedConfig, name: string): ResolvedProfile {
  const section = config.profiles.get(name);
  return section === undefined ? emptyProfile(name) : resolveSection(config, section);
}

/** How a profile gets its credentials, and for which account. */
export function classifyStep(profile: ResolvedProfile, { roleArn, next }: ChainStep): Classified {
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
