import { expect, test } from 'vitest';
import { parseDocument } from '../../profiles/document.ts';
import { mergeFiles } from '../../profiles/merge-files.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { createRows, type RowSituation } from '../../src/picker/create-rows.ts';
import type { PickerRow } from '../../src/picker/types.ts';

const now = new Date('2026-11-23T12:00:00Z');
const role = 'role_arn = arn:aws:iam::222222222222:role/team/Admin';

function parseConfig(text: string): SharedConfig {
  const file = '/home/jo/.aws/config';
  return {
    ...mergeFiles([parseDocument(text, file, 'config')]),
    configFile: file,
    credentialsFile: '/home/jo/.aws/credentials',
    files: [file],
    filesOthersMayWrite: [],
  };
}

function rowsOf(text: string, situation: Partial<RowSituation> = {}): readonly PickerRow[] {
  return createRows({
    config: parseConfig(text),
    index: { baseCredentials: [] },
    sessions: [],
    now,
    recentUse: { frecency: new Map(), pins: new Set() },
    ...situation,
  });
}

const stored = (...profiles: readonly string[]): Partial<RowSituation> => ({
  index: {
    baseCredentials: profiles.map((profile) => ({ profile, accessKeyId: 'A', backend: 'file' })),
  },
});

const lastRow = (text: string, situation?: Partial<RowSituation>): PickerRow | undefined =>
  rowsOf(text, situation).at(-1);

test('a role and the key that it is assumed with', () => {
  const config = `[profile base]\nmfa_serial = arn:aws:iam::111111111111:mfa/jo
[profile admin]\n${role}\nsource_profile = base\nregion = eu-west-1\nawsx_account_name = Acme`;
  const recentUse = { frecency: new Map([['admin', 2]]), pins: new Set(['base']) };
  expect(rowsOf(config, { ...stored('base', 'other'), recentUse })).toEqual([
    {
      name: 'base',
      kind: 'base-credential',
      accountId: '111111111111',
      source: 'base',
      needsMfa: true,
      isPinned: true,
      frecency: 0,
    },
    {
      name: 'admin',
      kind: 'role',
      accountId: '222222222222',
      accountName: 'Acme',
      roleArn: 'arn:aws:iam::222222222222:role/team/Admin',
      roleName: 'Admin',
      region: 'eu-west-1',
      source: 'base',
      needsMfa: false,
      isPinned: false,
      frecency: 2,
    },
    {
      name: 'other',
      kind: 'base-credential',
      source: 'other',
      needsMfa: false,
      isPinned: false,
      frecency: 0,
    },
  ]);
});

test('a role of IAM Identity Center', () => {
  const config = `[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1
[profile lake]\nsso_session = acme\nsso_account_id = 333333333333\nsso_role_name = ReadOnly\nsso_account_name = Data Lake`;
  expect(lastRow(config)).toMatchObject({
    kind: 'sso',
    accountId: '333333333333',
    accountName: 'Data Lake',
    roleName: 'ReadOnly',
    source: 'acme',
    needsMfa: false,
  });
});

const keys = 'aws_access_key_id = A\naws_secret_access_key = S';
const device = 'mfa_serial = arn:aws:iam::111111111111:mfa/jo';

test.each([
  ['a key with a device', `[profile a]\n${keys}\n${device}`, true],
  ['a key without one', `[profile a]\n${keys}`, false],
  ['temporary keys', `[profile a]\n${keys}\naws_session_token = T\n${device}`, false],
  [
    'a role that its own key is used for',
    `[profile a]\n${keys}\n${role}\nsource_profile = a\n${device}`,
    true,
  ],
  [
    'a role without the device of its key',
    `[profile b]\n${keys}\n${device}\n[profile a]\n${role}\nsource_profile = b`,
    false,
  ],
  [
    'a role with a device',
    `[profile b]\n${keys}\n[profile a]\n${role}\nsource_profile = b\n${device}`,
    true,
  ],
  [
    'a role behind a role with a device',
    `[profile c]\n${keys}\n[profile b]\n${role}\nsource_profile = c\n${device}\n[profile a]\n${role}\nsource_profile = b`,
    true,
  ],
  [
    'an alias of a key with a device',
    `[profile b]\n${keys}\n${device}\n[profile a]\nsource_profile = b`,
    true,
  ],
  [
    'an alias that adds the device',
    `[profile b]\n${keys}\n[profile a]\nsource_profile = b\n${device}`,
    true,
  ],
  ['a process', `[profile a]\ncredential_process = x\n${device}`, false],
])('%s', (_, config, needsMfa) => {
  expect(lastRow(config)?.needsMfa).toBe(needsMfa);
});

test('an alias has account and role of what it stands for', () => {
  const config = `[profile c]\n${keys}\n[profile b]\n${role}\nsource_profile = c\n[profile a]\nsource_profile = b`;
  expect(lastRow(config)).toMatchObject({
    kind: 'alias',
    accountId: '222222222222',
    roleName: 'Admin',
    source: 'c',
  });
});

test('a role has no account but its own', () => {
  const config = `[profile b]\n${keys}\n${device}\n[profile a]\nrole_arn = odd\nsource_profile = b`;
  expect(lastRow(config)).toMatchObject({ roleArn: 'odd', roleName: 'odd' });
  expect(lastRow(config)?.accountId).toBeUndefined();
});

test.each([
  ['awsx_account_name = Acme\nawsx_account_alias = acme-1', 'Acme (acme-1)'],
  ['awsx_account_alias = acme-1\nsso_account_name = Acme', 'Acme (acme-1)'],
  ['awsx_account_name = A\nsso_account_name = B', 'A'],
  ['awsx_account_alias = acme-1', 'acme-1'],
  ['', undefined],
])('%j names the account %j', (lines, accountName) => {
  expect(lastRow(`[profile a]\n${keys}\n${lines}`)?.accountName).toBe(accountName);
});

test.each([
  ['awsx_account_name = Own', 'Own'],
  ['region = x', 'Remembered'],
])('a profile with %j in an account that is known is in the account %j', (line, accountName) => {
  const accountNames = new Map([
    ['222222222222', 'Remembered'],
    ['', 'Nothing'],
  ]);
  const [admin, base] = rowsOf(`[profile a]\n${role}\nsource_profile = b\n${line}\n[profile b]`, {
    ...stored('b'),
    accountNames,
  });
  expect(admin?.accountName).toBe(accountName);
  expect(base?.accountName).toBeUndefined();
});

test.each([
  ['prod', '', { color: 'red', guard: 'production' }],
  ['prod', 'awsx_color = green', { color: 'green', guard: undefined }],
  ['a', 'awsx_color = RED', { color: 'red', guard: 'production' }],
  ['a', 'awsx_account_name = Acme Prod', { color: 'red', guard: 'production' }],
  ['a', 'awsx_color = cyan', { color: 'cyan', guard: undefined }],
  ['a', '', { color: undefined, guard: undefined }],
])('profile %s with %j is %j', (name, lines, expected) => {
  expect(lastRow(`[profile ${name}]\n${keys}\n${lines}`)).toMatchObject(expected);
});

test.each([
  [
    'source_profile = gone',
    'profile "gone" does not exist: it is the source_profile of "prod" (/home/jo/.aws/config:2)',
  ],
  [
    'source_profile = b\n[profile b]\nsource_profile = c\n[profile c]\nsource_profile = b',
    'leads back to itself',
  ],
  ['', 'did not contain credential information'],
  ['awsx_color = pink', ':2, in profile "prod": "pink" is none of red, yellow'],
  ['awsx_colour = red', 'a key that awsx does not know: awsx_colour at /home/jo/.aws/config:2'],
])('a profile with %j says why it cannot be used', (lines, problem) => {
  const [row] = rowsOf(`[profile prod]\n${lines}`);
  expect(row).toMatchObject({
    name: 'prod',
    kind: 'unusable',
    source: 'prod',
    guard: 'production',
  });
  expect(row?.problem).toContain(problem);
});

test('a chain may be as long as the file, and end badly', () => {
  const links = Array.from(
    { length: 20_000 },
    (_, index) => `[profile p${index}]\nsource_profile = p${index + 1}\n`,
  );
  const rows = rowsOf(links.join(''));
  expect(rows).toHaveLength(20_000);
  const expected =
    'profile "p20000" does not exist: it is the source_profile of "p19999" (/home/jo/.aws/config:40000)';
  expect(rows.every(({ problem }) => problem === expected)).toBe(true);
});

test('the session that lasts longest counts, if it lives', () => {
  const session = (profile: string, seconds: number) => ({
    fingerprint: String(seconds),
    header: { kind: 'assume-role', profile, expiration: new Date(now.getTime() + seconds * 1000) },
  });
  const sessions = [session('a', 60), session('a', 3600), session('a', 600), session('b', 0)];
  const [a, b] = rowsOf(`[profile a]\n${keys}\n[profile b]\n${keys}`, { sessions });
  expect(a?.session?.expiration).toEqual(new Date('2026-11-23T13:00:00Z'));
  expect(b?.session).toBeUndefined();
});

test('a configuration with errors has no rows', () => {
  expect(() => rowsOf('[profile a\n')).toThrow(/config:1/);
});
