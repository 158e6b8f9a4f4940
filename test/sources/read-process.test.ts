import * as fileSystem from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Setting } from '../../profiles/types.ts';
import { InvalidAnswer } from '../../src/sources/invalid-answer.ts';
import { readProcess } from '../../src/sources/read-process.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { createSourceContext } from './source-context.ts';

function configured(command: string, mode = 0o600): Setting<string> {
  const file = join(createTemporaryFolder(), 'config');
  fileSystem.writeFileSync(file, '');
  fileSystem.chmodSync(file, mode);
  const location = { file, line: 3 };
  return {
    value: command,
    origin: { kind: 'file', location, key: 'credential_process', profile: 'dev' },
  };
}

function parse(output: string): string {
  if (output === '') throw new InvalidAnswer('is empty');
  return output;
}

function read(command: Setting<string>, env: Record<string, string> = {}) {
  const { context, notices } = createSourceContext();
  const merged = { ...context, env: { ...context.env, ...env } };
  return { notices, result: readProcess({ profile: 'dev', command, parse }, merged) };
}

test('what it prints, run by the shell with awsx’s environment', async () => {
  const { result, notices } = read(configured('printf %s "$GREETING" | cat; echo noise >&2'), {
    GREETING: 'hello',
  });
  await expect(result).resolves.toBe('hello');
  expect(notices).toEqual([]);
});

test('it does not get the passphrase of the vault', async () => {
  const command = configured('printf "<%s>" "$AWSX_FILE_PASSPHRASE"');
  await expect(read(command, { AWSX_FILE_PASSPHRASE: 'canary' }).result).resolves.toBe('<>');
});

test.each([
  ['exit 3', 'ended with status 3'],
  ['awsx-no-such-program', 'ended with status 127'],
  ['kill -9 $$', 'could not be run to its end'],
  ['true', 'printed an answer that is empty'],
])('%s: names the profile and the line', async (command, what) => {
  const setting = configured(command);
  await expect(read(setting).result).rejects.toMatchObject({
    code: 'process_failed',
    message: expect.stringMatching(
      new RegExp(`^credential_process at .*/config:3 of profile "dev" ${what}$`),
    ),
  });
});

test('what it said on stderr is shown when it fails, made harmless', async () => {
  const command = configured(`printf 'first\\n\\nse\\033[2Jcond\\n' >&2; exit 1`);
  const { result, notices } = read(command);
  await expect(result).rejects.toMatchObject({ code: 'process_failed' });
  expect(notices.map((line) => line.replace(/^.*config:3: /, ''))).toEqual([
    'first',
    'se\\x1b[2Jcond',
  ]);
});

test('it is not run from a file that others may write', async () => {
  const marker = join(createTemporaryFolder(), 'ran');
  const command = configured(`touch ${marker}; echo x`, 0o666);
  await expect(async () => read(command).result).rejects.toMatchObject({ code: 'setting_invalid' });
  expect(fileSystem.existsSync(marker)).toBe(false);
});
