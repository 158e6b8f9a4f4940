import { expect, test } from 'vitest';
import { parseKeys } from '../../../ui/keys.ts';
import {
  createNumberedLines,
  createNumberedPrompt,
} from '../../../ui/pick-profile/numbered-lines.ts';
import {
  createNumberedReducer,
  createNumberedState,
  type NumberedState,
} from '../../../ui/pick-profile/numbered-reducer.ts';
import { createSearch } from '../../../ui/pick-profile/search.ts';
import { createRow, SOME_ROWS } from './rows.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const MANY_ROWS = Array.from({ length: 7 }, (_, index) => createRow(`p${index + 1}`));

function type(input: string, rows = SOME_ROWS, pageSize = 20): NumberedState {
  const { search } = createSearch();
  const initial = createNumberedState({ rows, pageSize }, search);
  return parseKeys(input).keys.reduce(createNumberedReducer(search), initial);
}

const print = (state: NumberedState): readonly string[] => createNumberedLines(state, NOW);

test('each profile is one line of words', () => {
  const expiration = new Date('2026-01-03T00:00:00Z');
  const rows = [...SOME_ROWS.slice(1), createRow('long', { session: { expiration } })];
  const [heading, ...lines] = print(type('', rows)).map((line) =>
    line.replace(/\d\d:\d\d/, 'HH:MM'),
  );
  expect(heading).toBe('Profiles:');
  expect(lines).toEqual([
    '1  globex-readonly, account 444455556666, role readonly, pinned',
    '2  acme-prod-admin, production, account acme production, role admin, MFA, session until HH:MM',
    '3  acme-staging-deploy, yellow, account acme staging, role deploy, session ! 4m left',
    '4  lost, unusable',
    '5  long, session 48h left',
  ]);
});

test.each<[string, string, string]>([
  ['a number', '2\r', 'dev'],
  ['a number behind a search', 'acme\r2\r', 'acme-staging-deploy'],
  ['a number with spaces', ' 1 \r', 'globex-readonly'],
  ['a number typed wrong first', '12\u007f\r', 'globex-readonly'],
])('%s picks', (_name, input, profile) => {
  expect(type(input).outcome).toMatchObject({ kind: 'picked', pick: { profile } });
});

test('a number that the list does not have is searched for', () => {
  expect(print(type('444455556666\r'))).toEqual([
    'Profiles that match "444455556666":',
    '1  globex-readonly, account 444455556666, role readonly, pinned',
  ]);
});

test('nothing found says so, and what was found before stays', () => {
  const state = type('acme\rqqq\r');
  expect(print(state)).toEqual(['no profile matches "qqq"']);
  expect(state.found).toHaveLength(2);
  expect(print(type('q\u001b]0;x\u0007\u009bq\r'))).toEqual(['no profile matches "qq"']);
});

test('a broken profile says what is wrong', () => {
  const state = type('lost\r1\r');
  expect(state.outcome.kind).toBe('open');
  expect(print(state)[0]).toContain('"gone", which does not exist');
});

test('Enter turns pages, whose numbers go on, and begins anew behind the last', () => {
  expect(print(type('', MANY_ROWS, 3))[0]).toBe('Profiles, 1 to 3 of 7:');
  expect(print(type('\r\r', MANY_ROWS, 3))).toEqual(['Profiles, 7 to 7 of 7:', '7  p7']);
  expect(print(type('\r\r\r', MANY_ROWS, 3))[1]).toBe('1  p1');
  expect(type('\r6\r', MANY_ROWS, 3).outcome).toMatchObject({ pick: { profile: 'p6' } });
});

test('the prompt tells of further pages where there are some', () => {
  expect(createNumberedPrompt(type('', MANY_ROWS, 3))).toBe(
    'Number, or text to search, Enter for more: ',
  );
  expect(createNumberedPrompt(type(''))).toBe('Number, or text to search: ');
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Esc', '\u001b\u001b'],
])('%s cancels', (_name, input) => {
  expect(type(`1${input}`).outcome).toEqual({ kind: 'cancelled' });
});

test('a hostile name is printed with its escapes', () => {
  const rows = [createRow('\u001b[2J', { accountName: 'a\nb', roleName: '\u202e' })];
  expect(print(type('', rows))).toEqual([
    'Profiles:',
    '1  \\x1b[2J, account a\\x0ab, role \\u{202e}',
  ]);
});
