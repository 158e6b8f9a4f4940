/** What `awsx exec` answers when there is nothing to run, beside what a shell answers. */
import { spawnSync } from 'node:child_process';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs } from '../requirements.ts';
import { runtimes } from '../runtimes.ts';
import { awsxScript, type RunningSandbox, runProgram, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const first = await sandbox.run(['exec', 'readonly', '--', 'true']);
  if (first.status !== 0) throw new Error(first.stderr);
  writeExecutable('no-interpreter', '#!/no/such/program\n');
  writeExecutable('carriage-return', '#!/bin/sh\r\n');
  writeExecutable('data-for-interpreter', '#!/etc/passwd\n');
  writeExecutable('text', 'echo "run with $1"; exit 5\n');
  writeExecutable('text-of-nothing', 'no-such-name\n');
  writeExecutable('empty', '');
  writeFileSync(join(sandbox.folder, 'plain'), '#!/bin/sh\n', { mode: 0o644 });
  symlinkSync('nowhere', join(sandbox.folder, 'dangling'));
});
afterAll(() => sandbox.stop());

function writeExecutable(name: string, content: string): void {
  const file = join(sandbox.folder, name);
  writeFileSync(file, content);
  chmodSync(file, 0o755);
}

async function runCommand(prefix: readonly string[], command: string) {
  const args = ['-c', '"$@"; exit $?', 'sh', ...prefix, command, 'argument'];
  const { status, stdout, stderr } = await runProgram('sh', args, {
    env: sandbox.env,
    cwd: sandbox.folder,
  });
  return { status, stdout, stderr };
}

for (const { name, node, isMissing } of runtimes)
  describe.skipIf(isMissing)(name, () => {
    const through = [node, awsxScript, 'exec', 'readonly', '--no-input', '--'];

    it.each([
      ['/no/such/file', 127],
      ['no-such-name', 127],
      ['./dangling', 127],
      ['./no-interpreter', 127],
      ['./carriage-return', 127],
      ['./data-for-interpreter', 126],
      ['./plain', 126],
      ['./', 126],
      ['/', 126],
    ])('%s', async (command, status) => {
      const direct = await runCommand([], command);
      expect(direct).toMatchObject({ status, stdout: '' });
      const result = await runCommand(through, command);
      expect(result).toMatchObject({ status, stdout: '' });
      const code = status === 127 ? 'command_not_found' : 'command_not_executable';
      expect(result.stderr).toMatch(/^awsx: error: [^\n]+\n(awsx: hint: [^\n]+\n)?$/);
      expect(result.stderr).toContain(`[${code}]\n`);
    });

    it.each([
      ['./text', 5, 'run with argument\n'],
      ['./text-of-nothing', 127, ''],
      ['./empty', 0, ''],
    ])('%s runs in sh, as in a shell', async (command, status, stdout) => {
      expect(await runCommand([], command)).toMatchObject({ status, stdout });
      expect(await runCommand(through, command)).toMatchObject({ status, stdout });
    });

    it.each([
      [['exec', 'typo', '--', 'true'], 'profile_not_found'],
      [['exec', 'readonly', '--no-such-flag', '--', 'true'], 'unknown_flag'],
      [['exec', 'prod-admin', '--no-input', '--', 'true'], 'input_required'],
      [['exec', 'readonly', '-d', '13h', '--', 'true'], 'duration_out_of_range'],
    ])('%j is a failure of awsx', async (args, code) => {
      const result = await runProgram(node, [awsxScript, ...args], { env: sandbox.env });
      expect(result).toMatchObject({ status: 125, stdout: '' });
      expect(result.stderr).toContain(`[${code}]`);
    });

    const limited = ['prlimit', `--stack=${8 * 1024 * 1024}`, ...through];
    it.skipIf(process.platform !== 'linux' || needs('prlimit'))(
      'arguments that awsx can be started with, but not CMD, for it gets more variables',
      () => {
        const [file = '', ...rest] = limited;
        for (const words of shrinkingArguments()) {
          const args = [...rest, 'true', ...words];
          const result = spawnSync(file, args, { encoding: 'utf8', env: { ...sandbox.env } });
          if (result.error !== undefined || result.stderr.startsWith('prlimit:')) continue;
          expect(result).toMatchObject({ status: 126, signal: null, stdout: '' });
          expect(result.stderr).toContain('argument list too long [command_not_executable]');
          return;
        }
        throw new Error('awsx could not be started');
      },
    );
  });

/**
 * From more bytes than any program can be started with down to what one can: a quarter of the
 * stack, at most 128 KiB in one argument (execve(2)).
 */
function* shrinkingArguments(): Generator<readonly string[]> {
  const full = Array.from({ length: 20 }, () => 'x'.repeat(100 * 1024));
  for (let rest = 50 * 1024; rest > 0; rest -= 200) yield [...full, 'x'.repeat(rest)];
}
