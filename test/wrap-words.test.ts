import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from '../src/text-table.ts';
import { wrapWords } from '../src/wrap-words.ts';

const indents = { first: '- ', rest: '  ', width: 80 };

test('a short text is one line', () => {
  expect(wrapWords('a b', indents)).toEqual(['- a b']);
  expect(wrapWords('', indents)).toEqual(['- ']);
});

test('exactly 80 columns fit', () => {
  const word = 'x'.repeat(76);
  expect(wrapWords(`${word} y`, indents)).toEqual([`- ${word} y`]);
  expect(wrapWords(`${word} yz`, indents)).toEqual([`- ${word}`, '  yz']);
});

test('without a width everything is on one line', () => {
  const text = 'word '.repeat(100).trim();
  expect(wrapWords(text, { first: '- ', rest: '  ' })).toEqual([`- ${text}`]);
});

test('a long word stays whole', () => {
  const word = 'x'.repeat(100);
  expect(wrapWords(`a ${word} b`, indents)).toEqual(['- a', `  ${word}`, '  b']);
});

test('wide characters count twice', () => {
  expect(wrapWords(`${'字'.repeat(38)} yz`, indents)).toHaveLength(2);
});

test('no word is lost, and no line is too long that could be shorter', () => {
  const word = fc.string({ minLength: 1, maxLength: 90, unit: fc.constantFrom('a', 'b', '字') });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1 }), (words) => {
      const lines = wrapWords(words.join(' '), indents);
      expect(lines.map((line) => line.slice(2)).join(' ')).toBe(words.join(' '));
      const tooLong = lines.filter((line) => displayWidth(line) > 80);
      expect(tooLong.every((line) => !line.slice(2).includes(' '))).toBe(true);
    }),
  );
});
