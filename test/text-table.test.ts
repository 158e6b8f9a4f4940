import { describe, expect, test } from 'vitest';
import { type Column, cutToWidth, displayWidth, formatTable } from '../src/text-table.ts';

test.each([
  ['', 0],
  ['prod-admin', 10],
  ['größe', 5],
  ['e\u0301', 1],
  ['漢字', 4],
  ['한글', 4],
  ['ｆｕｌｌ', 8],
  ['🔑', 2],
  ['a…b', 3],
])('%j takes %i columns', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['漢字漢字', 5, '漢字…'],
  ['漢字漢字', 4, '漢…'],
])('%j cut to %i is %j', (text, width, cut) => {
  expect(cutToWidth(text, width)).toBe(cut);
  expect(displayWidth(cut)).toBeLessThanOrEqual(width);
});

describe('formatTable', () => {
  const columns: readonly Column[] = [
    { title: 'NAME', rank: 1, minimumWidth: 8 },
    { title: 'KIND', rank: 3, minimumWidth: 4 },
    { title: 'LEFT', rank: 2 },
  ];
  const table = (rows: readonly (readonly (string | undefined)[])[], width?: number) =>
    formatTable({
      columns,
      rows: rows.map((row) => row.map((text) => (text === undefined ? undefined : { text }))),
      width,
    });

  test('lines up wide characters, and says where there is nothing', () => {
    expect(
      table([
        ['漢字', 'role', undefined],
        ['b', 'process', '5m'],
      ]),
    ).toBe('NAME  KIND     LEFT\n漢字  role     -\nb     process  5m\n');
  });

  test('without a width everything is there, whole and on one line', () => {
    const long = 'x'.repeat(300);
    expect(table([[long, long, undefined]]).split('\n')[1]).toBe(`${long}  ${long}  -`);
  });

  test('cuts what may be cut, then leaves out the least important', () => {
    const rows = [['name', 'process', '5m']];
    expect(table(rows, 19)).toBe('NAME  KIND     LEFT\nname  process  5m\n');
    expect(table(rows, 18)).toBe('NAME  KIND    LEFT\nname  proce…  5m\n');
    expect(table(rows, 16)).toBe('NAME  KIND  LEFT\nname  pro…  5m\n');
    expect(table(rows, 15)).toBe('NAME  LEFT\nname  5m\n');
    expect(table(rows, 9)).toBe('NAME\nname\n');
  });

  test('leaves out what no row has, on a terminal alone', () => {
    const rows = [['name', undefined, '5m']];
    expect(table(rows, 80)).toBe('NAME  LEFT\nname  5m\n');
    expect(table(rows)).toBe('NAME  KIND  LEFT\nname  -     5m\n');
  });

  test('gives a long name a line of its own and never cuts it', () => {
    expect(table([['a-very-long-name', undefined, '5m']], 15)).toBe(
      'NAME       LEFT\na-very-long-name\n           5m\n',
    );
    expect(table([['a-very-long-name', undefined, undefined]], 5)).toBe('NAME\na-very-long-name\n');
  });

  test('has titles alone without rows', () => {
    expect(table([])).toBe('NAME  KIND  LEFT\n');
  });

  test('a colour changes no width', () => {
    const rows = [
      [{ text: 'a' }, { text: 'prod', color: 'red' as const }, { text: '5m' }],
      [{ text: 'b' }, undefined, undefined],
    ];
    expect(formatTable({ columns, rows, width: 80 })).toBe(
      'NAME  KIND  LEFT\na     \u001b[31mprod\u001b[39m  5m\nb     -     -\n',
    );
  });
});
