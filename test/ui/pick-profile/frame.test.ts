import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PickerRow } from '../../../src/picker/types.ts';
import { displayWidth } from '../../../src/text-table.ts';
import { lineWidth } from '../../../ui/pick-profile/segment.ts';
import { createRow, SOME_ROWS } from './rows.ts';
import { createScene } from './screen-text.ts';

const ESC = '\u001b';

const names = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc.constantFrom('本番', 'cafe\u0301', '\u001b[2J', '\u202e', '👍🏽', 'a b', 'x'.repeat(200)),
);
const rows: fc.Arbitrary<readonly PickerRow[]> = fc.array(
  fc
    .record({
      ...{ name: names, accountName: names, roleName: names, source: names },
      ...{ needsMfa: fc.boolean(), isPinned: fc.boolean() },
      color: fc.constantFrom('red', 'yellow'),
    })
    .map(({ name, ...more }) => createRow(name, more)),
  { maxLength: 12 },
);
const keys = fc.array(
  fc.constantFrom('a', '本', '?', '\u0007', '\u0010', '\u0005', `${ESC}[B`, `${ESC}[6~`, '\u007f'),
  { maxLength: 8 },
);

test('a frame fits every screen, its cursor too, and nothing in it is a control character', () => {
  const size = fc.tuple(fc.integer({ min: 20, max: 220 }), fc.integer({ min: 1, max: 60 }));
  fc.assert(
    fc.property(rows, keys, size, (someRows, typed, [columns, height]) => {
      const { frame } = createScene({
        ...{ rows: someRows, keys: typed.join(''), size: `${columns}x${height}` },
        preview: (profile) => [profile, `  plan of ${profile}`],
      });
      const { lines, cursor } = frame;
      expect(lines.length).toBeLessThanOrEqual(Math.max(height - 1, 1));
      for (const line of lines) {
        expect(lineWidth(line)).toBeLessThan(columns);
        for (const { text } of line) expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }
      expect(cursor.row).toBeLessThan(lines.length);
      expect(cursor.column).toBeLessThan(columns);
    }),
    { numRuns: 300 },
  );
});

test('a profile without a name takes no more than the width', () => {
  const rows = [createRow('', { color: 'red', source: '本番' })];
  const { frame } = createScene({ rows, size: '23x3' });
  for (const line of frame.lines) expect(lineWidth(line)).toBeLessThan(23);
});

test('the highlighted row is on the screen, whatever is pressed', () => {
  fc.assert(
    fc.property(keys, fc.integer({ min: 4, max: 30 }), (typed, height) => {
      const many = Array.from({ length: 40 }, (_, index) =>
        createRow(`profile-a${index}`, { source: `source${index % 7}` }),
      );
      const { frame } = createScene({ rows: many, keys: typed.join(''), size: `80x${height}` });
      const marked = frame.lines.filter((line) => line[0]?.text.startsWith('> '));
      const isList = frame.lines.some((line) => line.some(({ text }) => text.includes('profile-')));
      expect(marked).toHaveLength(isList ? 1 : 0);
    }),
  );
});

test('where the text stands behind the prompt the cursor stands behind the text', () => {
  const { frame } = createScene({
    rows: SOME_ROWS,
    size: '80x24',
    keys: '本e\u0301\u001b[200~\u009b\u001b[201~',
  });
  const typed = frame.lines[0]
    ?.map(({ text }) => text)
    .join('')
    .slice(0, 12);
  expect(typed).toBe('Profile: 本e\u0301');
  expect(frame.cursor).toEqual({ row: 0, column: displayWidth('Profile: 本e') });
});

test('of a long query its end is shown', () => {
  const { frame } = createScene({ rows: SOME_ROWS, size: '40x10', keys: `${'x'.repeat(99)}end` });
  const text = frame.lines[0]?.map((segment) => segment.text).join('');
  expect(text).toMatch(/^Profile: x+end +0 of 5$/);
});

test.each(['x', '\u202e', '本', 'e\u0301'])(
  'a command of thousands of %j is drawn soon',
  (text) => {
    const started = performance.now();
    const { frame } = createScene({
      ...{ rows: SOME_ROWS, size: '80x24' },
      keys: `\u0005${ESC}[200~${text.repeat(4000 / text.length)}${ESC}[201~`,
    });
    expect(lineWidth(frame.lines.at(-2) ?? [])).toBeGreaterThan(70);
    // Cutting it character by character, and measuring all the rest each time, takes seconds.
    expect(performance.now() - started).toBeLessThan(500);
  },
);
