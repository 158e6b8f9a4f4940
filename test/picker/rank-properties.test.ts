import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldText } from '../../src/picker/fold-text.ts';
import { createRank } from '../../src/picker/rank.ts';
import type { PickerRow, SearchField } from '../../src/picker/types.ts';
import { pickerRow } from './picker-row.ts';

/** Few letters, so that queries are found, and everything that is difficult. */
const text = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'aAbBp-_/. :1'), maxLength: 14 }),
  fc.string({
    unit: fc.constantFrom('é', 'e\u0301', 'İ', 'ß', 'ﬁ', '管', '각', '👩', '\ud83d', 'a', '-'),
  }),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const rows = fc.array(
  fc
    .record({
      name: text,
      accountId: fc.stringMatching(/^\d{12}$/),
      accountName: text,
      roleName: text,
      roleArn: text.map((name) => `arn:aws:iam::123456789012:role/${name}`),
      region: fc.constantFrom('eu-west-1', 'us-east-1'),
      source: text,
      isPinned: fc.boolean(),
      frecency: fc.double({ min: 0, max: 1e6, noNaN: true }),
    })
    .map(pickerRow),
  { maxLength: 6 },
);

const fields: readonly SearchField[] = [
  ...(['name', 'accountName', 'roleName', 'accountId'] as const),
  ...(['region', 'source', 'roleArn'] as const),
];

test('all indexes rise, lie within the text and are those of the letters that were typed', () => {
  fc.assert(
    fc.property(rows, text, (all, query) => {
      const word = foldText(query.replace(/\s/g, ''));
      for (const { row, matches } of createRank(all)(query.replace(/\s/g, ''))) {
        if (word.text === '') continue;
        const matched = fields.filter((field) => matches[field] !== undefined);
        expect(matched).toHaveLength(1);
        for (const field of matched) checkIndexes(row, field, matches[field] ?? [], word.text);
      }
    }),
  );
});

function checkIndexes(
  row: PickerRow,
  field: SearchField,
  indexes: readonly number[],
  word: string,
): void {
  const original = row[field] ?? '';
  expect(indexes).toEqual([...new Set(indexes)].toSorted((one, other) => one - other));
  expect(indexes.every((index) => index >= 0 && index < original.length)).toBe(true);
  const letters = indexes.map((index) => original.charAt(index)).join('');
  // A ligature is one letter of the original and two of the folded text.
  expect(isSubsequence(word, foldText(letters).text), `${word} in ${letters}`).toBe(true);
}

function isSubsequence(word: string, within: string): boolean {
  let place = 0;
  for (const unit of word.split('')) {
    place = within.indexOf(unit, place) + 1;
    if (place === 0) return false;
  }
  return true;
}

test('typing letter by letter finds the same as typing all at once', () => {
  fc.assert(
    fc.property(rows, text, (all, query) => {
      const typed = createRank(all);
      for (let end = 1; end < query.length; end += 1) typed(query.slice(0, end));
      const found = createRank(all)(query).map(({ row }) => row);
      expect(typed(query).map(({ row }) => row)).toEqual(found);
    }),
  );
});

test('of hostile names and queries only the beginnings count, so that no keystroke is slow', () => {
  const long = `${'a-'.repeat(128)}b`;
  const rank = createRank([long, `x${'é'.repeat(5000)}b`].map((name) => pickerRow({ name })));
  expect(rank('b')).toEqual([]);
  expect(rank(long)).toHaveLength(1);
  expect(rank('a '.repeat(5000))).toHaveLength(1);
  expect(rank('é'.repeat(5000))).toHaveLength(0);
});
