import { expect, test } from 'vitest';
import type { PickAction, PickerRow } from '../../../src/picker/types.ts';
import { parseKeys } from '../../../ui/keys.ts';
import { createPickerReducer } from '../../../ui/pick-profile/reducer.ts';
import { createSearch } from '../../../ui/pick-profile/search.ts';
import {
  createPickerState,
  fitHeight,
  type PickerState,
  selectedRow,
} from '../../../ui/pick-profile/state.ts';
import { createRow, SOME_ROWS } from './rows.ts';

const ESC = '\u001b';
const UP = `${ESC}[A`;
const DOWN = `${ESC}[B`;
const ACTIONS: readonly PickAction[] = ['command', 'console', 'copy', 'refresh', 'clear'];

interface Typing {
  readonly rows?: readonly PickerRow[];
  readonly actions?: readonly PickAction[];
  readonly height?: number;
}

/** The state after these keys, all of which arrived before anything was drawn. */
function type(input: string, { rows = SOME_ROWS, actions = ACTIONS, height = 3 }: Typing = {}) {
  const { search } = createSearch();
  const reduce = createPickerReducer({ search, actions });
  const initial = fitHeight(createPickerState({ rows }, search), height);
  const { keys, rest } = parseKeys(input);
  const typed = rest === ESC ? [...keys, { kind: 'escape' } as const] : keys;
  return typed.reduce(reduce, initial);
}

function names({ lines }: PickerState): readonly string[] {
  return lines.map((line) =>
    line.kind === 'row' ? line.ranked.row.name : `- ${line.title} (${line.count})`,
  );
}

const selected = (state: PickerState): string | undefined => selectedRow(state)?.name;

test('pins come first, then the order of the files', () => {
  const state = type('');
  expect(names(state)).toEqual([
    ...['globex-readonly', 'dev', 'acme-prod-admin', 'acme-staging-deploy', 'lost'],
  ]);
  expect(selected(state)).toBe('globex-readonly');
});

test.each([
  ['down', DOWN, 'dev'],
  ['Tab', '\t', 'dev'],
  ['Ctrl-N', '\u000e', 'dev'],
  ['down and up', `${DOWN}${DOWN}${UP}`, 'dev'],
  ['Shift-Tab', `${DOWN}${ESC}[Z`, 'globex-readonly'],
  ['Ctrl-K', `${DOWN}\u000b`, 'globex-readonly'],
  ['the upper end', `${UP}${UP}`, 'globex-readonly'],
  ['the lower end', DOWN.repeat(9), 'lost'],
  ['a page down', `${ESC}[6~`, 'acme-prod-admin'],
  ['pages down and one up', `${ESC}[6~${ESC}[6~${ESC}[5~`, 'acme-prod-admin'],
  ['End', `${ESC}[F`, 'lost'],
  ['Home', `${ESC}[F${ESC}[H`, 'globex-readonly'],
  ['text', 'staging', 'acme-staging-deploy'],
  ['text, then down', `acme${DOWN}`, 'acme-staging-deploy'],
  ['text after moving starts at the best', `${DOWN}${DOWN}dev`, 'dev'],
  ['a paste with a line end', `${ESC}[200~ prod\radmin\r${ESC}[201~`, 'acme-prod-admin'],
  ['backspace', 'stagingx\u007f', 'acme-staging-deploy'],
  ['text that nothing matches', 'qqq', undefined],
  ['moving where nothing is', `qqq${DOWN}${ESC}[F`, undefined],
])('%s highlights a row', (_name, input, name) => {
  const state = type(input);
  expect(selected(state)).toBe(name);
  expect(state.outcome.kind).toBe('open');
});

test.each([
  ['Ctrl-U', '\u0015', ''],
  ['Ctrl-W', '\u0017', 'acme '],
  ['Esc', ESC, ''],
  ['a question mark', '?', 'acme prod?'],
  ['left and right', `${ESC}[D${ESC}[C`, 'acme prod'],
])('%s leaves of a query', (_name, key, query) => {
  const state = type(`acme prod${key}`);
  expect(state).toMatchObject({ query, mode: 'list', outcome: { kind: 'open' } });
});

test.each([
  ['Esc', ESC],
  ['Ctrl-C', '\u0003'],
  ['Ctrl-D', '\u0004'],
  ['Ctrl-C with a query', 'dev\u0003'],
  ['Ctrl-C in the command line', '\u0005ls\u0003'],
  ['Ctrl-C over the list of keys', '?\u0003'],
])('%s leaves', (_name, input) => {
  expect(type(input).outcome).toEqual({ kind: 'cancelled' });
});

test.each<[string, string, object]>([
  ['Enter', '\r', { action: 'default', profile: 'globex-readonly', query: '' }],
  ['text and Enter at once', 'prod\r', { action: 'default', profile: 'acme-prod-admin' }],
  ['Ctrl-O', 'prod\u000f', { action: 'console', profile: 'acme-prod-admin', query: 'prod' }],
  ['Ctrl-Y', 'prod\u0019', { action: 'copy', profile: 'acme-prod-admin' }],
  ['Ctrl-R', 'prod\u0012', { action: 'refresh', profile: 'acme-prod-admin', query: 'prod' }],
  ['Ctrl-X', 'prod\u0018', { action: 'clear', profile: 'acme-prod-admin' }],
  [
    'Ctrl-E, a command and Enter',
    'prod\u0005terraform plan\r',
    { action: 'command', profile: 'acme-prod-admin', commandLine: 'terraform plan' },
  ],
  ['Ctrl-X on a broken profile', 'lost\u0018', { action: 'clear', profile: 'lost' }],
])('%s picks', (_name, input, pick) => {
  expect(type(input).outcome).toMatchObject({ kind: 'picked', pick });
});

test('keys behind the one that picks change nothing', () => {
  const picked = type('prod\r');
  expect(type(`prod\r${DOWN}xyz${ESC}`)).toEqual(picked);
});

test.each(['\u000f', '\u0019', '\u0012', '\u0018', '\u0005'])(
  '%j does nothing where it is not offered',
  (key) => {
    expect(type(key, { actions: [] })).toMatchObject({ mode: 'list', outcome: { kind: 'open' } });
  },
);

test.each([
  ['Enter', '\r'],
  ['Ctrl-E', '\u0005'],
  ['Ctrl-Y', '\u0019'],
  ['Ctrl-R', '\u0012'],
])('%s on a broken profile says what is wrong, until the next key', (_name, key) => {
  const state = type(`lost${key}`);
  expect(state).toMatchObject({ mode: 'list', outcome: { kind: 'open' } });
  expect(state.note).toContain('"gone", which does not exist');
  expect(type(`lost${key}${DOWN}`).note).toBeUndefined();
});

test.each(['\r', '\u0005', '\u0019', '\u0010', '\u0012', '\u0018'])(
  '%j does nothing where nothing matches',
  (key) => {
    expect(type(`qqq${key}`)).toMatchObject({ mode: 'list', outcome: { kind: 'open' } });
  },
);

test('an empty command is not run, and Esc goes back to the list with its query', () => {
  const empty = type('dev\u0005 \r');
  expect(empty).toMatchObject({ mode: 'command', outcome: { kind: 'open' } });
  expect(empty.note).toBe('type a command, or Esc');
  expect(type(`dev\u0005ls${ESC}`)).toMatchObject({ mode: 'list', query: 'dev' });
});

test('Ctrl-E takes up the command that was begun', () => {
  expect(type(`\u0005ls${ESC}${DOWN}\u0005 -l\r`).outcome).toMatchObject({
    pick: { commandLine: 'ls -l', profile: 'dev' },
  });
});

test.each([
  ['?', '?'],
  ['F1', `${ESC}OP`],
  ['F1 with a query', `dev${ESC}[11~`],
])('%s shows the keys, and the next key goes back', (_name, input) => {
  expect(type(input)).toMatchObject({ mode: 'keys', top: 0 });
  expect(type(`${input}${DOWN}`)).toMatchObject({ mode: 'keys', top: 1 });
  expect(type(`${input}x`)).toMatchObject({ mode: 'list', outcome: { kind: 'open' } });
});

test('Ctrl-P pins the row, which stays highlighted, and takes the pin away again', () => {
  const pinned = type(`${ESC}[F\u0010`);
  expect(names(pinned).slice(0, 2)).toEqual(['globex-readonly', 'lost']);
  expect(selected(pinned)).toBe('lost');
  expect(selectedRow(pinned)?.isPinned).toBe(true);
  const again = type(`${ESC}[F\u0010\u0010`);
  expect(names(again)).toEqual(names(type('')));
  expect(selected(again)).toBe('lost');
});

test('Ctrl-P keeps the query', () => {
  expect(type('acme\u0010')).toMatchObject({ query: 'acme' });
  expect(names(type('acme\u0010'))).toHaveLength(2);
});

test('Ctrl-G groups by account, by source, not at all, and keeps the row', () => {
  const byAccount = type(`${DOWN}${DOWN}\u0007`);
  expect(names(byAccount)).toEqual([
    ...['- 444455556666 (1)', 'globex-readonly', '- 111122223333 (1)', 'dev'],
    ...['- acme production (222233334444) (1)', 'acme-prod-admin'],
    ...['- acme staging (333344445555) (1)', 'acme-staging-deploy'],
    ...['- account not known (1)', 'lost'],
  ]);
  expect(selected(byAccount)).toBe('acme-prod-admin');
  const bySource = type('\u0007\u0007');
  expect(names(bySource)).toEqual([
    ...['- globex (1)', 'globex-readonly', '- dev (3)', 'dev', 'acme-prod-admin'],
    ...['acme-staging-deploy', '- lost (1)', 'lost'],
  ]);
  expect(names(type('\u0007\u0007\u0007'))).toEqual(names(type('')));
});

test('moving passes over the titles of groups', () => {
  const input = `\u0007${DOWN}`;
  expect(selected(type(input))).toBe('dev');
  expect(selected(type(`${input}${UP}${UP}`))).toBe('globex-readonly');
  expect(selected(type(`\u0007${ESC}[F`))).toBe('lost');
  expect(selected(type(`\u0007${ESC}[F${ESC}[H`))).toBe('globex-readonly');
});

test('groups stay while somebody searches, those with the best rows first', () => {
  expect(names(type('\u0007staging'))[0]).toBe('- acme staging (333344445555) (1)');
});

test('hostile names are names', () => {
  const rows = [createRow('__proto__'), createRow('constructor'), createRow('')];
  expect(names(type('\u0007\u0007', { rows }))).toEqual([
    '- dev (3)',
    ...names(type('', { rows })),
  ]);
  expect(type('__proto__\r', { rows }).outcome).toMatchObject({ pick: { profile: '__proto__' } });
});

test('without rows every key but those that leave does nothing', () => {
  const state = type(`x${DOWN}\r\u0007\u0010`, { rows: [] });
  expect(state).toMatchObject({ selected: -1, outcome: { kind: 'open' } });
});

test.each([
  ['the first page', 0, 0, 0],
  ['no further than needed', 5, 0, 3],
  ['back up', 2, 4, 2],
  ['the end of a list that became short', 9, 9, 7],
])('the list is moved to %s', (_name, position, top, moved) => {
  const rows = Array.from({ length: 10 }, (_, index) => createRow(`p${index}`));
  const state = { ...type('', { rows }), selected: position, top };
  expect(fitHeight(state, 3).top).toBe(moved);
});

test('a group is shown with its title', () => {
  const state = { ...type(`\u0007${DOWN}${DOWN}`), top: 0 };
  const fitted = fitHeight(state, 3);
  expect(names(fitted).slice(fitted.top, fitted.top + 3)).toContain('acme-prod-admin');
  expect(fitHeight({ ...fitted, selected: 1, top: 4 }, 3).top).toBe(0);
});

test('of a long paste the query keeps what is searched for, in whole characters', () => {
  const paste = (text: string) => `${ESC}[200~${text}${ESC}[201~`;
  expect(type(paste('x'.repeat(4000))).query).toBe('x'.repeat(256));
  expect(type(paste(`${'x'.repeat(255)}😀`)).query).toBe('x'.repeat(255));
  expect(type(`${paste('x'.repeat(256))}y`).query).toBe('x'.repeat(256));
});
