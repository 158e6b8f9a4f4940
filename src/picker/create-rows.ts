import { assertUsable } from '../../profiles/profile-errors.ts';
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { AccountNames } from '../account-names.ts';
import { findLongestSessions, type ProfileSituation } from '../describe-profiles.ts';
import { isAwsxError } from '../errors.ts';
import { type CredentialWay, createFindWay, type FindWay } from './credential-ways.ts';
import { isProduction } from './is-production.ts';
import type { RecentUse } from './recent-use.ts';
import type { PickerRow } from './types.ts';

export interface RowSituation extends ProfileSituation {
  readonly recentUse: RecentUse;
  /** For accounts whose names the profiles do not tell. */
  readonly accountNames?: AccountNames;
}

/**
 * The rows of the picker: every profile of the files, in their order, then those that only the
 * vault knows. A profile that cannot be used is a row with a `problem`.
 *
 * @throws AwsxError `config_invalid` for a configuration with errors
 */
export function createRows(situation: RowSituation): readonly PickerRow[] {
  const { config, index, recentUse, accountNames = new Map() } = situation;
  assertUsable(config);
  const stored = new Set(index.baseCredentials.map(({ profile }) => profile));
  const sessions = findLongestSessions(situation);
  const findWay = createFindWay(config, (name) => stored.has(name));
  const lookup = { findWay, accountNames };
  return [...new Set([...config.profiles.keys(), ...stored])].map((name) =>
    createRow(lookup, {
      name,
      session: sessions.get(name),
      isPinned: recentUse.pins.has(name),
      frecency: recentUse.frecency.get(name) ?? 0,
    }),
  );
}

/** What a row says that the configuration does not. */
type Standing = Pick<PickerRow, 'name' | 'session' | 'isPinned' | 'frecency'>;

interface Lookup {
  readonly findWay: FindWay;
  readonly accountNames: AccountNames;
}

/** One profile that cannot be used must not hide the others. */
function createRow(lookup: Lookup, standing: Standing): PickerRow {
  const { name } = standing;
  try {
    return describeWay(lookup, standing);
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    const described = { kind: 'unusable', source: name, needsMfa: false } as const;
    return { ...standing, ...described, ...guardOf([name]), problem: error.message };
  }
}

/** Field by field: spreading objects would take most of the time among thousands of profiles. */
function describeWay({ findWay, accountNames }: Lookup, standing: Standing): PickerRow {
  const { name } = standing;
  const way = findWay(name);
  const { profile } = way;
  const knownName = way.accountId === undefined ? undefined : accountNames.get(way.accountId);
  const accountName = accountNameOf(profile) ?? knownName;
  const roleName = roleNameOf(way);
  const { color, guard } = guardOf([name, accountName, roleName], profile);
  return {
    name,
    kind: way.kind,
    accountId: way.accountId,
    accountName,
    roleArn: way.roleArn,
    roleName,
    region: profile.region?.value,
    source: sourceOf(way),
    needsMfa: needsMfa(way),
    session: standing.session,
    color,
    guard,
    isPinned: standing.isPinned,
    frecency: standing.frecency,
  };
}

function accountNameOf(profile: ResolvedProfile): string | undefined {
  const name = (profile.accountName ?? profile.ssoAccountName)?.value;
  const alias = profile.accountAlias?.value;
  return name !== undefined && alias !== undefined ? `${name} (${alias})` : (name ?? alias);
}

function roleNameOf({ roleArn, source }: CredentialWay): string | undefined {
  if (roleArn !== undefined) return roleArn.slice(roleArn.lastIndexOf('/') + 1);
  return source.kind === 'sso' ? source.roleName?.value : undefined;
}

function sourceOf({ source }: CredentialWay): string {
  if (source.kind === 'sso') return (source.ssoSession ?? source.startUrl).value;
  return source.kind === 'credential-source' ? source.source.value : source.profile.name;
}

/** A device of the source is used for a role only when the role has it, too. */
function needsMfa({ rolesNeedMfa, source, sourceHasDevice }: CredentialWay): boolean {
  if (rolesNeedMfa !== undefined) return rolesNeedMfa;
  const isLongLivedKey =
    source.kind === 'base-credential' ||
    (source.kind === 'static-keys' && source.sessionToken === undefined);
  return isLongLivedKey && sourceHasDevice;
}

/** What `awsx_color` says; without it production is red. The word says it without the colour. */
function guardOf(
  names: readonly (string | undefined)[],
  profile?: ResolvedProfile,
): Pick<PickerRow, 'color' | 'guard'> {
  const named = names.some((name) => name !== undefined && isProduction(name));
  const color = profile?.color?.value ?? (named ? 'red' : undefined);
  if (color === undefined) return {};
  return color === 'red' ? { color, guard: 'production' } : { color };
}
