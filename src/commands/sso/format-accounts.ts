/** What `sso accounts` prints. Pure. */
import { printable } from '../../printable.ts';
import type { DiscoveredAccount } from '../../sso/discover-accounts.ts';
import { type Cell, displayWidth, formatTable } from '../../text-table.ts';

/** Names longer than this are cut on a terminal, before the roles have no room. */
const NAME_WIDTH = 40;
const LEAST_ROLES_WIDTH = 20;
const ID_WIDTH = 12;
const GAP = 2;

/**
 * The accounts as a table. On a terminal the roles of one go on in further lines; elsewhere each
 * account is one line, complete.
 */
export function formatAccounts(
  accounts: readonly DiscoveredAccount[],
  terminalWidth: number | undefined,
): string {
  const rolesWidth = terminalWidth && roomForRoles(accounts, terminalWidth);
  const columns = [
    { title: 'ACCOUNT', rank: 1 },
    { title: 'NAME', rank: 2, minimumWidth: 8 },
    { title: 'ROLES', rank: 3, minimumWidth: LEAST_ROLES_WIDTH },
  ];
  const rows = accounts.flatMap((account) => formatAccount(account, rolesWidth));
  return formatTable({ columns, rows, width: terminalWidth });
}

/** The stable shape of `sso accounts --json`: every field is there, null when AWS does not tell. */
export function accountsToJson(
  ssoSession: string,
  accounts: readonly DiscoveredAccount[],
): unknown {
  return {
    ssoSession,
    accounts: accounts.map(({ accountId, accountName, roleNames }) => ({
      accountId,
      accountName: accountName ?? null,
      roles: roleNames,
    })),
  };
}

function roomForRoles(accounts: readonly DiscoveredAccount[], terminalWidth: number): number {
  const widths = accounts.map(({ accountName = '' }) => displayWidth(printable(accountName)));
  const nameWidth = Math.min(Math.max(0, ...widths), NAME_WIDTH);
  return Math.max(terminalWidth - ID_WIDTH - GAP - nameWidth - GAP, LEAST_ROLES_WIDTH);
}

function formatAccount(
  { accountId, accountName, roleNames }: DiscoveredAccount,
  rolesWidth: number | undefined,
): readonly (readonly (Cell | undefined)[])[] {
  const name = accountName === undefined ? undefined : { text: printable(accountName) };
  const [first, ...further] = wrapRoles(roleNames, rolesWidth);
  const blank = { text: '' };
  return [
    [{ text: accountId }, name, first === undefined ? undefined : { text: first }],
    ...further.map((text) => [blank, blank, { text }]),
  ];
}

/** Role names with commas between, in lines of at most this width where one has room. */
function wrapRoles(roleNames: readonly string[], width = Number.POSITIVE_INFINITY): string[] {
  const lines: string[] = [];
  for (const [index, roleName] of roleNames.entries()) {
    const word = index === roleNames.length - 1 ? roleName : `${roleName},`;
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (index > 0 && longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
