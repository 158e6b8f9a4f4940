import { expect, test } from 'vitest';
import { createRank } from '../../src/picker/rank.ts';
import type { PickerRow, RankedRow, SearchField } from '../../src/picker/types.ts';
import { pickerRow } from './picker-row.ts';

const named = (...names: readonly string[]): readonly PickerRow[] =>
  names.map((name) => pickerRow({ name }));

const namesOf = (ranked: readonly RankedRow[]): readonly string[] =>
  ranked.map(({ row }) => row.name);

test('without a query: pins, then what is used most, then the order of the files', () => {
  const rows = [
    pickerRow({ name: 'never' }),
    pickerRow({ name: 'seldom', frecency: 0.2 }),
    pickerRow({ name: 'pinned', isPinned: true }),
    pickerRow({ name: 'often', frecency: 9 }),
    pickerRow({ name: 'pinned and used', isPinned: true, frecency: 1 }),
    pickerRow({ name: 'another' }),
  ];
  const order = ['pinned and used', 'pinned', 'often', 'seldom', 'never', 'another'];
  const rank = createRank(rows);
  expect(namesOf(rank(''))).toEqual(order);
  expect(namesOf(rank(' \t\u3000'))).toEqual(order);
  expect(rank('')[0]?.matches).toEqual({});
});

test.each([
  ['exact, beginning, word', 'prod', ['prod', 'prod-admin', 'data-prod']],
  ['word, initials, abbreviation', 'adm', ['x-adm-y', 'a-data-mart', 'audiodome']],
  ['abbreviation, within a word, scattered', 'ops', ['operations', 'devops', 'xo-p-s']],
  ['a word of its own, beginning of a word', 'dev', ['dev-x-team', 'devops-team']],
  ['a later word, beginning of the first', 'dev', ['search-dev-admin', 'devops']],
  ['behind a separator, within a compound', 'admin', ['x-admin-y', 'DatabaseAdmin']],
  ['shorter first', 'pay', ['pay-dev', 'pay-dev-extra']],
  ['words as they were typed', 'prod admin', ['prod-admin', 'admin-prod']],
  ['all words', 'eu prod', ['prod-eu']],
  ['any case', 'PrOd', ['prod', 'PROD-b']],
  ['CJK', '管理', ['本番-管理者']],
])('%s: "%s" finds %j', (_, query, expected) => {
  const rows = named('nothing', ...expected.toReversed(), 'zzz');
  expect(namesOf(createRank(rows)(query))).toEqual(expected);
});

test('separators stand for each other', () => {
  const rows = named('a-b', 'a.b', 'a/b', 'a_b', 'ab', 'a:b');
  expect(namesOf(createRank(rows)('a_b'))).toEqual(['a-b', 'a.b', 'a/b', 'a_b']);
});

test('among rows that match alike, those that are used or pinned come first', () => {
  const rows = [
    pickerRow({ name: 'prod-a' }),
    pickerRow({ name: 'prod-b', frecency: 3 }),
    pickerRow({ name: 'prod-c', isPinned: true }),
    pickerRow({ name: 'prod', problem: 'no key' }),
    pickerRow({ name: 'my-prod', frecency: 500 }),
  ];
  expect(namesOf(createRank(rows)('prod'))).toEqual([
    'prod',
    'prod-b',
    'prod-c',
    'prod-a',
    'my-prod',
  ]);
});

const row = pickerRow({
  name: 'prod-admin',
  accountName: 'Acme Production',
  accountId: '123456789012',
  roleName: 'PowerUser',
  roleArn: 'arn:aws:iam::123456789012:role/team/PowerUser',
  region: 'eu-west-1',
  source: 'acme-sso',
});

test.each<[string, Partial<Record<SearchField, string>>]>([
  ['prod', { name: 'prod' }],
  ['pa', { name: 'pa' }],
  ['acme', { accountName: 'Acme' }],
  ['7890', { accountId: '7890' }],
  ['power', { roleName: 'Power' }],
  ['pu', { roleName: 'PU' }],
  ['euw1', { region: 'euw1' }],
  ['sso', { source: 'sso' }],
  ['team/', { roleArn: 'team/' }],
  ['arn:aws', { roleArn: 'arn:aws' }],
  ['prod power 345', { name: 'prod', roleName: 'Power', accountId: '345' }],
  ['prod adm', { name: 'prodadm' }],
])('"%s" matches at %j', (query, expected) => {
  const [found] = createRank([row])(query);
  expect(found?.row).toBe(row);
  const letters = Object.entries(found?.matches ?? {}).map(([field, indexes]) => [
    field,
    indexes.map((index) => (row[field as SearchField] ?? '').charAt(index)).join(''),
  ]);
  expect(Object.fromEntries(letters)).toEqual(expected);
});

test.each([
  ['132', 'digits of an account id are found only as they stand'],
  ['iam', 'not what every ARN has'],
  ['role', 'nor this'],
  ['prod nothing', 'every word must match'],
  ['a'.repeat(300), 'more than a name can have'],
])('"%s" is not found: %s', (query) => {
  expect(createRank([row])(query)).toEqual([]);
});

test.each([
  ['pa', 'prod-app-admin', [0, 5]],
  ['prodad', 'prod-data-admin', [0, 1, 2, 3, 10, 11]],
  ['daad', 'data-admin', [0, 1, 5, 6]],
  ['abc', 'ab-abc-c', [3, 4, 5]],
  ['aab', 'a-ab-b', [0, 2, 3]],
  ['stg', 'postgres-staging', [9, 10, 12]],
  ['xd', 'axbxcd', [3, 5]],
])('of several ways "%s" matches "%s" at %j', (query, name, indexes) => {
  expect(createRank(named(name))(query)[0]?.matches).toEqual({ name: indexes });
});

test.each(['awS', 'aWs', 'aws', 'AWSAws', 'aws-AWSAdmin', '-aws'])(
  '%s is a name like any',
  (name) => {
    expect(createRank(named(name))('s')).toHaveLength(1);
  },
);

test('indexes are of the original text', () => {
  const rows = named('de\u0301veloppement', 'ﬁnance', '👩‍💻-É', 'ＰＲＯＤ');
  const rank = createRank(rows);
  expect(rank('dev')[0]?.matches).toEqual({ name: [0, 1, 2, 3] });
  expect(rank('fin')[0]?.matches).toEqual({ name: [0, 1] });
  expect(rank('e').at(-1)?.matches.name).toBeDefined();
  expect(rank('👩')[0]?.matches).toEqual({ name: [0, 1] });
  expect(rank('prod')[0]?.matches).toEqual({ name: [0, 1, 2, 3] });
});

test('what is typed on, taken back and typed anew finds the same', () => {
  const rows = named('prod-admin', 'prod-readonly', 'dev-admin', 'arn:aws:x', 'padme');
  const rank = createRank(rows);
  const queries = ['p', 'pr', 'pro', 'p', 'pa', 'p a', 'pa', 'a', 'ar', 'arn', 'arn:', ''];
  for (const query of queries) {
    expect(namesOf(rank(query)), query).toEqual(namesOf(createRank(rows)(query)));
  }
});
