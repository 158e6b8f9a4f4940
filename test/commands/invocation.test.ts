import { expect, test } from 'vitest';
import {
  booleanFlag,
  type Invocation,
  listFlag,
  stringFlag,
} from '../../src/commands/invocation.ts';

const invocation: Invocation = {
  positionals: [],
  flags: { region: 'eu-west-1', quiet: true, tag: ['a=1', 'b=2'], empty: '' },
};

test('reads a flag as the kind it is', () => {
  expect(stringFlag(invocation, 'region')).toBe('eu-west-1');
  expect(stringFlag(invocation, 'empty')).toBe('');
  expect(booleanFlag(invocation, 'quiet')).toBe(true);
  expect(listFlag(invocation, 'tag')).toEqual(['a=1', 'b=2']);
});

test('reads a flag that was not given, or is of another kind, as nothing', () => {
  expect(stringFlag(invocation, 'duration')).toBeUndefined();
  expect(stringFlag(invocation, 'quiet')).toBeUndefined();
  expect(booleanFlag(invocation, 'region')).toBe(false);
  expect(listFlag(invocation, 'region')).toEqual([]);
});
