import { expect, test } from 'vitest';
import { canReplaceProcess, type ReplacementFacts } from '../../src/exec/replace-process.ts';

const good: ReplacementFacts = {
  hasExecve: true,
  argumentBytes: 4096,
  namedDescriptors: [],
  willStart: () => true,
};

test.each<[string, Partial<ReplacementFacts>, boolean]>([
  ['all is well', {}, true],
  ['arguments as long as is safe', { argumentBytes: 120 * 1024 }, true],
  ['the runtime cannot', { hasExecve: false }, false],
  ['arguments longer than is safe', { argumentBytes: 120 * 1024 + 1 }, false],
  ['a descriptor is named', { namedDescriptors: [3] }, false],
  ['the program may be refused', { willStart: () => false }, false],
])('%s', (_, changes, answer) => {
  expect(canReplaceProcess({ ...good, ...changes })).toBe(answer);
});

test('the program is looked at last', () => {
  const willStart = () => {
    throw new Error('looked at the program');
  };
  expect(canReplaceProcess({ ...good, willStart, hasExecve: false })).toBe(false);
  expect(() => canReplaceProcess({ ...good, willStart })).toThrow('looked at the program');
});
