/** The MFA question of the built program on a real pseudo-terminal, its streams captured. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTerminal, type Terminal } from '../exec/terminal.ts';
import { openPseudoTerminal, type PseudoTerminal } from '../terminal/pseudo-terminal.ts';
import { awsxScript, type RunningSandbox, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
let terminal: Terminal | undefined;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(async () => {
  terminal?.kill();
  await sandbox.stop();
});

/** Starts awsx as an SDK does: all three streams go elsewhere. */
function startCaptured(args: string, env: Record<string, string> = {}): Terminal {
  const command = `"${process.execPath}" "${awsxScript}" ${args} </dev/null >out 2>err; echo "ended $?"`;
  const script = `cd "${sandbox.folder}" && { ${command}; }`;
  terminal = openTerminal('/bin/sh', ['-c', script], { ...sandbox.env, ...env });
  return terminal;
}

const captured = (name: string): string => readFileSync(join(sandbox.folder, name), 'utf8');

describe.each([
  ['as a person has it', {}],
  ['with CI=true', { CI: 'true' }],
])('credential-process in a terminal %s', (_, env) => {
  it('asks on the terminal and prints one JSON object', async () => {
    const screen = startCaptured('credential-process prod-admin', env);
    const question = await screen.waitFor(/MFA code: /);
    expect(question).toContain('arn:aws:iam::000000000000:mfa/dev');
    screen.type(`${await sandbox.code()}\r`);
    await screen.waitFor(/ended 0/);
    expect(JSON.parse(captured('out'))).toMatchObject({ Version: 1 });
    expect(captured('err')).toBe('');
  });
});

it('explains a wrong code in place and takes the right one', async () => {
  const screen = startCaptured('exec prod-admin -- true');
  await screen.waitFor(/MFA code: /);
  const code = await sandbox.code();
  const wrong = code === '000000' ? '111111' : '000000';
  screen.type(`${wrong}\r`);
  const again = await screen.waitFor(/invalid MFA one time pass code[\s\S]*MFA code: /);
  expect(again).toContain('profile "prod-admin"');
  screen.type(`${await sandbox.code()}\r`);
  await screen.waitFor(/ended 0/);
  expect(sandbox.actions()).toBe('GetSessionToken GetSessionToken AssumeRole');
});

it.each([
  ['Ctrl-C', '\x03'],
  ['Esc', '\x1b'],
])('%s cancels with 130 and sends nothing', async (_, key) => {
  const screen = startCaptured('exec prod-admin -- true');
  await screen.waitFor(/MFA code: /);
  screen.type(key);
  await screen.waitFor(/ended 130/);
  expect(captured('err')).toContain('[cancelled]');
  expect(sandbox.actions()).toBe('');
});

it('keeps its exit status when it is alone on the terminal, as behind ssh -t', async () => {
  const args = [awsxScript, 'exec', 'prod-admin', '--', 'true'];
  terminal = openTerminal(process.execPath, args, { ...sandbox.env });
  await terminal.waitFor(/MFA code: /);
  terminal.type('\x03');
  expect(await terminal.ended).toBe(130);
});

describe('the terminal is as it was', () => {
  /**
   * A job of its own, as in a shell that a person types at: signals reach it and not the shell,
   * which would nevertheless end after a job that SIGINT has ended.
   */
  function startJob(args: string): PseudoTerminal & { readonly read: (name: string) => string } {
    const script = `cd "${sandbox.folder}"; set -m; trap : INT
      stty -g >before
      sh -c 'echo $$ >pid; exec "${process.execPath}" "${awsxScript}" ${args}' >out 2>err
      echo "ended $?"
      stty -g >after`;
    return { ...openPseudoTerminal({ script, env: sandbox.env }), read: captured };
  }

  it.each([
    ['SIGTERM', 143],
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGQUIT', 131],
  ] as const)('after %s to the whole job', async (signal, status) => {
    const job = startJob('exec prod-admin -- true');
    await job.shows('MFA code: ');
    job.type('907');
    await job.shows('***');
    process.kill(-Number(job.read('pid')), signal);
    await job.ended;
    expect(job.screen()).toContain(`ended ${status}`);
    expect(job.read('after')).toBe(job.read('before'));
    expect(job.screen()).not.toContain('907');
  });

  it.each([
    ['the answer', async () => `${await sandbox.code()}\r`, 'ended 0'],
    ['Ctrl-C', async () => '\x03', 'ended 130'],
  ])('after %s', async (_, keys, end) => {
    const job = startJob('exec prod-admin -- true');
    await job.shows('MFA code: ');
    job.type(await keys());
    await job.ended;
    expect(job.screen()).toContain(end);
    expect(job.read('after')).toBe(job.read('before'));
  });
});

/** As AWS's SDKs start a credential process: three pipes, its output parsed at its end. */
const SDK = `
  const { spawn } = require('node:child_process');
  const [node, script] = process.argv.slice(1);
  const child = spawn(node, [script, 'credential-process', 'prod-admin'], { stdio: 'pipe' });
  let out = '', err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  child.on('close', (status) =>
    console.log('sdk', status, JSON.parse(out).Version, JSON.stringify(err)));
`;

it('asks on the terminal when the parent has captured all three streams', async () => {
  const args = ['-e', SDK, process.execPath, awsxScript];
  terminal = openTerminal(process.execPath, args, { ...sandbox.env });
  const question = await terminal.waitFor(/MFA code: /);
  expect(question).toContain('asked by: node');
  terminal.type(`${await sandbox.code()}\r`);
  await terminal.waitFor(/sdk 0 1 ""/);
  expect(sandbox.actions()).toBe('GetSessionToken AssumeRole');
});

it('has the name of a profile typed before its key is forgotten', async () => {
  const screen = startCaptured('remove dev');
  await screen.waitFor(/type dev to go on: /);
  screen.type('y\r');
  await screen.waitFor(/type dev to go on, or press Esc/);
  screen.type('dev\r');
  await screen.waitFor(/ended 0/);
  expect(captured('err')).toContain('removed the key');
});

it('asks which profile when none is named', async () => {
  const screen = startCaptured('exec -- true');
  const list = await screen.waitFor(/Number, or text to search: /);
  const number = /(\d+) +readonly,/.exec(list)?.[1];
  screen.type(`${number}\r`);
  await screen.waitFor(/ended 0/);
  expect(sandbox.actions()).toBe('AssumeRole');
});
