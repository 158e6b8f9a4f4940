import { expect, test } from 'vitest';
import { insideSandbox, layoutSandbox, sandboxFolder } from '../src/sandbox-environment.ts';

test.each([
  [{}, undefined],
  [{ AWSX_SANDBOX: '' }, undefined],
  [{ AWSX_SANDBOX: 'relative/box' }, undefined],
  [{ AWSX_SANDBOX: '/tmp/box' }, '/tmp/box'],
  [{ AWSX_SANDBOX: 'C:\\box' }, 'C:\\box'],
])('%o names the folder %s', (env, folder) => {
  expect(sandboxFolder(env)).toBe(folder);
  expect(insideSandbox(env)).toBe(folder !== undefined);
});

test('lays everything below the folder', () => {
  expect(Object.values(layoutSandbox('/tmp/box', 'linux'))).toEqual(
    expect.arrayContaining(['/tmp/box', '/tmp/box/config', '/tmp/box/run']),
  );
  expect(layoutSandbox('C:\\box', 'win32').config).toBe('C:\\box\\config');
});
