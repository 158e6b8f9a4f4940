import { describe, expect, test } from 'vitest';
import { formatLeft, formatUntil } from '../../src/commands/format-expiration.ts';

const now = new Date(2026, 0, 5, 13, 40);
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000);

test.each([
  [9, '9s'],
  [60, '1m'],
  [3599, '59m'],
  [3600, '1h'],
  [129_600, '36h'],
])('%i seconds are %s', (seconds, left) => {
  expect(formatLeft(later(seconds), now)).toBe(left);
});

describe('until when', () => {
  test.each([
    [52 * 60 + 9, 'valid until 14:32 (52m)'],
    [45, 'valid until 13:40 (45s)'],
    [10 * 3600 + 19 * 60, 'valid until 23:59 (10h19m)'],
    [12 * 3600, 'valid until Tue 01:40 (12h)'],
    [36 * 3600, 'valid until Wed 01:40 (36h)'],
  ])('%i seconds ahead', (seconds, text) => {
    expect(formatUntil(later(seconds), now)).toBe(text);
  });
});
