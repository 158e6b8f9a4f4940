import { expect, test } from 'vitest';
import { checkFlags } from '../../../src/commands/sso/check-flags.ts';

test.each([
  ['populate', { prune: true, role: ['Admin'], force: true, quiet: true }],
  ['accounts', { json: true, 'no-input': true }],
])('sso %s takes its flags', (action, flags) => {
  expect(() => checkFlags(action, { positionals: [action], flags })).not.toThrow();
});

test.each([
  ['accounts', { prune: true }, 'awsx sso accounts has no flag --prune'],
  ['logout', { role: ['Admin'] }, 'awsx sso logout has no flag --role'],
])('sso %s refuses the flags of another action', (action, flags, message) => {
  const check = () => checkFlags(action, { positionals: [action], flags });
  expect(check).toThrow(expect.objectContaining({ code: 'unknown_flag', message }));
});
