import { describe, expect, test } from 'vitest';
import { cutToWidth, displayWidth, formatTable } from '../src/text-table.ts';

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
  const columns = [
    { title: 'NAME', maximumWidth: 8 },
    { title: 'KIND', maximumWidth: 4 },
  ];

  test('lines up wide characters and cuts what is too long', () => {
    expect(
      formatTable(columns, [
        ['漢字', 'role'],
        ['b', 'process'],
      ]),
    ).toBe('NAME  KIND\n漢字  role\nb     pro…\n');
  });

  test('gives a long name a line of its own and never cuts it', () => {
    expect(formatTable(columns, [['a-very-long-name', 'role']])).toBe(
      'NAME      KIND\na-very-long-name\n          role\n',
    );
  });

  test('has titles alone without rows', () => {
    expect(formatTable(columns, [])).toBe('NAME  KIND\n');
  });
});
