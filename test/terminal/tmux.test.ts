/** Questions as tmux draws them: its widths of characters, its way of breaking lines anew. */
import { describe, expect, test } from 'vitest';
import { needs } from '../requirements.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { buildFixture } from './build-fixture.ts';
import { openTmux, type TmuxPane } from './tmux.ts';

const fixture = buildFixture('ask');

function openQuestion(kind: string, columns: number, rows: number): TmuxPane {
  const folder = createTemporaryFolder();
  const ask = `"${process.execPath}" "${fixture}" ${kind} >${folder}/out 2>&1`;
  const script = `echo before; ${ask}; cat ${folder}/out; echo after`;
  return openTmux({ columns, rows, script });
}

describe.skipIf(needs('tmux'))('in tmux', () => {
  test.each([
    ['80x24', 80, 24],
    ['40x10', 40, 10],
    ['20x10', 20, 10],
  ])('nothing stays of a question on %s', async (_, columns, rows) => {
    const pane = openQuestion('code', columns, rows);
    expect(await pane.shows('MFA code:')).toMatch(/^before\nMFA code for/);
    pane.type('12');
    await pane.shows('MFA code: **');
    pane.type('3456');
    pane.press('Enter');
    await pane.shows('after');
    expect(pane.screen()).toBe('before\nanswer 123456\nafter');
  });

  test('wide and combining characters are erased as wide as they are', async () => {
    const pane = openQuestion('text', 30, 10);
    await pane.shows('Name:');
    pane.type('生产環境e\u0301');
    await pane.shows('Name: 生产環境é'.normalize('NFD'));
    for (const key of ['BSpace', 'BSpace', 'BSpace']) pane.press(key);
    pane.type('x');
    await pane.shows('Name: 生产x');
    // As wide as the line twice over: only the end is seen.
    pane.type('한'.repeat(30));
    await pane.shows('한'.repeat(14));
    pane.press('Enter');
    await pane.shows('after');
    expect(pane.screen().split('\n')[0]).toBe('before');
    expect(pane.screen()).toContain('answer 生产x한');
    expect(pane.screen()).not.toContain('Name');
  });

  test.each([
    ['narrower', 30, 24],
    ['wider', 120, 24],
    ['narrower and lower', 40, 9],
    ['lower than the question', 80, 4],
  ])('a window made %s while a question is open', async (_, columns, rows) => {
    const pane = openQuestion('code', 80, 24);
    await pane.shows('MFA code:');
    pane.type('12');
    await pane.shows('MFA code: **');
    pane.resize(columns, rows);
    pane.type('3');
    await pane.shows('MFA code: ***');
    const lines = pane.screen().split('\n');
    expect(lines.length).toBeLessThanOrEqual(rows);
    expect(lines.filter((line) => line.startsWith('MFA code:'))).toHaveLength(1);
    pane.press('C-c');
    await pane.shows('after');
    expect(pane.screen()).not.toMatch(/MFA|account|device|\*/);
  });
});
