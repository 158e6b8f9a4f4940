/**
 * Questions in a real terminal, asked by a program whose stdin, stdout and stderr are captured,
 * as those of a credential process are.
 */
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { buildFixture } from './build-fixture.ts';
import { openPseudoTerminal, type PseudoTerminal } from './pseudo-terminal.ts';

const fixture = buildFixture('ask');
const TITLE = 'MFA code for profile "prod-admin"';
const PROMPT = 'MFA code: ';

interface Asked {
  readonly terminal: PseudoTerminal;
  /** The settings of the terminal before and after, the captured streams, the exit status. */
  readonly read: (name: 'before' | 'after' | 'out' | 'err' | 'status' | 'pid') => string;
}

function openQuestion(kind: string, env: Readonly<Record<string, string>> = {}): Asked {
  const folder = createTemporaryFolder();
  writeFileSync(join(folder, 'in'), 'not for awsx\n');
  const script = `cd ${folder}
    stty -a >before
    sh -c 'echo $$ >pid; exec "${process.execPath}" "${fixture}" ${kind} <in >out 2>err'
    echo $? >status
    stty -a >after`;
  const terminal = openPseudoTerminal({ script, env });
  return { terminal, read: (name) => readFileSync(join(folder, name), 'utf8').trim() };
}

test.each([
  ['at home', {}],
  ['with CI=true', { CI: 'true', CONTINUOUS_INTEGRATION: '1' }],
  ['with NO_COLOR', { NO_COLOR: '1' }],
  ['with DEV=true', { DEV: 'true' }],
  ['on a dumb terminal', { TERM: 'dumb' }],
])('an MFA code is asked and answered %s', async (_name, env) => {
  const { terminal, read } = openQuestion('code', env);
  await terminal.shows(PROMPT);
  expect(terminal.screen()).toContain(TITLE);
  terminal.type('123456\r');
  await terminal.ended;
  expect([read('out'), read('err'), read('status')]).toEqual(['answer 123456', '', '0']);
  expect(read('after')).toBe(read('before'));
  expect(terminal.screen()).not.toContain('123456');
});

test('NO_COLOR is honoured, and without it there is colour', async () => {
  const plain = openQuestion('code', { NO_COLOR: '1' });
  const coloured = openQuestion('code');
  await Promise.all([plain.terminal.shows(PROMPT), coloured.terminal.shows(PROMPT)]);
  expect(plain.terminal.screen()).not.toContain('\u001b[1m');
  expect(coloured.terminal.screen()).toContain('\u001b[1m');
});

test('keys typed before the question is drawn are not lost', async () => {
  const { terminal, read } = openQuestion('secret');
  terminal.type('hunter2\r');
  await terminal.ended;
  expect(read('out')).toBe('answer hunter2');
});

test('a wrong paste, digit by digit, and a wrong key', async () => {
  const { terminal, read } = openQuestion('code');
  await terminal.shows(PROMPT);
  terminal.type('12a3 45678');
  await terminal.shows('not pasted');
  terminal.type('12');
  await terminal.shows('**');
  terminal.type('x');
  await terminal.shows('digits only');
  for (const key of '3456\r') terminal.type(key);
  await terminal.ended;
  expect(read('out')).toBe('answer 123456');
});

test.each([
  ['Ctrl-C', '\u0003'],
  ['Esc', '\u001b'],
  ['Ctrl-D', '\u0004'],
])('%s cancels', async (_name, key) => {
  const { terminal, read } = openQuestion('code');
  await terminal.shows(PROMPT);
  terminal.type(`123${key}`);
  await terminal.ended;
  expect([read('out'), read('err'), read('status')]).toEqual(['', 'cancelled: cancelled', '1']);
  expect(read('after')).toBe(read('before'));
});

test.each([
  ['SIGTERM', '143'],
  ['SIGINT', '130'],
  ['SIGHUP', '129'],
  ['SIGQUIT', '131'],
  ['SIGUSR2', '1'],
] as const)('the terminal is as it was after %s', async (signal, status) => {
  const { terminal, read } = openQuestion('code');
  await terminal.shows(PROMPT);
  process.kill(Number(read('pid')), signal);
  await terminal.ended;
  expect(read('status')).toBe(status);
  expect(read('after')).toBe(read('before'));
});

test.each(['crash-in-reducer', 'crash-in-view'])(
  'the terminal is as it was after a %s',
  async (kind) => {
    const { terminal, read } = openQuestion(kind);
    await terminal.shows(PROMPT);
    terminal.type('1');
    await terminal.ended;
    expect(read('err')).toBe(`TypeError: bug: ${kind}`);
    expect(read('status')).toBe('1');
    expect(read('after')).toBe(read('before'));
  },
);

test('what is typed after the answer belongs to the next program', async () => {
  const folder = createTemporaryFolder();
  const script = `"${process.execPath}" "${fixture}" choose >${folder}/out 2>&1
    echo next; read -r line; echo "$line" >${folder}/line`;
  const terminal = openPseudoTerminal({ script });
  await terminal.shows('Profile [1-2]: ');
  terminal.type('2\r');
  await terminal.shows('next');
  terminal.type('for the shell\r');
  await terminal.ended;
  expect(readFileSync(join(folder, 'out'), 'utf8')).toBe('answer 1\n');
  expect(readFileSync(join(folder, 'line'), 'utf8')).toBe('for the shell\n');
});

test('an mfa_process talks to the person on the terminal', async () => {
  const { terminal, read } = openQuestion('process');
  await terminal.shows('touch your key');
  terminal.type('123456\r');
  await terminal.ended;
  expect([read('out'), read('err')]).toEqual(['answer 123456', '']);
});

test('a background job does not ask on the terminal', async () => {
  const folder = createTemporaryFolder();
  const script = `set -m
    "${process.execPath}" "${fixture}" code </dev/null >${folder}/out 2>${folder}/err &
    wait $!; echo "ended $?"`;
  const terminal = openPseudoTerminal({ script });
  await terminal.shows('ended 1');
  expect(readFileSync(join(folder, 'err'), 'utf8')).toContain('input_required: cannot ask');
  expect(terminal.screen()).not.toContain(TITLE);
});

test('without a terminal and a display the answer is input_required, within a second', async () => {
  const bareStart = performance.now();
  spawnSync(process.execPath, ['-e', '0']);
  const started = performance.now();
  const child = spawn(process.execPath, [fixture, 'code'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'] },
  });
  expect(await text(child.stderr)).toBe(
    'input_required: cannot ask for an MFA code for profile "prod-admin": ' +
      'there is no terminal and no desktop dialog\n',
  );
  expect(performance.now() - started).toBeLessThan(started - bareStart + 1000);
});
