import { describe, expect, test } from 'vitest';
import type { ProgressCount } from '../../src/ports.ts';
import { chooseGlyphs } from '../../src/progress/glyphs.ts';
import { formatProgressLine } from '../../src/progress/progress-line.ts';
import { displayWidth } from '../../src/text-table.ts';

const glyphs = chooseGlyphs({}, 'linux');
const WAITING = 'another awsx (process 12345) is getting these credentials';

const line = (text: string, columns: number, count?: ProgressCount, elapsedMilliseconds = 12_000) =>
  formatProgressLine({ text, count, columns, elapsedMilliseconds, glyphs });

test.each<[string, number, ProgressCount | undefined, string]>([
  [WAITING, 80, undefined, `| ${WAITING}  12s  Ctrl-C stops`],
  [WAITING, 70, undefined, '| another awsx (process 12345) is getting these c…  12s  Ctrl-C stops'],
  [WAITING, 40, undefined, '| another awsx (process 12345) is…  12s'],
  [WAITING, 12, undefined, '| another …'],
  ['roles', 80, { done: 0, total: 3 }, '| roles  ..........  0 of 3  12s  Ctrl-C stops'],
  ['roles', 80, { done: 2, total: 3 }, '| roles  ######....  2 of 3  12s  Ctrl-C stops'],
  ['roles', 80, { done: 3, total: 3 }, '| roles  ##########  3 of 3  12s  Ctrl-C stops'],
  ['roles', 80, { done: 5, total: 3 }, '| roles  ##########  5 of 3  12s  Ctrl-C stops'],
  ['roles', 80, { done: 0, total: 0 }, '| roles  ..........  0 of 0  12s  Ctrl-C stops'],
  ['roles', 40, { done: 2, total: 3 }, '| roles  ######....  2 of 3  12s'],
  ['roles', 24, { done: 2, total: 3 }, '| roles  2 of 3  12s'],
  ['roles', 17, { done: 2, total: 3 }, '| roles  2 of 3'],
])('%s in %i columns with %j', (text, columns, count, expected) => {
  const shown = line(text, columns, count);
  expect(shown).toBe(expected);
  expect(displayWidth(shown)).toBeLessThan(columns);
});

test.each([0, 1, 2, 3, 4])(
  'takes no more than a terminal of %i columns has, or one glyph',
  (columns) => {
    expect(displayWidth(line(WAITING, columns))).toBeLessThanOrEqual(Math.max(columns, 3));
  },
);

test('wide characters count twice', () => {
  expect(displayWidth(line('漢'.repeat(50), 60))).toBeLessThan(60);
});

test.each([
  [0, '| roles  0s  Ctrl-C stops'],
  [100, '/ roles  0s  Ctrl-C stops'],
  [399, '\\ roles  0s  Ctrl-C stops'],
  [400, '| roles  0s  Ctrl-C stops'],
  [65_100, '\\ roles  1m5s  Ctrl-C stops'],
])('moves with the time: %i ms', (elapsed, expected) => {
  expect(line('roles', 80, undefined, elapsed)).toBe(expected);
});

describe('glyphs', () => {
  test.each<[NodeJS.Platform, Record<string, string>, boolean]>([
    ['linux', { LANG: 'en_GB.UTF-8', TERM: 'xterm-256color' }, false],
    ['linux', { LC_ALL: 'C', LANG: 'en_GB.UTF-8' }, true],
    ['linux', { LC_ALL: '', LC_CTYPE: 'C.utf8', LANG: 'C' }, false],
    ['linux', { TERM: 'xterm' }, true],
    ['linux', { LANG: 'en_GB.UTF-8', TERM: 'linux' }, true],
    ['win32', {}, true],
    ['win32', { LANG: 'en_GB.UTF-8' }, true],
    ['win32', { WT_SESSION: '1' }, false],
    ['win32', { TERM_PROGRAM: 'vscode' }, false],
  ])('on %s with %j are ASCII: %s', (platform, env, isAscii) => {
    const { frames, done, open } = chooseGlyphs(env, platform);
    const all = [...frames, done, open].join('');
    expect(/^[ -~]+$/.test(all)).toBe(isAscii);
    expect(new Set([...frames, done, open].map(displayWidth))).toEqual(new Set([1]));
  });
});
