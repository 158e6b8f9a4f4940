import { expect, test } from 'vitest';
import { joinSegments, markText } from '../../../ui/pick-profile/segment.ts';
import { wrapToWidth } from '../../../ui/pick-profile/wrap-to-width.ts';

/** With `[…]` around what is underlined. */
function show(text: string, matches: readonly number[], width = 40): string {
  return markText(text, { matches, width })
    .map((segment) => (segment.underline ? `[${segment.text}]` : segment.text))
    .join('');
}

test.each<[string, string, readonly number[], string]>([
  ['nothing', 'prod', [], 'prod'],
  ['a beginning', 'prod', [0, 1], '[pr]od'],
  ['scattered letters', 'prod', [0, 3], '[p]ro[d]'],
  ['a letter with its accent', 'e\u0301a', [0], '[e\u0301]a'],
  ['an accent with its letter', 'e\u0301a', [1], '[e\u0301]a'],
  ['both halves of a pair', '😀a', [1], '[😀]a'],
  ['wide letters', '本番', [1], '本[番]'],
  ['what is escaped, whole', 'a\u001bb', [1], 'a[\\x1b]b'],
  ['behind what is escaped', 'a\u001bb', [2], 'a\\x1b[b]'],
])('marks %s', (_name, text, matches, shown) => {
  expect(show(text, matches)).toBe(shown);
});

test.each<[string, string, number, string]>([
  ['what fits', 'prod', 4, 'prod'],
  ['what does not', 'production', 5, 'prod…'],
  ['no half of a wide letter', '本番環境', 4, '本…'],
  ['no half of an escape', 'ab\u001bcd', 5, 'ab…'],
  ['marks after what is cut', 'abcde\u0301', 3, 'ab…'],
  ['one column', 'abc', 1, '…'],
])('cuts: %s', (_name, text, width, shown) => {
  expect(show(text, [], width)).toBe(shown);
});

test('neighbours of one look become one', () => {
  const line = [{ text: 'a' }, { text: 'b' }, { text: 'c', bold: true }, { text: 'd' }];
  expect(joinSegments(line)).toEqual([{ text: 'ab' }, { text: 'c', bold: true }, { text: 'd' }]);
});

test.each<[string, string, number, readonly string[]]>([
  ['what fits', 'asks nothing', 20, ['asks nothing']],
  ['between words', 'asks for an MFA code', 12, ['asks for an', '  MFA code']],
  ['a word that is too long', 'x'.repeat(12), 8, ['xxxxxx', '  xxxxxx']],
  ['wide letters', '本番環境本番', 8, ['本番環', '  境本番']],
  ['keeps an indent', '  one two three', 10, ['  one two', '    three']],
  ['nothing', '', 10, ['']],
])('wraps %s', (_name, text, width, lines) => {
  expect(wrapToWidth(text, width)).toEqual(lines);
});
