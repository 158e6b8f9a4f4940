/** The picker of the built program as tmux shows it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { needs } from '../requirements.ts';
import { openTmux, type TmuxPane } from '../terminal/tmux.ts';
import { awsxScript, type RunningSandbox, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.stop());

const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** Between a line above and a line below that says how it ended. */
function openAwsx(args: string, columns: number, rows: number, first = 'echo before'): TmuxPane {
  const { TERM: _, NO_COLOR: _color, ...inside } = sandbox.env;
  const variables = Object.entries({ ...inside, SHELL: '/bin/sh' });
  const file = join(sandbox.folder, 'run.sh');
  const exports = variables.map(([name, value]) => `export ${name}=${quote(value)}`);
  const awsx = `${quote(process.execPath)} ${quote(awsxScript)} ${args}`;
  writeFileSync(file, `${exports.join('\n')}\n${first}\n${awsx}\necho "after $?"\n`);
  return openTmux({ columns, rows, script: `sh "${file}"` });
}

describe.skipIf(needs('tmux'))('in tmux', () => {
  test.each([
    ['80x24', 80, 24],
    ['40x10', 40, 10],
    ['120x40', 120, 40],
    ['30x5', 30, 5],
  ])('picks by typing on %s, and nothing stays of it', async (_name, columns, rows) => {
    const pane = openAwsx('exec -- true', columns, rows);
    expect(await pane.shows('of 5')).toContain('Profile:');
    pane.type('readonly');
    await pane.shows('1 of 5');
    pane.press('Enter');
    await pane.shows('after 0');
    expect(pane.history()).toBe('before\nafter 0');
  });

  test.each([
    ['wider', 140, 24],
    ['lower', 80, 6],
    ['higher', 80, 50],
    // tmux breaks the lines of the frame anew, and what then has no room scrolls away.
    ['narrower', 40, 24],
    ['narrower and lower', 30, 8],
  ])('a window made %s', async (name, columns, rows) => {
    const pane = openAwsx('exec -- true', 80, 24);
    await pane.shows('esc leave');
    pane.type('prod');
    await pane.shows('esc clear');
    pane.resize(columns, rows);
    await expect.poll(() => widestLine(pane)).toBeLessThan(columns);
    pane.type('-admin');
    const screen = await pane.shows('Profile: prod-admin');
    expect(screen.match(/Profile:/g)).toHaveLength(1);
    pane.press('C-c');
    await pane.shows('after 130');
    const left = name.startsWith('narrower') ? pane.screen() : pane.history();
    expect(left).not.toMatch(/Profile:|of 5|MFA|esc/);
    expect(left.replace('\n', '')).toMatch(/awsx: error: cancelled [\s\S]*after 130$/);
  });

  test('a screen that is full scrolls for it, and every line above stays', async () => {
    const pane = openAwsx('exec -- true', 80, 12, 'seq 1 30');
    await pane.shows('esc leave');
    pane.type('readonly');
    await pane.shows('1 of 5');
    pane.press('Enter');
    await pane.shows('after 0');
    const numbers = Array.from({ length: 30 }, (_, index) => String(index + 1));
    expect(pane.history().split('\n')).toEqual([...numbers, 'after 0']);
  });

  test('a paste with line ends only searches', async () => {
    const pane = openAwsx('exec -- true', 80, 24);
    await pane.shows('esc leave');
    pane.paste('prod\nadmin\n');
    await pane.shows('Profile: prod admin ');
    expect(pane.screen()).toContain('1 of 5');
    pane.press('C-c');
    await pane.shows('after 130');
  });

  test('renewing asks for a code and comes back; Ctrl-X forgets it again', async () => {
    const pane = openAwsx('', 100, 24);
    await pane.shows('esc leave');
    pane.type('prod-admin');
    await pane.shows('1 of 5');
    pane.press('C-r');
    await pane.shows('MFA code:');
    pane.type(await sandbox.code());
    pane.press('Enter');
    const back = await pane.shows('renewed the session of prod-admin: good for 1h');
    expect(back).toContain('Profile: prod-admin');
    expect(back).toMatch(/^> {3}prod-admin +production +until \d\d:\d\d +MFA/m);
    expect(back).not.toContain('MFA code:');
    pane.press('C-x');
    const cleared = await pane.shows('removed 1 session of prod-admin');
    expect(cleared).toMatch(/^> {3}prod-admin +production +- +MFA/m);
    pane.press('Escape');
    pane.press('Escape');
    await pane.shows('after 130');
    expect(sandbox.actions()).toBe('GetSessionToken AssumeRole');
  });

  test('arrows, the list of keys and groups', async () => {
    const pane = openAwsx('', 80, 24);
    await pane.shows('> ');
    pane.press('Down');
    await pane.shows('>   readonly');
    pane.press('C-g');
    await pane.shows('- 000000000000 (5)');
    pane.press('F1');
    await pane.shows('group by account, by source, not at all');
    pane.press('Space');
    await pane.shows('>   readonly');
    pane.press('C-p');
    await pane.shows('> * readonly');
    pane.press('C-c');
    await pane.shows('after 130');
  });
});

function widestLine(pane: TmuxPane): number {
  return Math.max(
    ...pane
      .screen()
      .split('\n')
      .map((line) => line.length),
  );
}
