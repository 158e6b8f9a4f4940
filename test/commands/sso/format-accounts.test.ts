import { expect, test } from 'vitest';
import { accountsToJson, formatAccounts } from '../../../src/commands/sso/format-accounts.ts';

const accounts = [
  {
    accountId: '000000000000',
    accountName: 'Practice \u001b[2J',
    roleNames: ['AdministratorAccess', 'PowerUserAccess', 'ReadOnlyAccess'],
  },
  { accountId: '000000000001', roleNames: ['ReadOnlyAccess'] },
  { accountId: '000000000002', accountName: 'Nothing assigned', roleNames: [] },
];

test('elsewhere than on a terminal each account is one line', () => {
  expect(formatAccounts(accounts, undefined)).toBe(
    `ACCOUNT       NAME              ROLES
000000000000  Practice \\x1b[2J  AdministratorAccess, PowerUserAccess, ReadOnlyAccess
000000000001  -                 ReadOnlyAccess
000000000002  Nothing assigned  -
`,
  );
});

test('on a terminal the roles go on below', () => {
  expect(formatAccounts(accounts, 70)).toBe(
    `ACCOUNT       NAME              ROLES
000000000000  Practice \\x1b[2J  AdministratorAccess, PowerUserAccess,
                                ReadOnlyAccess
000000000001  -                 ReadOnlyAccess
000000000002  Nothing assigned  -
`,
  );
});

test.each([200, 80, 60, 40, 20])('no line is wider than %i columns', (width) => {
  const lines = formatAccounts(accounts, width).trimEnd().split('\n');
  expect(lines.filter((line) => line.length > width)).toEqual([]);
});

test('as JSON every field is there', () => {
  expect(accountsToJson('my', accounts.slice(1))).toEqual({
    ssoSession: 'my',
    accounts: [
      { accountId: '000000000001', accountName: null, roles: ['ReadOnlyAccess'] },
      { accountId: '000000000002', accountName: 'Nothing assigned', roles: [] },
    ],
  });
});
