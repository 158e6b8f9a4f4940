import { describe, expect, test } from 'vitest';
import { isIdentifier } from '../../profiles/identifier.ts';
import { DEFAULT_TEMPLATE, parseNamePattern } from '../../src/sso/profile-template.ts';

const fields = {
  account_id: '000000000001',
  account_name: 'Practice',
  role_name: 'Admin',
  sso_session: 'my',
};
const pattern = { prefix: '', template: DEFAULT_TEMPLATE, isLowerCase: false };

test.each([
  [{}, 'Practice-Admin'],
  [{ isLowerCase: true }, 'practice-admin'],
  [{ prefix: 'Acme/' }, 'Acme/Practice-Admin'],
  [{ prefix: 'Acme/', isLowerCase: true }, 'acme/practice-admin'],
  [{ template: '{sso_session}/{account_id}:{role_name}' }, 'my/000000000001:Admin'],
  [{ template: 'fixed' }, 'fixed'],
  [{ template: '' }, '000000000001'],
])('%j', (changes, name) => {
  expect(parseNamePattern({ ...pattern, ...changes })(fields)).toBe(name);
});

describe('a name of an account', () => {
  test.each([
    ['Practice Production', 'Practice-Production-Admin'],
    ['  Practice  (prod) ', 'Practice-prod-Admin'],
    ['Zürich – Büro', 'Zurich-Buro-Admin'],
    ['実践', 'Admin'],
    ['a]\n[profile default', 'a-profile-default-Admin'],
    ['\u001b[2J\u0007x', '2J-x-Admin'],
    ['$(touch /tmp/x)`id`', 'touch-/tmp/x-id-Admin'],
    ["'; rm -rf ~ #", 'rm-rf-Admin'],
    ['--help', 'help-Admin'],
    ['__proto__', '__proto__-Admin'],
    ['\ud800', 'Admin'],
    ['a\u202eb', 'a-b-Admin'],
    ['', 'Admin'],
  ])('%j is safe in the name of a profile', (accountName, expected) => {
    const name = parseNamePattern(pattern)({ ...fields, account_name: accountName });
    expect(name).toBe(expected);
    expect(isIdentifier(name)).toBe(true);
  });

  test('of which nothing is left gives way to the number', () => {
    const createName = parseNamePattern({ ...pattern, template: '{account_name}' });
    expect(createName({ ...fields, account_name: '実践' })).toBe('000000000001');
  });
});

describe('refuses', () => {
  test.each([
    [{ prefix: 'a b' }, '--prefix cannot be "a b"', 'use letters, digits and'],
    [{ prefix: '-x' }, '--prefix cannot be "-x"', 'must not look like a flag'],
    [{ template: '{account_nam}' }, '--template cannot be', 'did you mean {account_name}?'],
    [{ template: '{}' }, '--template cannot be "{}"', 'there are {account_id}'],
    [{ template: '{__proto__}' }, '--template cannot be', 'there are {account_id}'],
    [{ template: '{role_name' }, '--template cannot be "{role_name"', 'a brace is missing'],
    [{ template: 'a\n{role_name}' }, '--template cannot be "a\\x0a{', 'use letters'],
    [{ template: '[{role_name}]' }, '--template cannot be', 'use letters'],
  ])('%j', (changes, message, hint) => {
    const parse = () => parseNamePattern({ ...pattern, ...changes });
    expect(parse).toThrow(message);
    expect(parse).toThrow(
      expect.objectContaining({ code: 'invalid_argument', hint: expect.stringContaining(hint) }),
    );
  });
});
