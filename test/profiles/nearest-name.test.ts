import { expect, test } from 'vitest';
import { nearestName } from '../../profiles/nearest-name.ts';

test.each([
  ['prod-amdin', ['dev', 'prod-admin', 'prod-read'], 'prod-admin'],
  ['dev', ['Dev'], 'Dev'],
  ['de', ['dev', 'development'], 'dev'],
  ['dev', ['prod'], undefined],
  ['', ['a'], 'a'],
  ['x', [], undefined],
  ['a'.repeat(100_000), ['b'.repeat(100_000)], undefined],
])('the name nearest to %s', (name, candidates, expected) => {
  expect(nearestName(name, candidates)).toBe(expected);
});
