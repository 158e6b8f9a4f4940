import * as fileSystem from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Setting } from '../../profiles/types.ts';
import { runMfaProcess } from '../../src/mfa/mfa-process.ts';
import type { Environment } from '../../src/ports.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

interface Config {
  readonly file: string;
  readonly setting: Setting<string>;
}

function writeConfig(command: string, mode = 0o600): Config {
  const file = join(createTemporaryFolder(), 'config');
  fileSystem.writeFileSync(file, '');
  fileSystem.chmodSync(file, mode);
  const origin = {
    kind: 'file' as const,
    location: { file, line: 7 },
    key: 'mfa_process',
    profile: 'dev',
  };
  return { file, setting: { value: command, origin } };
}

function run({ setting }: Config, env: Environment = {}, signal?: AbortSignal) {
  return runMfaProcess(
    { profile: 'prod', command: setting, terminal: undefined, signal },
    { env, platform: process.platform, fileSystem, userId: process.getuid?.() },
  );
}

test.each([
  ['trimmed', 'echo "  123456  "'],
  ['without a line end', 'printf 123456'],
  ['with empty lines', 'echo; echo 123456; echo'],
  ['beside noise on stderr', 'echo "touch your key" >&2; echo 123456'],
  ['through a shell', 'CODE=123; echo "$CODE"456 | cat'],
  ['with stdin at its end', 'cat; echo 123456'],
])('the code is what it prints, %s', async (_name, command) => {
  await expect(run(writeConfig(command))).resolves.toBe('123456');
});

test.each([
  ['exit 3', 'ended with status 3'],
  ['echo 123456; exit 1', 'ended with status 1'],
  ['awsx-no-such-program', 'ended with status 127'],
  ['kill -9 $$', 'could not be run to its end'],
  ['true', 'did not print a code of six digits'],
  ['echo secret-seed', 'did not print a code of six digits'],
  ['echo 123456 123456', 'did not print a code of six digits'],
  ['head -c 1000000 /dev/zero', 'did not print a code of six digits'],
])('%s: the profile and the line are named, the output is not', async (command, what) => {
  const config = writeConfig(command);
  const failure = await run(config).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    code: 'process_failed',
    message: `mfa_process at ${config.file}:7 of profile "prod" ${what}`,
  });
  expect(String(failure)).not.toMatch(/secret-seed|123456/);
});

test.each([0o620, 0o602, 0o666])('mode %o: others may write the file', async (mode) => {
  const marker = join(createTemporaryFolder(), 'ran');
  const config = writeConfig(`touch ${marker}; echo 123456`, mode);
  await expect(run(config)).rejects.toMatchObject({
    code: 'setting_invalid',
    message: `mfa_process at ${config.file}:7 is not run: other users can change that file`,
    hint: `see who owns it, then run chmod go-w ${config.file}`,
  });
  expect(fileSystem.existsSync(marker)).toBe(false);
});

test.skipIf(process.getuid?.() !== 0)('a file of another user is not trusted', async () => {
  const config = writeConfig('echo 123456');
  fileSystem.chownSync(config.file, 65534, 65534);
  await expect(run(config)).rejects.toMatchObject({ code: 'setting_invalid' });
});

test('a readable file is fine', async () => {
  await expect(run(writeConfig('echo 123456', 0o644))).resolves.toBe('123456');
});

test('an aborted run ends it', async () => {
  const controller = new AbortController();
  const marker = join(createTemporaryFolder(), 'started');
  const code = run(writeConfig(`touch ${marker}; exec sleep 600`), process.env, controller.signal);
  await expect.poll(() => fileSystem.existsSync(marker), { timeout: 8000 }).toBe(true);
  controller.abort(new Error('cancelled elsewhere'));
  await expect(code).rejects.toThrow('cancelled elsewhere');
});
