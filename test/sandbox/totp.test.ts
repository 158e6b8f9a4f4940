import { expect, test } from 'vitest';
import { createCode, getSecondsLeft, getTimeStep } from '../../src/sandbox/totp.ts';
import { Secret } from '../../src/secret.ts';

/** RFC 6238 appendix B, SHA-1: the secret is the ASCII text 12345678901234567890. */
const secret = new Secret('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ');

test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at %i seconds the code is %s', (seconds, code) => {
  expect(createCode(secret, getTimeStep(new Date(seconds * 1000)))).toBe(code);
});

test.each([
  [0, 30],
  [1, 29],
  [29, 1],
  [30, 30],
])('at %i seconds %i are left', (seconds, left) => {
  expect(getSecondsLeft(new Date(seconds * 1000))).toBe(left);
});
