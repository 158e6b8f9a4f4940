import * as fileSystem from 'node:fs';
import { expect, test } from 'vitest';
import {
  type ConfigProcess,
  describeBadEnd,
  processFailed,
  runConfigProcess,
} from '../../src/processes/run-config-process.ts';

const process: ConfigProcess = {
  profile: 'dev',
  command: { value: 'true', origin: { kind: 'default', reason: 'the command' } },
  terminal: undefined,
  timeoutSeconds: 10,
  maximumOutputBytes: 100,
};

function run(value: string, changes: Partial<ConfigProcess> = {}) {
  const command = { ...process.command, value };
  return runConfigProcess(
    { ...process, command, ...changes },
    { env: {}, platform: 'linux', fileSystem, userId: undefined },
  );
}

test('a command that hangs is ended, with all that it started', async () => {
  const limits = { timeoutSeconds: 0.2 };
  const finished = await run('sleep 100 | sleep 100; echo late', limits);
  expect(finished).toMatchObject({ timedOut: true, stdout: '' });
  expect(describeBadEnd(finished, limits)).toBe('gave no answer within 0.2 seconds');
});

test.each([
  ['exit 0', undefined],
  ['exit 4', 'ended with status 4'],
  ['kill $$', 'could not be run to its end'],
])('%s', async (command, end) => {
  expect(describeBadEnd(await run(command), process)).toBe(end);
});

test('what is too much is dropped', async () => {
  expect((await run('head -c 1000 /dev/zero')).stdout).toHaveLength(100);
});

test('an error names profile and place', () => {
  expect(processFailed(process, 'did nothing', 'do something')).toMatchObject({
    code: 'process_failed',
    message: 'the command of profile "dev" did nothing',
    hint: 'do something',
  });
});
