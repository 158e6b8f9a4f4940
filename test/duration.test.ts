import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../src/duration.ts';

test.each([
  ['5400', 5400],
  ['0', 0],
  ['1h', 3600],
  ['1h30m', 5400],
  ['90m', 5400],
  ['45s', 45],
  ['1h0m0s', 3600],
  ['1.5h', 5400],
  [' 15m ', 900],
])('reads %j as %i seconds', (text, seconds) => {
  expect(parseDuration(text)).toBe(seconds);
});

test.each([
  '',
  ' ',
  'banana',
  '1 h',
  '-1h',
  '+5',
  '1h30',
  '1d',
  '500ms',
  '1.5',
  '0.5s',
  '.5h',
  '1e3',
  '0x10',
  '٣h',
  '1h\n2m',
  '99999999999999999999',
  '9'.repeat(400),
])('refuses %j', (text) => {
  expect(parseDuration(text)).toBeUndefined();
});

test.each([
  [0, '0s'],
  [45, '45s'],
  [900, '15m'],
  [3600, '1h'],
  [5400, '1h30m'],
  [129_600, '36h'],
  [3661, '1h1m1s'],
])('writes %i seconds as %j', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text);
});

test('what is written reads back', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000_000 }), (seconds) => {
      expect(parseDuration(formatDuration(seconds))).toBe(seconds);
    }),
  );
});
