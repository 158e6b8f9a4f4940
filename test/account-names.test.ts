import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAccountNames, rememberAccountNames } from '../src/account-names.ts';
import { createFakeContext } from './commands/fake-context.ts';

const one = '000000000001';
const other = '000000000002';

test('keeps names, and adds to them', () => {
  const { context } = createFakeContext();
  expect(readAccountNames(context)).toEqual(new Map());
  expect(rememberAccountNames(new Map([[other, 'Former']]), context)).toBe(true);
  const names = new Map([
    [one, 'Practice \u202e "quoted"\n'],
    [other, 'Other'],
  ]);
  expect(rememberAccountNames(names, context)).toBe(true);
  expect(readAccountNames(context)).toEqual(names);
  const file = join(context.folders.state, 'accounts.json');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, 'utf8')).not.toContain('\u202e');
});

test.each([
  ['no JSON', '{'],
  ['no list', '{"000000000001":"x"}'],
  ['no accounts', '[null, 1, {"accountId":"1","accountName":"x"}, {"accountId":"000000000001"}]'],
])('takes %s for nothing', (_, content) => {
  const { context } = createFakeContext();
  rememberAccountNames(new Map(), context);
  writeFileSync(join(context.folders.state, 'accounts.json'), content);
  expect(readAccountNames(context)).toEqual(new Map());
});

test('does not trust a file that others may write', () => {
  const { context } = createFakeContext();
  rememberAccountNames(new Map([[one, 'x']]), context);
  chmodSync(join(context.folders.state, 'accounts.json'), 0o666);
  expect(readAccountNames(context)).toEqual(new Map());
});

test('what cannot be kept is no failure', () => {
  const { context, home } = createFakeContext();
  writeFileSync(join(home, 'state'), 'a file');
  expect(rememberAccountNames(new Map([[one, 'x']]), context)).toBe(false);
});
