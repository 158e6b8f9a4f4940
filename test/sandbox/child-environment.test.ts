import { expect, test } from 'vitest';
import type { Environment } from '../../src/ports.ts';
import { createSandboxEnvironment } from '../../src/sandbox/child-environment.ts';
import { layoutSandbox } from '../../src/sandbox-environment.ts';
import { Secret } from '../../src/secret.ts';

const layout = layoutSandbox('/tmp/box', 'linux');

function create(env: Environment, logFile?: string): Environment {
  return createSandboxEnvironment({
    env,
    platform: 'linux',
    layout,
    url: 'http://127.0.0.1:4566',
    mfaSecret: new Secret('JBSWY3DPEHPK3PXP'),
    ...(logFile === undefined ? {} : { logFile }),
  });
}

test('leads to the sandbox and nowhere else', () => {
  const junk = {
    AWS_ACCESS_KEY_ID: 'canary',
    AWS_PROFILE: 'canary',
    AWS_CONFIG_FILE: '/canary',
    AWS_ENDPOINT_URL_STS: 'https://canary',
    AWS_CA_BUNDLE: '/canary',
    AWSX_BACKEND: 'canary',
    AWSX_ANYTHING: 'canary',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  };
  expect(create({ ...junk, PATH: '/bin', HOME: '/home/me', AWSOME: 'stays' })).toEqual({
    PATH: '/tmp/box/bin:/bin',
    HOME: '/home/me',
    AWSOME: 'stays',
    AWS_CONFIG_FILE: '/tmp/box/config',
    AWS_SHARED_CREDENTIALS_FILE: '/tmp/box/credentials',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false',
    AWSX_BACKEND: 'file',
    AWSX_FILE_IDENTITY: '/tmp/box/identity.txt',
    AWSX_SANDBOX: '/tmp/box',
    AWSX_SANDBOX_ENDPOINT: 'http://127.0.0.1:4566',
    AWSX_SANDBOX_MFA_SECRET: 'JBSWY3DPEHPK3PXP',
  });
});

test('hands on the log that the caller asked for', () => {
  expect(create({ AWSX_SANDBOX_LOG: 'relative' }, '/abs/log')['AWSX_SANDBOX_LOG']).toBe('/abs/log');
});

test.each([
  [{}, undefined, undefined],
  [{ HTTP_PROXY: '' }, undefined, undefined],
  [{ HTTP_PROXY: 'http://p' }, '127.0.0.1,localhost', '127.0.0.1,localhost'],
  [{ all_proxy: 'http://p', no_proxy: 'a' }, 'a,127.0.0.1,localhost', 'a,127.0.0.1,localhost'],
  [{ https_proxy: 'http://p', NO_PROXY: 'b' }, 'b,127.0.0.1,localhost', 'b,127.0.0.1,localhost'],
  [{ NO_PROXY: 'b' }, 'b', undefined],
])('%o reaches the sandbox past proxies', (env, upper, lower) => {
  const created = create(env);
  expect([created['NO_PROXY'], created['no_proxy']]).toEqual([upper, lower]);
});

test('knows the names of Windows', () => {
  const env = createSandboxEnvironment({
    env: { Path: 'C:\\Windows', aws_profile: 'canary' },
    platform: 'win32',
    layout: layoutSandbox('C:\\box', 'win32'),
    url: 'http://127.0.0.1:1',
    mfaSecret: new Secret('A'),
  });
  expect([env['Path'], env['PATH'], env['aws_profile']]).toEqual([
    'C:\\box\\bin;C:\\Windows',
    undefined,
    undefined,
  ]);
});

test('makes a PATH when there is none', () => {
  expect(create({})['PATH']).toBe('/tmp/box/bin');
});
