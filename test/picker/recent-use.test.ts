import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compactUses, computeFrecency, formatUse } from '../../src/picker/recent-use.ts';

const now = new Date('2026-11-23T12:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 24 * 3600 * 1000);
const use = (profile: string, days: number, weight = 1): string =>
  formatUse({ profile, at: daysAgo(days), weight });

test('a use counts half after a week, and uses add up', () => {
  const text = use('old', 14) + use('dev', 7) + use('prod', 7) + use('prod', 0);
  expect([...computeFrecency(text, now)]).toEqual([
    ['old', 0.25],
    ['dev', 0.5],
    ['prod', 1.5],
  ]);
});

test('uses within ten minutes are one', () => {
  const minute = 1 / 24 / 60;
  const text = [30, 29, 21, 20, 15, 0].map((minutes) => use('dev', minutes * minute)).join('');
  expect(computeFrecency(text, now).get('dev')).toBeCloseTo(3, 1);
});

test.each([
  ['nothing', ''],
  ['half a line', '1763899200 1 "de'],
  ['no name', '1763899200 1 dev'],
  ['no text', '1763899200 1 "a" "b"'],
  ['too great a weight', '1763899200 9999 "dev"'],
  ['a time far ahead', use('dev', -2)],
  ['a negative time', '-5 1 "dev"'],
  ['binary', '\u0000\ufffd'],
])('%s is passed over', (_, line) => {
  const text = `${line}\n${use('prod', 0)}`;
  expect([...computeFrecency(text, now).keys()]).toEqual(['prod']);
});

test('a clock that was an hour ahead makes no use count more than one', () => {
  expect(computeFrecency(use('dev', -1 / 24), now).get('dev')).toBe(1);
});

test('a compacted text says nearly the same in fewer lines, without what is long ago', () => {
  const text = [40, 6, 5, 4, 3, 2, 1, 0].map((days) => use('dev', days) + use('x', 60)).join('');
  const compacted = compactUses(text, now);
  expect(compacted.split('\n')).toHaveLength(2);
  const before = computeFrecency(text, now).get('dev') ?? 0;
  expect(computeFrecency(compacted, now).get('dev')).toBeCloseTo(before, 2);
  expect(computeFrecency(compacted + use('dev', -0.01), now).get('dev')).toBeCloseTo(before + 1, 1);
});

test('every name is read back as it was written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect([...computeFrecency(use(name, 0), now).keys()]).toEqual([name]);
    }),
  );
});
