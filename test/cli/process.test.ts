/** What the built program does as a process: its streams, signals and the runtime's doors. */
import { spawn } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { awsxScript, runAwsx, runProgram } from './harness.ts';

const node = process.execPath;

test.each([
  ['--inspect=0', ['list'], 3],
  ['--inspect-port=0 --inspect', ['exec', 'dev', '--', 'true'], 125],
])('refuses to run under %s', async (option, args, status) => {
  const byFlag = await runProgram(node, [...option.split(' '), awsxScript, ...args]);
  const byVariable = await runAwsx(args, { env: { NODE_OPTIONS: option } });
  for (const result of [byFlag, byVariable]) {
    expect(result.status).toBe(status);
    expect(result.stderr).toContain('awsx: error: a debugger is attached');
    expect(result.stdout).toBe('');
  }
});

test('a harmless option that names the inspector does not stop it', async () => {
  const result = await runProgram(node, ['--inspect-port=0', awsxScript, '--version']);
  expect(result).toMatchObject({ status: 0, stderr: '' });
});

/** Says which signals it gets; SIGUSR2 ends it. */
const LISTENER = `
  process.on('SIGUSR1', () => console.log('usr1'));
  process.on('SIGUSR2', () => { console.log('usr2'); process.exit(7); });
  process.stdin.resume();
  console.log('ready');
`;

test('SIGUSR1 and SIGUSR2 reach the child, open no debugger and write no report', async () => {
  const reports = createTemporaryFolder();
  const child = spawn(
    node,
    [awsxScript, 'sandbox', '--', 'env', '-u', 'NODE_OPTIONS', node, '-e', LISTENER],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        NODE_OPTIONS: `--report-on-signal --report-directory=${reports}`,
      },
    },
  );
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
    if (stdout === 'ready\n') child.kill('SIGUSR1');
    if (stdout === 'ready\nusr1\n') child.kill('SIGUSR2');
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect({ status, stdout }).toEqual({ status: 7, stdout: 'ready\nusr1\nusr2\n' });
  expect(stderr).not.toMatch(/debugger|inspector/i);
  expect(readdirSync(reports)).toEqual([]);
});

test('a full disk behind stdout is a failure with a message', async () => {
  const result = await runProgram('sh', ['-c', `"${node}" "${awsxScript}" help >/dev/full`]);
  expect(result.status).toBe(1);
  expect(result.stderr).toMatch(
    /^awsx: error: could not write to stdout: ENOSPC.* \[unexpected\]\n$/,
  );
});

test('a reader that went away ends it quietly', async () => {
  const child = spawn(node, [awsxScript, 'help'], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  let stderr = '';
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  expect({ status, stderr }).toEqual({ status: 141, stderr: '' });
});

test.each([['2>&-'], ['2>/dev/full']])(
  'without a usable stderr (%s) it does its work',
  async (closed) => {
    const run = (words: string) =>
      runProgram('sh', ['-c', `"${node}" "${awsxScript}" ${words} ${closed}`]);
    expect(await run('lsit')).toMatchObject({ status: 2, stdout: '' });
    expect(await run('--version')).toMatchObject({ status: 0, stdout: '0.1.0\n' });
  },
);

test('warnings of Node are shown to developers of awsx only', async () => {
  const folder = createTemporaryFolder();
  const noisy = join(folder, 'noisy.cjs');
  writeFileSync(noisy, "setTimeout(() => process.emitWarning('noise'), 0);");
  const env = { NODE_OPTIONS: `--require=${noisy}` };
  expect((await runAwsx(['config'], { env })).stderr).toBe('');
  expect((await runAwsx(['config', '--debug'], { env })).stderr).toContain('noise');
});
