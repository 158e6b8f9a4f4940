import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../profiles/document.ts';
import { mergeFiles } from '../../profiles/merge-files.ts';
import { readSectionBlocks } from '../../profiles/section-reader.ts';
import { account, populate } from './populating.ts';

const practice = account(0, 'Practice', 'Admin', 'ReadOnly');
const production = account(1, 'Practice Production', 'Admin');

const base = `[sso-session my]
sso_start_url = https://example.com/start
sso_region = eu-west-1
`;

function readProfiles(text: string): Record<string, Record<string, string>> {
  const { profiles } = mergeFiles([parseDocument(text, '/config', 'config')]);
  return Object.fromEntries(
    [...profiles.values()].map(({ name, properties }) => [
      name,
      Object.fromEntries([...properties.values()].map(({ key, value }) => [key, value])),
    ]),
  );
}

test('writes a profile for each role, below what is there', () => {
  const { text, plan } = populate(base, [practice, production], { region: 'eu-central-1' });
  expect(text.startsWith(base)).toBe(true);
  expect(text.slice(base.length)).toMatch(
    /^\n\[profile Practice-Admin\]\n# awsx sso populate my [0-9a-f]{16}\nsso_session = my\nsso_account_id = 000000000000\nsso_role_name = Admin\nawsx_account_name = Practice\nregion = eu-central-1\n\n\[profile Practice-ReadOnly\]\n/,
  );
  expect(readProfiles(text)['Practice-Production-Admin']).toEqual({
    sso_session: 'my',
    sso_account_id: '000000000001',
    sso_role_name: 'Admin',
    awsx_account_name: 'Practice Production',
    region: 'eu-central-1',
  });
  expect(plan).toMatchObject({
    added: ['Practice-Admin', 'Practice-ReadOnly', 'Practice-Production-Admin'],
    updated: [],
    unchanged: [],
  });
});

test('changes nothing the second time', () => {
  const first = populate(base, [practice, production]);
  const second = populate(first.text, [practice, production], { prunes: true });
  expect(second.text).toBe(first.text);
  expect(second.plan.changes).toEqual([]);
  expect(second.plan.unchanged).toHaveLength(3);
});

test.each(['\r\n', '\r', '\n'])('keeps to the line ending %j', (ending) => {
  const start = base.replaceAll('\n', ending);
  const { text } = populate(start, [practice]);
  expect(text.replaceAll(ending, '')).not.toMatch(/[\r\n]/);
  expect(populate(text, [practice]).plan.changes).toEqual([]);
});

test('finishes a last line that has no ending', () => {
  const { text } = populate('[default]\nregion = x', [practice]);
  expect(text).toMatch(/^\[default\]\nregion = x\n\n\[profile Practice-Admin\]\n/);
  expect(populate(text, [practice]).text).toBe(text);
});

test('brings a section of its own up to date in its place', () => {
  const first = `${populate(base, [practice]).text}\n[profile mine]\nregion = x\n`;
  const { text, plan } = populate(first, [practice], { region: 'eu-central-1' });
  expect(plan).toMatchObject({ added: [], updated: ['Practice-Admin', 'Practice-ReadOnly'] });
  expect(Object.keys(readProfiles(text))).toEqual(['Practice-Admin', 'Practice-ReadOnly', 'mine']);
  expect(populate(text, [practice]).text).toBe(first);
});

test('chooses roles', () => {
  const { plan } = populate(base, [practice, production], { roleNames: ['ReadOnly'] });
  expect(plan.added).toEqual(['Practice-ReadOnly']);
  expect(() => populate(base, [practice], { roleNames: ['Readonly'] })).toThrow(
    'no account has a role "Readonly"',
  );
});

describe('names', () => {
  test('that two accounts share carry the number of both', () => {
    const { plan } = populate(base, [account(1, 'Prod', 'Admin'), account(2, 'Prod', 'Admin')]);
    expect(plan.added).toEqual(['Prod-Admin-000000000001', 'Prod-Admin-000000000002']);
  });

  test('that two roles of an account share are counted', () => {
    const { plan } = populate(base, [account(1, 'Prod', 'a=b', 'a,b')]);
    expect(plan.added).toEqual(['Prod-a-b-000000000001', 'Prod-a-b-000000000001-2']);
  });

  test('that somebody else has are left to them', () => {
    const foreign = `${base}\n[profile Practice-Admin]\nregion = x\n`;
    const { plan, text } = populate(foreign, [practice], { takenNames: ['Practice-ReadOnly'] });
    expect(text.startsWith(foreign)).toBe(true);
    expect(plan.added).toEqual(['Practice-Admin-000000000000', 'Practice-ReadOnly-000000000000']);
    expect(populate(text, [practice], { takenNames: ['Practice-ReadOnly'] }).text).toBe(text);
  });

  test('never include the profile that is taken without a name', () => {
    const options = { template: '{account_name}', roleNames: ['Admin'] };
    const { plan } = populate(base, [account(1, 'default', 'Admin')], options);
    expect(plan.added).toEqual(['default-000000000001']);
  });

  test('of a profile that somebody wrote for the same role stay as they are', () => {
    const written = `${base}
[profile Practice-Admin]
sso_session = my
sso_account_id = 000000000000
sso_role_name = Admin
output = json
`;
    const { plan } = populate(written, [practice]);
    expect(plan).toMatchObject({ alreadyThere: ['Practice-Admin'], added: ['Practice-ReadOnly'] });
  });
});

describe('an account name in the file', () => {
  test.each([
    ['Practice', 'Practice'],
    ['a\n[profile default]\nregion = x', 'a [profile default] region = x'],
    ['\u001b]0;x\u0007y', ']0;x y'],
    ['$(id)', '$(id)'],
    ['__proto__', '__proto__'],
    ['Prod # 1', undefined],
    ['\u202e', undefined],
    [undefined, undefined],
  ])('%j is %j', (accountName, value) => {
    const { text, plan } = populate(base, [account(1, accountName, 'Admin')]);
    const profiles = readProfiles(text);
    expect(Object.keys(profiles)).toEqual(plan.added);
    expect(profiles[plan.added[0] ?? '']?.['awsx_account_name']).toBe(value);
    expect(populate(text, [account(1, accountName, 'Admin')]).plan.changes).toEqual([]);
  });
});

describe('prune', () => {
  const both = populate(base, [practice, production]).text;

  test('removes what is not wanted any more, and nothing else', () => {
    const own = `${both}\n[profile mine]\nsso_session = my\n`;
    const { text, plan } = populate(own, [practice], { prunes: true });
    expect(plan.removed).toEqual(['Practice-Production-Admin']);
    expect(text).toBe(`${populate(base, [practice]).text}\n[profile mine]\nsso_session = my\n`);
  });

  test('takes all away again', () => {
    expect(populate(both, [], { prunes: true }).text).toBe(base);
  });

  test('without it they stay and are named', () => {
    const { text, plan } = populate(both, [practice]);
    expect(text).toBe(both);
    expect(plan).toMatchObject({ stale: ['Practice-Production-Admin'], removed: [] });
  });

  test('leaves what belongs to another session', () => {
    const { text } = populate(both, [], { ssoSession: 'other', prunes: true });
    expect(text).toBe(both);
  });

  test.each([
    ['a changed value', (text: string) => text.replace('= Practice Production', '= Prod')],
    ['a further key', (text: string) => `${text}output = json\n`],
    [
      'a comment inside',
      (text: string) => text.replace('awsx_account_name = Practice P', '# x\n$&'),
    ],
    ['another name', (text: string) => text.replace('Practice-Production-Admin', 'prod')],
    ['a second section', (text: string) => `${text}\n[profile Practice-Production-Admin]\nx = y\n`],
  ])('keeps and names a section with %s', (_, edit) => {
    const changed = edit(both);
    expect(changed).not.toBe(both);
    const { text, plan } = populate(changed, [practice], { prunes: true });
    expect(text).toBe(changed);
    expect(plan.edited).toHaveLength(1);
    expect(plan.removed).toEqual([]);
  });

  test('keeps a comment behind a section', () => {
    const { text } = populate(`${both}# mine\n`, [], { prunes: true });
    expect(text).toBe(`${base}\n# mine\n`);
  });
});

const names = fc.oneof(
  fc.constantFrom('Prod', 'prod', 'default', 'a b', '__proto__', ']', '\n[x]', '$(x)', '# ;'),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const accounts = fc.uniqueArray(
  fc.record({
    accountId: fc.integer({ min: 0, max: 20 }).map((number) => String(number).padStart(12, '0')),
    accountName: names,
    roleNames: fc.uniqueArray(fc.constantFrom('Admin', 'a=b', 'a,b', 'ReadOnly'), { maxLength: 4 }),
  }),
  { selector: ({ accountId }) => accountId, maxLength: 6 },
);
const texts = fc.constantFrom(
  '',
  base,
  '[default]\nregion = x',
  '[profile Prod-Admin]\r\nregion = x\r\n',
  '\ufeff# a comment\n\n[profile a-b-Admin]\n\n\n',
);

test('whatever accounts are called: it is found again, nothing of others changes, twice is once', () => {
  fc.assert(
    fc.property(texts, accounts, fc.boolean(), (text, found, isLowerCase) => {
      const first = populate(text, found, { isLowerCase });
      expect(first.text.startsWith(text)).toBe(true);
      const document = parseDocument(first.text, '/config', 'config');
      const before = readSectionBlocks(parseDocument(text, '/config', 'config'));
      const after = readSectionBlocks(document);
      expect(after.diagnostics).toEqual(before.diagnostics);
      expect(after.blocks).toHaveLength(before.blocks.length + first.plan.added.length);
      const second = populate(first.text, found, { isLowerCase, prunes: true });
      expect(second.text).toBe(first.text);
      const pruned = populate(first.text, [], { prunes: true });
      expect(pruned.text.trimEnd()).toBe(text.trimEnd());
    }),
    { numRuns: 300 },
  );
});
