import type { Form } from '../form.ts';
import { accountNotFound, invalidRequest, requireParameter } from './portal-errors.ts';
import type { PortalCall } from './portal-operation.ts';

const DEFAULT_PAGE_SIZE = 20;
const MAX_PAGE_SIZE = 100;

/** https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccounts.html */
export function listAccounts({ world, parameters }: PortalCall): object {
  const accounts = [...world.state.portal.accounts.values()].map(
    ({ accountId, accountName, emailAddress }) => ({ accountId, accountName, emailAddress }),
  );
  const { items, nextToken } = takePage(parameters, accounts);
  return { accountList: items, nextToken };
}

/** https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccountRoles.html */
export function listAccountRoles({ world, parameters }: PortalCall): object {
  const accountId = requireParameter(parameters, 'account_id');
  const account = world.state.portal.accounts.get(accountId);
  if (account === undefined) throw accountNotFound();
  const roles = [...account.roles.keys()].map((roleName) => ({ roleName, accountId }));
  const { items, nextToken } = takePage(parameters, roles);
  return { roleList: items, nextToken };
}

interface Page<Item> {
  readonly items: readonly Item[];
  /** Null on the last page, as AWS answers. */
  readonly nextToken: string | null;
}

/** The token is the index of the next item in base64. Throws InvalidRequestException. */
function takePage<Item>(parameters: Form, all: readonly Item[]): Page<Item> {
  const start = readStart(parameters.get('next_token'), all.length);
  const end = start + readSize(parameters.get('max_result'));
  const nextToken = end < all.length ? Buffer.from(String(end)).toString('base64') : null;
  return { items: all.slice(start, end), nextToken };
}

function readStart(token: string | undefined, count: number): number {
  if (token === undefined) return 0;
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!/^[0-9]{1,6}$/.test(text) || Number(text) > count) {
    throw invalidRequest('Invalid pagination token');
  }
  return Number(text);
}

function readSize(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PAGE_SIZE;
  const size = /^[0-9]{1,6}$/.test(text) ? Number(text) : 0;
  if (size >= 1 && size <= MAX_PAGE_SIZE) return size;
  throw invalidRequest(
    `ResultSize parameter must be within the valid limits of: 1-${MAX_PAGE_SIZE}`,
  );
}
