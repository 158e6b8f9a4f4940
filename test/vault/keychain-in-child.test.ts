import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CHILD_SCRIPT } from '../../src/vault/keychain-call.ts';
import { createKeychainInChild } from '../../src/vault/keychain-in-child.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

interface Settings {
  readonly timeoutMilliseconds?: number;
  readonly onWaiting?: () => void;
}

/** A keychain whose child runs this program instead of the real one. */
function withChild(program: string, { timeoutMilliseconds = 10_000, onWaiting }: Settings = {}) {
  const folder = createTemporaryFolder();
  writeFileSync(join(folder, CHILD_SCRIPT), program);
  return createKeychainInChild({
    library: 'keyring',
    service: 'awsx-test',
    program: { interpreter: process.execPath, script: join(folder, 'awsx.cjs') },
    env: { PATH: process.env['PATH'] },
    platform: 'linux',
    timeoutMilliseconds,
    unlocksFirst: true,
    ...(onWaiting === undefined ? {} : { onWaiting }),
  });
}

const answering = (answer: string): string =>
  `process.stdin.once('data', () => { process.stdout.write(${JSON.stringify(answer)}); process.exit(); })`;
const ECHO = `process.stdin.once('data', (line) => {
  process.stdout.write(JSON.stringify({ value: line + process.argv.slice(2).join() }));
  process.exit();
})`;
const NEVER = 'process.stdin.resume(); setInterval(() => {}, 1000)';

test('the call crosses the pipe, and nothing is an argument', async () => {
  const echoed = await withChild(ECHO).get('base-credential/dev');
  expect(JSON.parse(echoed ?? '')).toEqual({
    library: 'keyring',
    service: 'awsx-test',
    method: 'get',
    account: 'base-credential/dev',
    unlocksFirst: true,
  });
});

test.each([
  ['a value', { value: 'x' }, 'x', false],
  ['no item', {}, undefined, false],
  ['that it was there', { value: true }, undefined, true],
  ['that it was not', { value: false }, undefined, false],
])('%s is understood', async (_, answer, got, deleted) => {
  const keychain = withChild(answering(JSON.stringify(answer)));
  expect(await keychain.get('key')).toBe(got);
  expect(await keychain.delete('key')).toBe(deleted);
  expect(await keychain.set('key', 'value')).toBeUndefined();
});

describe('fails', () => {
  test('with the words of the library', async () => {
    const keychain = withChild(answering('{"error":"prompt was dismissed"}'));
    await expect(keychain.get('key')).rejects.toThrow('prompt was dismissed');
  });

  test.each([
    ['ends early', 'process.exit(1)'],
    ['does not exist', 'throw new Error("canary")'],
  ])('when the child %s', async (_, program) => {
    await expect(withChild(program).set('key', 'canary')).rejects.toThrow('ended early');
  });

  test('when it says what is no answer, without repeating it', async () => {
    const failure = withChild(answering('canary')).get('key');
    await expect(failure).rejects.toThrow('ended early');
  });

  test('when time runs out', async () => {
    const keychain = withChild(NEVER, { timeoutMilliseconds: 50 });
    await expect(keychain.get('key')).rejects.toMatchObject({ code: 'vault_locked' });
  });

  test.each(['SIGHUP', 'SIGINT', 'SIGTERM'] as const)('when %s comes', async (signal) => {
    const before = process.listenerCount(signal);
    const onWaiting = () => void process.emit(signal, signal);
    const keychain = withChild(NEVER, { onWaiting });
    await expect(keychain.get('key')).rejects.toMatchObject({ code: 'cancelled' });
    expect(process.listenerCount(signal)).toBe(before);
  });
});
