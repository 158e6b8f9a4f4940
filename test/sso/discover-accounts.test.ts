import { expect, test } from 'vitest';
import { AwsxError } from '../../src/errors.ts';
import type { ProgressCount } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { discoverAccounts } from '../../src/sso/discover-accounts.ts';
import type { SsoPortal } from '../../src/sso/services.ts';

const endpoint = { url: 'http://127.0.0.1:1', signingRegion: 'us-east-1' };
const target = { endpoint, accessToken: new Secret('canary-token') };

const accountId = (index: number) => String(index).padStart(12, '0');

interface FakePortal extends Pick<SsoPortal, 'listAccounts' | 'listAccountRoles'> {
  /** The most calls that were under way together. */
  readonly mostAtOnce: () => number;
}

/** Pages of two accounts and of one role; `refuse` fails the call that it answers for. */
function createPortal(
  accounts: readonly string[],
  roles: readonly string[],
  refuse: (accountId: string, call: number) => unknown = () => undefined,
): FakePortal {
  let atOnce = 0;
  let mostAtOnce = 0;
  let calls = 0;
  return {
    mostAtOnce: () => mostAtOnce,
    listAccounts: async (_, nextToken = '0') => {
      const end = Number(nextToken) + 2;
      const page = accounts.slice(Number(nextToken), end);
      return {
        accounts: page.map((id) => ({ accountId: id, accountName: `Name of ${id}` })),
        ...(end < accounts.length && { nextToken: String(end) }),
      };
    },
    listAccountRoles: async (_, id, nextToken = '0') => {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
      calls += 1;
      const error = refuse(id, calls);
      if (error !== undefined) throw error;
      const next = Number(nextToken) + 1;
      return {
        roleNames: roles.slice(Number(nextToken), next),
        ...(next < roles.length && { nextToken: String(next) }),
      };
    },
  };
}

function discover(portal: FakePortal) {
  const shown: (ProgressCount | undefined)[] = [];
  const progress = { update: (_: string, count?: ProgressCount) => void shown.push(count) };
  const clock = { sleep: async () => {} };
  const result = discoverAccounts({ portal, target, clock, progress, random: () => 0 });
  return { result, shown };
}

test('finds every account and every role, sorted, over all pages', async () => {
  const ids = [3, 1, 2].map(accountId);
  const { result } = discover(createPortal(ids, ['b', 'a', 'b']));
  expect(await result).toEqual(
    [1, 2, 3].map((index) => ({
      accountId: accountId(index),
      accountName: `Name of ${accountId(index)}`,
      roleNames: ['a', 'b'],
    })),
  );
});

test('asks for a few accounts at a time and tells how far it is', async () => {
  const portal = createPortal(
    Array.from({ length: 40 }, (_, index) => accountId(index)),
    ['a'],
  );
  const { result, shown } = discover(portal);
  expect(await result).toHaveLength(40);
  expect(portal.mostAtOnce()).toBe(8);
  expect(shown[0]).toEqual({ done: 0, total: 40 });
  expect(shown.at(-1)).toEqual({ done: 40, total: 40 });
});

test('comes back to what AWS throttles', async () => {
  const throttled = new AwsxError('aws_throttled', 'too many');
  const refuse = (_: string, call: number) => (call % 3 === 0 ? throttled : undefined);
  const ids = Array.from({ length: 50 }, (_, index) => accountId(index));
  const { result } = discover(createPortal(ids, ['a', 'b'], refuse));
  expect((await result).map(({ roleNames }) => roleNames)).toEqual(ids.map(() => ['a', 'b']));
});

test('one account that fails is a failure that names it, and ends the others', async () => {
  const ids = Array.from({ length: 100 }, (_, index) => accountId(index));
  let calls = 0;
  const refuse = (id: string) => {
    calls += 1;
    const hint = 'try later';
    return id === accountId(5) ? new AwsxError('aws_refused', 'broken', { hint }) : undefined;
  };
  const { result } = discover(createPortal(ids, ['a'], refuse));
  await expect(result).rejects.toMatchObject({
    code: 'aws_refused',
    message: `cannot list the roles in account ${accountId(5)} (Name of ${accountId(5)}): broken`,
    hint: 'try later',
  });
  expect(calls).toBeLessThan(20);
});

test('a rejected token is no fault of an account', async () => {
  const rejected = new AwsxError('sso_token_rejected', 'rejected');
  const { result } = discover(createPortal([accountId(1)], ['a'], () => rejected));
  await expect(result).rejects.toBe(rejected);
});

test.each([
  ['an account', ['12345'], ['a'], 'an account whose id is "12345"'],
  ['an account', ['__proto__'], ['a'], 'an account whose id is "__proto__"'],
  ['a role', [accountId(1)], ['a]\n[profile b'], 'a role whose name is "a]\\x0a[profile b"'],
  ['a role', [accountId(1)], [''], 'a role whose name is ""'],
])('refuses what can be no %s', async (_, ids, roles, what) => {
  const { result } = discover(createPortal(ids, roles));
  await expect(result).rejects.toMatchObject({ code: 'aws_answer_invalid' });
  await expect(result).rejects.toThrow(what);
});

test('does not go round in circles', async () => {
  const portal = {
    ...createPortal([accountId(1)], ['a']),
    listAccountRoles: async () => ({ roleNames: ['a'], nextToken: 'again' }),
  };
  await expect(discover(portal).result).rejects.toThrow('names the same page again');
});

test('nothing assigned is nothing found', async () => {
  expect(await discover(createPortal([], ['a'])).result).toEqual([]);
});
