/** The parts of rows and of the last line, at widths that the screens do not have. */
import { expect, test, vi } from 'vitest';

// Times are shown in local time.
vi.hoisted(() => {
  process.env['TZ'] = 'UTC';
});

import {
  type ColumnWidths,
  chooseColumns,
  measureColumns,
} from '../../../ui/pick-profile/columns.ts';
import { createFooter } from '../../../ui/pick-profile/key-help.ts';
import { describeSession } from '../../../ui/pick-profile/session-text.ts';
import { createRow, SOME_ROWS } from './rows.ts';

const NOW = new Date('2026-01-01T12:00:00Z');

test.each<[number | undefined, string, string]>([
  [undefined, '-', '-'],
  [-1, '-', '-'],
  [0, '-', '-'],
  [59, '! 0m left', '! 0m'],
  [60, '! 1m left', '! 1m'],
  [599, '! 9m left', '! 9m'],
  [600, 'until 12:10', '12:10'],
  [23 * 3600, 'until 11:00', '11:00'],
  [24 * 3600, '24h left', '24h'],
  [36 * 3600, '36h left', '36h'],
])('a session with %s seconds left', (secondsLeft, full, short) => {
  const expiration = new Date(NOW.getTime() + (secondsLeft ?? 0) * 1000);
  const row = createRow('dev', secondsLeft === undefined ? {} : { session: { expiration } });
  expect(describeSession(row, { now: NOW, width: 11 }).text).toBe(full);
  expect(describeSession(row, { now: NOW, width: 6 }).text).toBe(short);
});

test('a broken profile has no session, whatever the cache has', () => {
  const row = createRow('dev', { problem: 'x', session: { expiration: new Date('2999-01-01') } });
  expect(describeSession(row, { now: NOW, width: 11 }).text).toBe('unusable');
  expect(describeSession(row, { now: NOW, width: 6 }).text).toBe('broken');
});

const WIDTHS: ColumnWidths = {
  ...{ name: 27, guard: 10, session: 11, mfa: 3 },
  ...{ account: 20, role: 16, id: 12, region: 14 },
};

test.each<[number, string]>([
  [20, 'name 13, guard 1'],
  [30, 'name 15, guard 1, session 6'],
  [39, 'name 19, guard 1, session 6, mfa 3'],
  [60, 'name 27, guard 10, session 6, mfa 3'],
  [79, 'name 27, guard 10, session 11, mfa 3, account 12'],
  [100, 'name 27, guard 10, session 11, mfa 3, account 20, role 12'],
  [199, 'name 27, guard 10, session 11, mfa 3, account 20, id 12, role 16, region 14'],
])('%i columns are divided', (available, columns) => {
  const chosen = chooseColumns(WIDTHS, available);
  expect(chosen.map(({ name, width }) => `${name} ${width}`).join(', ')).toBe(columns);
});

test('a column that no row has takes no room', () => {
  const widths = measureColumns([createRow('dev'), createRow('本番')]);
  expect(widths).toMatchObject({
    name: 4,
    guard: 0,
    mfa: 0,
    account: 0,
    role: 0,
    id: 0,
    region: 0,
  });
  expect(chooseColumns(widths, 199).map(({ name }) => name)).toEqual(['name', 'session']);
  expect(chooseColumns(measureColumns([]), 80).at(0)?.width).toBeGreaterThan(0);
});

test('the account has a column for its number only where some account has both', () => {
  expect(measureColumns(SOME_ROWS).id).toBe(12);
  expect(measureColumns(SOME_ROWS.slice(0, 1)).id).toBe(0);
});

const offered = { actions: ['command', 'copy'], defaultAction: 'open a shell' } as const;

test.each<[number, string]>([
  [20, '? keys  esc leave'],
  [34, '? keys  esc leave'],
  [37, 'enter open a shell  ? keys  esc leave'],
  [60, 'enter open a shell  ctrl-e command  ? keys  esc leave'],
  [
    199,
    'enter open a shell  ctrl-e command  ctrl-y copy  ctrl-p pin  ctrl-g group  ? keys  esc leave',
  ],
])('the last line on %i columns', (width, footer) => {
  expect(createFooter(offered, '', width)).toBe(footer);
});

test('a long command is cut in the last line, and is printable', () => {
  const defaultAction = 'run terraform apply -auto-approve\u001b[2J -target module.network';
  expect(createFooter({ ...offered, defaultAction }, 'x', 60)).toBe(
    'enter run terraform apply -auto-approve…  f1 keys  esc clear',
  );
});
