import { expect, test, vi } from 'vitest';
import { findProgram, needs } from './requirements.ts';

test('finds a program on PATH by its absolute path', () => {
  expect(findProgram('node')).toMatch(/^\/.*\/node$|node\.exe$/);
  expect(findProgram('no-such-program')).toBeUndefined();
});

test('skips without a program, and fails when all are required', () => {
  vi.stubEnv('AWSX_TEST_REQUIRE_ALL', undefined);
  expect(needs('node')).toBe(false);
  expect(needs('node', 'no-such-program')).toBe(true);
  vi.stubEnv('AWSX_TEST_REQUIRE_ALL', '1');
  expect(needs('node')).toBe(false);
  expect(() => needs('no-such-program')).toThrow('no-such-program');
});
