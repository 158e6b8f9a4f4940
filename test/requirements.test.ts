import { expect, test, vi } from 'vitest';
import { findProgram, needs, needsAnswer, needsPackage } from './requirements.ts';

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
  vi.stubEnv('AWSX_TEST_OPTIONAL', 'python3 no-such-program');
  expect(needs('no-such-program')).toBe(true);
  expect(() => needs('no-such-program', 'another')).toThrow('another');
});

test('asks a program which one it is', () => {
  vi.stubEnv('AWSX_TEST_REQUIRE_ALL', undefined);
  expect(needsAnswer(/^v\d+\./, process.execPath, '--version')).toBe(false);
  expect(needsAnswer(/^v1\./, process.execPath, '--version')).toBe(true);
  expect(needsAnswer(/./, 'no-such-program')).toBe(true);
  vi.stubEnv('AWSX_TEST_REQUIRE_ALL', '1');
  expect(() => needsAnswer(/./, 'no-such-program')).toThrow('no-such-program');
});

test('looks for packages', () => {
  vi.stubEnv('AWSX_TEST_REQUIRE_ALL', undefined);
  expect(needsPackage('vitest')).toBe(false);
  expect(needsPackage('no-such-package')).toBe(true);
  vi.stubEnv('AWSX_TEST_REQUIRE_ALL', '1');
  expect(() => needsPackage('no-such-package')).toThrow('no-such-package');
});
