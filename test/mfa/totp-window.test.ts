import { expect, test } from 'vitest';
import { millisecondsToNextWindow, secondsLeftInWindow } from '../../src/mfa/totp-window.ts';

test.each([
  ['00:00:00.000Z', 30, 30_000],
  ['00:00:00.001Z', 30, 29_999],
  ['00:00:29.000Z', 1, 1000],
  ['00:00:29.999Z', 1, 1],
  ['00:00:30.000Z', 30, 30_000],
  ['00:00:47.500Z', 13, 12_500],
])('at %s', (time, seconds, milliseconds) => {
  const now = new Date(`2026-01-01T${time}`);
  expect([secondsLeftInWindow(now), millisecondsToNextWindow(now)]).toEqual([
    seconds,
    milliseconds,
  ]);
});
