import { AwsxError, isAwsxError } from '../errors.ts';
import type { Clock, Progress } from '../ports.ts';
import { printable } from '../printable.ts';
import { withBackOff } from './back-off.ts';
import { runBounded } from './run-bounded.ts';
import type { SsoPortal } from './services.ts';
import type { SsoAccount, SsoTarget } from './types.ts';

/** An account with the names of the roles that its user has there. */
export interface DiscoveredAccount {
  /** Twelve digits. */
  readonly accountId: string;
  /** As the administrator wrote it: any characters. */
  readonly accountName?: string;
  /** Sorted. */
  readonly roleNames: readonly string[];
}

export interface Discovery {
  readonly portal: Pick<SsoPortal, 'listAccounts' | 'listAccountRoles'>;
  readonly target: SsoTarget;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly progress: Pick<Progress, 'update'>;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** AWS allows some twenty calls a second: more at once would only be throttled more. */
const CALLS_AT_ONCE = 8;

/** What IAM allows in the names of roles, and Identity Center in those of permission sets. */
const ROLE_NAME = /^[\w+=,.@-]{1,64}$/;

/**
 * All accounts and roles that the portal shows its user, by account id. All or nothing: one account
 * whose roles AWS does not tell is a failure that names it.
 *
 * @throws AwsxError as the portal does, `aws_throttled` when it went on, and `aws_answer_invalid`
 *   for what can be no account and no role
 */
export async function discoverAccounts(
  discovery: Discovery,
): Promise<readonly DiscoveredAccount[]> {
  const { progress } = discovery;
  const accounts = await listAccounts(discovery);
  const count = { done: 0, total: accounts.length };
  const text = `asking for the roles in ${count.total} ${count.total === 1 ? 'account' : 'accounts'}`;
  progress.update(text, { ...count });
  return runBounded(accounts, CALLS_AT_ONCE, async (account, signal) => {
    const roleNames = await listRoles(discovery, account, signal);
    count.done += 1;
    progress.update(text, { ...count });
    return describe(account, roleNames);
  });
}

async function listAccounts(discovery: Discovery): Promise<readonly SsoAccount[]> {
  const { portal, target } = discovery;
  const call = createCaller(discovery, new AbortController().signal);
  const pages = await collectPages((token) => call(() => portal.listAccounts(target, token)));
  const all = pages.flatMap(({ accounts }) => accounts);
  const accounts = new Map(all.map((account) => [checkAccount(account), account]));
  return [...accounts.values()].sort((one, other) => compare(one.accountId, other.accountId));
}

async function listRoles(
  discovery: Discovery,
  account: SsoAccount,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { portal, target } = discovery;
  const { accountId } = account;
  const call = createCaller(discovery, signal);
  try {
    const pages = await collectPages((token) =>
      call(() => portal.listAccountRoles(target, accountId, token)),
    );
    const names = pages.flatMap(({ roleNames }) => roleNames);
    return [...new Set(names.map(checkRole))].sort(compare);
  } catch (error) {
    throw explainFailure(error, account);
  }
}

interface Page {
  readonly nextToken?: string;
}

/** Every page of a list. One that leads back to a former page would go on for ever. */
async function collectPages<P extends Page>(
  getPage: (nextToken: string | undefined) => Promise<P>,
): Promise<readonly P[]> {
  const pages: P[] = [];
  const seen = new Set<string>();
  let nextToken: string | undefined;
  do {
    const page = await getPage(nextToken);
    pages.push(page);
    ({ nextToken } = page);
    if (nextToken !== undefined && seen.has(nextToken)) throw invalid('the same page again');
    seen.add(nextToken ?? '');
  } while (nextToken !== undefined);
  return pages;
}

function createCaller({ clock, random }: Discovery, signal: AbortSignal) {
  return <Result>(call: () => Promise<Result>): Promise<Result> =>
    withBackOff(call, { clock, random, signal });
}

function describe(account: SsoAccount, roleNames: readonly string[]): DiscoveredAccount {
  const { accountId, accountName } = account;
  return accountName === undefined
    ? { accountId, roleNames }
    : { accountId, accountName, roleNames };
}

function checkAccount({ accountId }: SsoAccount): string {
  if (/^\d{12}$/.test(accountId)) return accountId;
  throw invalid(`an account whose id is "${printable(accountId)}"`);
}

function checkRole(roleName: string): string {
  if (ROLE_NAME.test(roleName)) return roleName;
  throw invalid(`a role whose name is "${printable(roleName)}"`);
}

function invalid(what: string): AwsxError {
  return new AwsxError('aws_answer_invalid', `IAM Identity Center names ${what}`, {
    hint: 'check the endpoint, and any proxy between here and AWS',
  });
}

/** Nothing is kept of what was found: a list that lacks accounts must not pass for a whole one. */
function explainFailure(error: unknown, { accountId, accountName }: SsoAccount): unknown {
  if (!isAwsxError(error) || error.code === 'sso_token_rejected') return error;
  const name = accountName === undefined ? '' : ` (${printable(accountName)})`;
  const message = `cannot list the roles in account ${accountId}${name}: ${error.message}`;
  const { hint } = error;
  return new AwsxError(error.code, message, {
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

/** By code units: the same order on every machine. */
function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
