import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Document, parseDocument } from '../../profiles/document.ts';
import { linkProfile } from '../../profiles/link-profile.ts';
import { LINKED_KEYS } from '../../profiles/linked-lines.ts';
import { mergeFiles } from '../../profiles/merge-files.ts';
import { applyChanges } from '../../profiles/text-changes.ts';
import { unlinkProfile } from '../../profiles/unlink-profile.ts';
import { arbitraryText } from './arbitrary-text.ts';

const command = '"/bin/node" "/opt/awsx.cjs" credential-process dev';
const commandOf = { name: 'dev', command };
const line = `credential_process = ${command}`;

function config(text: string): Document {
  return parseDocument(text, '/config', 'config');
}

function link(text: string): string {
  return applyChanges(config(text), linkProfile(config(text), commandOf)).text;
}

function unlink(text: string): string {
  return applyChanges(config(text), unlinkProfile(config(text), 'dev')).text;
}

const links = [
  [
    'a role',
    '[profile dev]\nrole_arn = r\nregion = x\nsource_profile = s\n[default]\n',
    `[profile dev]\n# awsx link\n${line}\nawsx_role_arn = r # awsx link\nregion = x\nawsx_source_profile = s # awsx link\n[default]\n`,
  ],
  [
    'spacing, case, comments and line endings',
    '[profile dev]\r\nRole_ARN\t=r  ; why\r\nmfa_serial=m \r\n# end\r\n',
    `[profile dev]\r\n# awsx link\r\n${line}\r\nawsx_Role_ARN\t=r  ; why # awsx link\r\nawsx_mfa_serial=m  # awsx link\r\n# end\r\n`,
  ],
  [
    'a nested block beside it',
    '[profile dev]\ns3 =\n  role_arn = no\nrole_arn = r',
    `[profile dev]\n# awsx link\n${line}\ns3 =\n  role_arn = no\nawsx_role_arn = r # awsx link`,
  ],
  [
    'a process of another program',
    '[profile dev]\ncredential_process = /opt/tool dev\n',
    `[profile dev]\n# awsx link\n${line}\nawsx_credential_process = /opt/tool dev # awsx link\n`,
  ],
  [
    'a blank setting, which stays',
    '[profile dev]\nexternal_id =\nrole_arn = r\n',
    `[profile dev]\n# awsx link\n${line}\nexternal_id =\nawsx_role_arn = r # awsx link\n`,
  ],
  [
    'a setting that is blank once',
    '[profile dev]\nrole_arn = r\n[profile dev]\nrole_arn =\n',
    `[profile dev]\n# awsx link\n${line}\nawsx_role_arn = r # awsx link\n[profile dev]\nrole_arn =\n`,
  ],
  ['a header alone', '[profile dev]', `[profile dev]\n# awsx link\n${line}`],
  [
    'a profile without a section',
    '[default]\na = 1\n',
    `[default]\na = 1\n\n[profile dev]\n# awsx link: added this section\n${line}\n`,
  ],
  [
    'a profile without a section, behind a last line without ending',
    '[default]\r\na = 1',
    `[default]\r\na = 1\r\n\r\n[profile dev]\r\n# awsx link: added this section\r\n${line}`,
  ],
  ['an empty file', '', `[profile dev]\n# awsx link: added this section\n${line}\n`],
  [
    'a key that stands there twice',
    '[profile dev]\nrole_arn = a\n[profile dev]\nrole_arn = b\n',
    `[profile dev]\n# awsx link\n${line}\nawsx_role_arn = a # awsx link\n[profile dev]\nawsx_role_arn = b # awsx link\n`,
  ],
] as const;

describe.each(links)('%s', (_, before, after) => {
  test('is linked', () => {
    expect(link(before)).toBe(after);
  });

  test('is not linked twice', () => {
    expect(linkProfile(config(after), commandOf)).toEqual([]);
  });

  test('is restored', () => {
    expect(unlink(after)).toBe(before);
  });
});

test('every key that an SDK may prefer is moved', () => {
  const keys = LINKED_KEYS.filter((key) => key !== 'credential_process');
  const before = `[profile dev]\n${keys.map((key) => `${key} = x\n`).join('')}`;
  const after = link(before);
  for (const key of keys) expect(after).toContain(`\nawsx_${key} = x # awsx link\n`);
  expect(unlink(after)).toBe(before);
});

test('a command that names another program is renewed', () => {
  const text = link('[profile dev]\nrole_arn = r\n');
  const moved = command.replace('/bin/node', '/new/node');
  const changes = linkProfile(config(text), { name: 'dev', command: moved });
  const renewed = applyChanges(config(text), changes).text;
  expect(renewed).toBe(text.replace('/bin/node', '/new/node'));
  expect(unlink(renewed)).toBe('[profile dev]\nrole_arn = r\n');
});

test('a command that somebody wrote by hand is a link, and is left to them', () => {
  const text = '[profile dev]\nregion = x\ncredential_process = awsx credential-process dev\n';
  expect(link(text)).toBe(text);
  expect(unlink(text)).toBe(text);
});

test('of a long file with every kind of line only the lines meant change', () => {
  const others = Array.from({ length: 350 }, (_, index) =>
    [`# profile ${index}`, `[profile p${index}] ; c`, 'role_arn = r', 's3 =', ' a = 1', ''].join(
      '\r\n',
    ),
  );
  const own = '\r\n[profile dev]\r\nrole_arn = r\r\n# why\r\nregion = x\r\n';
  const before = [...others.slice(0, 200), own, ...others.slice(200)].join('\r\n');
  const after = link(before);
  const left = before.split('\r\n');
  const added = after.split('\r\n').filter((each) => /dev\]?$|awsx/.test(each));
  expect(left.length).toBeGreaterThan(2000);
  expect(added).toEqual(['[profile dev]', '# awsx link', line, 'awsx_role_arn = r # awsx link']);
  expect(after.length - before.length).toBe(`# awsx link\r\n${line}\r\nawsx_ # awsx link`.length);
  expect(unlink(after)).toBe(before);
});

describe('what is added to a linked profile', () => {
  test('stays', () => {
    const text = `${link('[profile dev]\nrole_arn = r\n')}region = x\n`;
    expect(unlink(text)).toBe('[profile dev]\nrole_arn = r\nregion = x\n');
  });

  test('keeps the section that the link added', () => {
    const text = `${link('')}region = x\n`;
    expect(unlink(text)).toBe('[profile dev]\nregion = x\n');
  });
});

describe('refused', () => {
  test.each([
    ['a twin', '[profile dev]\nrole_arn = r\nawsx_role_arn = r\n', '/config:2'],
    [
      'a twin in another block',
      '[profile dev]\nRole_arn = r\n[profile dev]\nAWSX_role_arn = s\n',
      '/config:2',
    ],
    [
      'a second process',
      '[profile dev]\nawsx_credential_process = a\ncredential_process = b\n',
      '/config:3',
    ],
    [
      'a command of somebody else beside a role',
      '[profile dev]\nrole_arn = r\ncredential_process = awsx credential-process dev\n',
      '/config:3',
    ],
  ])('%s', (_, text, place) => {
    expect(() => link(text)).toThrowError(
      expect.objectContaining({
        code: 'setting_conflict',
        message: expect.stringContaining(place),
      }),
    );
  });

  test('to restore a key that somebody wrote again', () => {
    const text = `${link('[profile dev]\nrole_arn = r\n')}role_arn = new\n`;
    expect(() => unlink(text)).toThrowError(
      expect.objectContaining({
        code: 'setting_conflict',
        message: 'profile "dev" was given a second role_arn at /config:5 after it was linked',
      }),
    );
  });

  test.each(['a\nb', 'a # b', 'a ;b'])('a command %j', (bad) => {
    expect(() => linkProfile(config(''), { name: 'dev', command: bad })).toThrowError(
      expect.objectContaining({ code: 'setting_invalid' }),
    );
  });
});

const property = fc
  .tuple(
    fc.constantFrom('role_arn', 'SOURCE_profile', 'mfa_serial', 'sso_session', 'external_id'),
    fc.constantFrom('=', ' = ', '\t=\t'),
    fc.constantFrom('', 'x', 'x # c', 'x\n more', 'x ', 'é'),
    fc.constantFrom('\n', '\r\n', '\r', ''),
  )
  .map((parts) => parts.join(''));
const header = fc.constantFrom('[profile dev]\n', '[profile dev]\r\n', '[default]\r', '[dev]\n');
const linkable = fc
  .array(fc.oneof(header, property, arbitraryText), { maxLength: 8 })
  .map((parts) => parts.join(''));

/** Only files without errors are edited. */
function isEditable(text: string): boolean {
  return mergeFiles([config(text)]).diagnostics.every(({ level }) => level !== 'error');
}

test('unlink gives back every file that link changed, byte for byte', () => {
  let linked = 0;
  fc.assert(
    fc.property(linkable, (text) => {
      fc.pre(isEditable(text));
      const after = link(text);
      if (after !== text) linked += 1;
      expect(isEditable(after)).toBe(true);
      expect(link(after)).toBe(after);
      expect(unlink(after)).toBe(text);
    }),
    { numRuns: 400 },
  );
  expect(linked).toBeGreaterThan(300);
});
