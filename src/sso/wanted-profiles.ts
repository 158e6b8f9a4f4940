import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { DiscoveredAccount } from './discover-accounts.ts';
import type { CreateName } from './profile-template.ts';

/** A role of an account, which one profile is to stand for. */
export interface AccountRole {
  readonly accountId: string;
  readonly accountName?: string;
  readonly roleName: string;
}

export interface WantedProfile extends AccountRole {
  /** Names it may have, best first; without end. */
  readonly names: () => Iterable<string>;
}

export interface Wish {
  readonly accounts: readonly DiscoveredAccount[];
  readonly ssoSession: string;
  /** Only these roles; all when empty. */
  readonly roleNames: readonly string[];
  readonly createName: CreateName;
}

/**
 * One profile for each role, in the order of the accounts. Where two would have one name, both get
 * the number of their account behind it: a name never comes to stand for another account because
 * one was added.
 *
 * @throws AwsxError `invalid_argument` for a role that no account has
 */
export function listWantedProfiles(wish: Wish): readonly WantedProfile[] {
  const roles = listRoles(wish);
  const named = roles.map((role) => ({ role, name: createName(role, wish) }));
  const counts = new Map<string, number>();
  for (const { name } of named) counts.set(name, (counts.get(name) ?? 0) + 1);
  const isAlone = ({ name }: { readonly name: string }) =>
    counts.get(name) === 1 && name !== 'default';
  return [...named.filter((each) => isAlone(each)), ...named.filter((each) => !isAlone(each))].map(
    (each) => ({
      ...each.role,
      names: () => listNames(each.name, { accountId: each.role.accountId, isAlone: isAlone(each) }),
    }),
  );
}

function listRoles({ accounts, roleNames }: Wish): readonly AccountRole[] {
  const known = new Set(accounts.flatMap((account) => account.roleNames));
  const unknown = roleNames.find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new AwsxError('invalid_argument', `no account has a role "${printable(unknown)}"`, {
      hint: 'awsx sso accounts lists them',
    });
  }
  return accounts.flatMap(({ roleNames: all, ...account }) =>
    all
      .filter((name) => roleNames.length === 0 || roleNames.includes(name))
      .map((roleName) => ({ ...account, roleName })),
  );
}

function createName(role: AccountRole, { createName: create, ssoSession }: Wish): string {
  return create({
    account_id: role.accountId,
    account_name: role.accountName ?? role.accountId,
    role_name: role.roleName,
    sso_session: ssoSession,
  });
}

function* listNames(
  name: string,
  { accountId, isAlone }: { readonly accountId: string; readonly isAlone: boolean },
): Generator<string, never> {
  if (isAlone) yield name;
  yield `${name}-${accountId}`;
  for (let number = 2; ; number += 1) yield `${name}-${accountId}-${number}`;
}
