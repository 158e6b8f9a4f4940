import { expect, test } from 'vitest';
import { type ProgramToRun, runProgram } from '../../src/processes/run-program.ts';

const SHELL: Omit<ProgramToRun, 'args'> = {
  file: '/bin/sh',
  env: { PATH: process.env['PATH'] },
  input: '',
  ownSession: true,
  timeoutMilliseconds: 10_000,
  maximumOutputBytes: 10,
};

function run(script: string, changes: Partial<ProgramToRun> = {}) {
  return runProgram({ ...SHELL, args: ['-c', script], ...changes });
}

test('status and both outputs, each up to the limit', async () => {
  await expect(run('echo 123456789012; echo wrong >&2; exit 4')).resolves.toEqual({
    status: 4,
    stdout: '1234567890',
    stderr: 'wrong\n',
    timedOut: false,
  });
});

test('text for its stdin, whether it is read or not', async () => {
  await expect(run('cat', { input: 'in\n' })).resolves.toMatchObject({ stdout: 'in\n' });
  const unread = run('exit 0', { input: 'x'.repeat(1_000_000) });
  await expect(unread).resolves.toMatchObject({ status: 0 });
});

test('its time runs out, and also that of what it started', async () => {
  const script = 'sleep 5 & echo started; wait';
  for (const ownSession of [true, false]) {
    const finished = await run(script, { ownSession, timeoutMilliseconds: 300 });
    expect(finished).toMatchObject({ status: undefined, timedOut: true });
  }
});

test('a program that is not there', async () => {
  await expect(run('', { file: '/nowhere/awsx' })).resolves.toEqual({
    status: undefined,
    stdout: '',
    stderr: '',
    timedOut: false,
  });
});

test('a signal that came before', async () => {
  const signal = AbortSignal.abort(new Error('too late'));
  await expect(run('true', { signal })).rejects.toThrow('too late');
});
