import { expect, test } from 'vitest';
import { editDistance, suggest } from '../../src/command-line/suggest.ts';

const names = ['exec', 'export', 'explain', 'list', 'sandbox', 'duration', 'no-session'];
test.each([
  ['lsit', 'list'],
  ['exce', 'exec'],
  ['exprot', 'export'],
  ['dur', 'duration'],
  ['nosession', 'no-session'],
  ['duraton', 'duration'],
  ['exp', undefined],
  ['kubectl', undefined],
  ['x', undefined],
  ['', undefined],
  ['__proto__', undefined],
])('%s is probably %s', (word, meant) => {
  expect(suggest(word, names)).toBe(meant);
});

test.each([
  ['', '', 0],
  ['abc', '', 3],
  ['', 'abc', 3],
  ['list', 'lsit', 1],
  ['list', 'lost', 1],
  ['list', 'lists', 1],
  ['ca', 'abc', 3],
])('from %s to %s it is %i slips', (from, to, distance) => {
  expect(editDistance(from, to)).toBe(distance);
});
