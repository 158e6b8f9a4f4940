import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { awsxScript, runAwsx } from './harness.ts';

/** Where sandboxes of this test lie; watched, and gone afterwards. */
function createTemporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'awsx-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('the exit status', () => {
  test.each([
    ['is that of the command', ['sh', '-c', 'exit 7'], 7],
    ['tells its signal', ['sh', '-c', 'kill -TERM $$'], 143],
    ['is 127 for a missing command', ['no-such-command'], 127],
    ['is 126 for a file that is no program', [awsxScript.replace(/[^/]+$/, '')], 126],
  ])('%s', async (_, command, status) => {
    const TMPDIR = createTemporary();
    const result = await runAwsx(['sandbox', '--', ...command], { env: { TMPDIR } });
    expect(result.status).toBe(status);
    expect(readdirSync(TMPDIR)).toEqual([]);
  });

  test.each([
    ['a log that cannot be written', ['sandbox', '--', 'true'], { AWSX_SANDBOX_LOG: '/' }, 125],
    ['a sandbox in a sandbox', ['sandbox', '--', 'true'], { AWSX_SANDBOX: '/tmp/box' }, 125],
    ['a code outside', ['sandbox', 'code'], {}, 2],
  ])('tells of %s', async (_, args, env, status) => {
    const result = await runAwsx(args, { env });
    expect([result.status, result.stdout]).toEqual([status, '']);
    expect(result.stderr).toMatch(/^awsx: error: .*\nawsx: hint: .*\n$/);
  });
});

test('the banner names the account, and stdout is the command’s own', async () => {
  const result = await runAwsx(['sandbox', '--', 'echo', 'mine']);
  expect(result.stdout).toBe('mine\n');
  expect(result.stderr).toContain('account 000000000000');
});

test('the code has six digits', async () => {
  const result = await runAwsx(['sandbox', '--', 'awsx', 'sandbox', 'code']);
  expect(result.stdout).toMatch(/^\d{6}\n$/);
});

async function startIn(TMPDIR: string): Promise<ChildProcess> {
  // `cat` ends with its stdin, so no process stays behind.
  const awsx = spawn(
    process.execPath,
    [awsxScript, 'sandbox', '--', 'sh', '-c', 'echo up; exec cat'],
    {
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'], TMPDIR },
      stdio: ['pipe', 'pipe', 'ignore'],
    },
  );
  onTestFinished(() => void awsx.stdin?.end());
  await new Promise((resolve) => awsx.stdout?.once('data', resolve));
  return awsx;
}

function waitUntilEmpty(folder: string): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (existsSync(folder) && readdirSync(folder).length > 0) return;
      watcher.close();
      resolve();
    };
    const watcher = watch(folder, check);
    check();
  });
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
  'the folder goes after %s',
  async (signal) => {
    const temporary = createTemporary();
    const awsx = await startIn(temporary);
    expect(readdirSync(temporary)).toEqual([expect.stringMatching(/^awsx-sandbox-[0-9a-f]{10}$/)]);
    awsx.kill(signal);
    await waitUntilEmpty(temporary);
    expect(readdirSync(temporary)).toEqual([]);
  },
);
