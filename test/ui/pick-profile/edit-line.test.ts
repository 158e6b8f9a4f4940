import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseKeys } from '../../../ui/keys.ts';
import { type EditedLine, EMPTY_LINE, editLine } from '../../../ui/pick-profile/edit-line.ts';

const ESC = '\u001b';
const LEFT = `${ESC}[D`;
const HOME = `${ESC}[H`;

function type(input: string): EditedLine {
  return parseKeys(input).keys.reduce(editLine, EMPTY_LINE);
}

/** The text with `|` where the cursor is. */
function show({ text, cursor }: EditedLine): string {
  return `${text.slice(0, cursor)}|${text.slice(cursor)}`;
}

test.each([
  ['text', 'ls -l', 'ls -l|'],
  ['text in the middle', `ls${LEFT}x`, 'lx|s'],
  ['Home and End', `ls${HOME}a${ESC}[Fb`, 'alsb|'],
  ['Ctrl-A and Ctrl-E', 'ls\u0001a\u0005b', 'alsb|'],
  ['the left edge', `a${LEFT}${LEFT}${LEFT}b`, 'b|a'],
  ['the right edge', `a${ESC}[C${ESC}[Cb`, 'ab|'],
  ['backspace', 'abc\u007f', 'ab|'],
  ['backspace on nothing', '\u007f', '|'],
  ['delete', `abc${HOME}${ESC}[3~`, '|bc'],
  ['Ctrl-U erases what is before', `abc${LEFT}\u0015`, '|c'],
  ['Ctrl-K erases what is behind', `abc${LEFT}\u000b`, 'ab|'],
  ['Ctrl-W erases a word', 'terraform plan  \u0017', 'terraform |'],
  ['a letter with its accent goes as one', `e\u0301x${LEFT}\u007f`, '|x'],
  ['an emoji goes as one', '😀\u007f', '|'],
  ['moving over an accent', `ae\u0301${LEFT}${LEFT}b`, 'b|ae\u0301'],
  ['a paste of several lines', `${ESC}[200~ls\r\nwc\r\n${ESC}[201~`, 'ls wc|'],
  ['other keys mean nothing', `a${ESC}[A\t\u0010${ESC}OP`, 'a|'],
])('%s', (_name, input, line) => {
  expect(show(type(input))).toBe(line);
});

test('the cursor never leaves the text, and never stands within a character', () => {
  const pieces = fc.constantFrom(
    'a',
    ' ',
    '😀',
    'e\u0301',
    LEFT,
    `${ESC}[C`,
    '\u007f',
    '\u0017',
    HOME,
  );
  fc.assert(
    fc.property(fc.array(pieces), (parts) => {
      const { text, cursor } = type(parts.join(''));
      expect(cursor).toBeGreaterThanOrEqual(0);
      expect(cursor).toBeLessThanOrEqual(text.length);
      expect(text.slice(0, cursor).isWellFormed()).toBe(true);
      expect(text.slice(cursor)).not.toMatch(/^\p{Mark}/u);
    }),
  );
});

test('what is longer than any command is not taken', () => {
  const long: EditedLine = { text: 'x'.repeat(4096), cursor: 4096 };
  expect(editLine(long, { kind: 'characters', characters: 'y' })).toEqual(long);
});
