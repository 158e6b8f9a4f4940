/** Progress of a real process in a pseudo-terminal. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openProgress } from '../../src/progress/open-progress.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { buildFixture } from '../terminal/build-fixture.ts';
import { openPseudoTerminal } from '../terminal/pseudo-terminal.ts';
import { createManualClock } from '../ui/manual-clock.ts';

const fixture = buildFixture('progress');
const awsx = `"${process.execPath}" "${fixture}"`;
/** What a shell does next is seen behind it. */
const THEN = 'echo "then $?"';

function start(script: string, env: Readonly<Record<string, string>> = {}) {
  const folder = createTemporaryFolder();
  const terminal = openPseudoTerminal({ script: `cd ${folder}\n${script}`, env });
  const signal = (name: NodeJS.Signals): void => {
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), name);
  };
  return { terminal, signal, read: (name: string) => readFileSync(join(folder, name), 'utf8') };
}

const withoutEscapes = (text: string): string => text.replaceAll('\u001b[', '');

test('moves on a terminal and leaves nothing there', async () => {
  const { terminal, signal } = start(`${awsx}; ${THEN}`);
  await terminal.shows('  1s  Ctrl-C stops');
  signal('SIGUSR2');
  await terminal.ended;
  expect(withoutEscapes(terminal.screen())).toMatch(/Ctrl-C stopsK\r2Kended\r\nthen 0\r\n$/);
});

test('leaves nothing there when Ctrl-C ends it', async () => {
  const { terminal } = start(`trap : INT; ${awsx}; ${THEN}`);
  await terminal.shows('Ctrl-C stops');
  terminal.type('\x03');
  await terminal.ended;
  expect(withoutEscapes(terminal.screen())).toMatch(/\r2K(\^C)?then 130\r\n$/);
});

test('fits a narrow window', async () => {
  const { terminal, signal } = start(`stty cols 30; ${awsx}; ${THEN}`);
  await terminal.shows('waiting for the test  ');
  signal('SIGUSR2');
  await terminal.ended;
  expect(terminal.screen()).not.toContain('Ctrl-C');
});

test.each([
  ['a file', `${awsx} 2>err`, {}],
  ['a terminal without a cursor', awsx, { TERM: 'dumb' }],
  ['a screen reader', awsx, { INK_SCREEN_READER: 'true' }],
  ['a background job', `set -m; ${awsx} & wait`, {}],
])('is one plain line for %s', async (_, script, env) => {
  const tellOfFile = '( until grep -s waiting err; do :; done ) &';
  const { terminal, signal, read } = start(`: >err; ${tellOfFile} ${script}; ${THEN}`, env);
  await terminal.shows('waiting for the test');
  signal('SIGUSR2');
  await terminal.shows('ended');
  const shown = script.includes('2>err') ? read('err') : terminal.screen();
  expect(shown.split('awsx: waiting for the test').length).toBe(2);
  expect(shown).not.toContain('Ctrl-C');
  expect(shown).not.toContain('\u001b');
});

test('says nothing with --quiet', async () => {
  const written: string[] = [];
  const clock = createManualClock();
  const stderr = { isTTY: true, write: (text: string) => void written.push(text) };
  const progress = openProgress({ env: {}, platform: 'linux', clock, stderr }, { quiet: true });
  progress.update('waiting');
  progress.pause();
  progress.resume();
  await clock.advance(5000);
  progress.end();
  expect(written).toEqual([]);
});
