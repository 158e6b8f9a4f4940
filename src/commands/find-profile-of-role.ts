import { listRoleProfiles, type RoleProfile } from '../../profiles/role-profiles.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';

/** How many roles a hint names. */
const NAMED_ROLES = 5;

/**
 * The profile that `ACCOUNT:ROLE` stands for: the one whose role it is. ACCOUNT is a number or, when
 * the files tell it, an account's alias or name; ROLE may leave out the role's path. Undefined for
 * a word that names no account, which can only be a profile's name.
 *
 * @throws AwsxError `profile_not_found` when no profile has the role, `invalid_argument` when
 *   several have it
 */
export function findProfileOfRole(config: SharedConfig, word: string): string | undefined {
  const separator = word.indexOf(':');
  const [account, role] = [word.slice(0, separator), word.slice(separator + 1)];
  if (separator < 1 || role === '') return undefined;
  const roles = listRoleProfiles(config);
  const ofAccount = roles.filter((each) => isOfAccount(each, account));
  if (ofAccount.length === 0 && !/^\d{12}$/.test(account)) return undefined;
  const [found, ...others] = ofAccount.filter((each) => isNamed(each, role));
  if (found === undefined) {
    const sameName = roles.filter((each) => isNamed(each, role));
    throw notFound(word, ofAccount.length > 0 ? ofAccount : sameName);
  }
  if (others.length > 0) throw ambiguous(word, [found, ...others]);
  return found.name;
}

function isOfAccount({ accountId, accountNames }: RoleProfile, account: string): boolean {
  if (accountId === account) return true;
  return accountNames.some((name) => name.toLowerCase() === account.toLowerCase());
}

function isNamed({ roleName }: RoleProfile, role: string): boolean {
  return roleName === role || roleName.slice(roleName.lastIndexOf('/') + 1) === role;
}

function notFound(word: string, near: readonly RoleProfile[]): AwsxError {
  const known = near
    .slice(0, NAMED_ROLES)
    .map(({ name, accountId, roleName }) => printable(`${accountId}:${roleName} (${name})`));
  return new AwsxError('profile_not_found', `no profile has the role "${printable(word)}"`, {
    hint:
      known.length > 0
        ? `near it: ${known.join(', ')}`
        : 'awsx exec PROFILE --role-arn ACCOUNT:ROLE assumes a role that no profile has',
  });
}

function ambiguous(word: string, found: readonly RoleProfile[]): AwsxError {
  const names = found.map(({ name }) => printable(name)).join(', ');
  return new AwsxError(
    'invalid_argument',
    `${found.length} profiles have the role "${printable(word)}": ${names}`,
    { hint: 'name one of them' },
  );
}
