import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printable } from '../src/printable.ts';

test.each([
  ['plain text', 'dev-admin_1', 'dev-admin_1'],
  ['letters of any script', 'größe 本番 😀', 'größe 本番 😀'],
  ['an escape sequence', '\u001b[31mred', '\\x1b[31mred'],
  ['a window title', '\u001b]0;x\u0007', '\\x1b]0;x\\x07'],
  ['an 8-bit control sequence', '\u009b2J', '\\x9b2J'],
  ['a new line', 'a\r\nb', 'a\\x0d\\x0ab'],
  ['NUL and DEL', '\u0000\u007f', '\\x00\\x7f'],
  ['a right-to-left override', 'a\u202eb', 'a\\u{202e}b'],
  ['isolates', '\u2066\u2069', '\\u{2066}\\u{2069}'],
  ['line and paragraph separators', '\u2028\u2029', '\\u{2028}\\u{2029}'],
  ['a zero-width space', 'de\u200bv', 'de\\u{200b}v'],
  ['a tag character beyond the first plane', '\u{e0041}', '\\u{e0041}'],
  ['half of a surrogate pair', '\ud83d', '\\u{d83d}'],
  ['nothing', '', ''],
])('shows %s', (_what, text, shown) => {
  expect(printable(text)).toBe(shown);
});

test('never lets a control character through, and says the same when applied twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = printable(text);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      expect(printable(shown)).toBe(shown);
    }),
  );
});
