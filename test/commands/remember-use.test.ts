import { expect, test } from 'vitest';
import { rememberUse } from '../../src/commands/remember-use.ts';
import { readRecentUse } from '../../src/picker/recent-use-file.ts';
import { createFakeContext } from './fake-context.ts';

test.each([
  ['messages go to a terminal', true, {}, ['dev']],
  ['they do not', false, {}, []],
  ['a script says so', true, { 'no-input': true }, []],
])('a use is remembered or not: %s', (_, isTTY, flags, used) => {
  const { context: fake } = createFakeContext();
  const context = { ...fake, stderr: { ...fake.stderr, isTTY } };
  rememberUse('dev', { positionals: [], flags }, context);
  expect([...readRecentUse(context).frecency.keys()]).toEqual(used);
});
