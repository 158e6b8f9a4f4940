import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Setting } from '../../profiles/types.ts';
import type { WebIdentityStep } from '../../src/credentials/types.ts';
import { getEnvironmentCredentials } from '../../src/sources/environment-credentials.ts';
import { getLoginCredentials } from '../../src/sources/login-session.ts';
import { getWebIdentityToken } from '../../src/sources/web-identity-token.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { createSourceContext } from './source-context.ts';

const origin = { kind: 'default', reason: 'test' } as const;
const setting = <T>(value: T): Setting<T> => ({ value, origin });
const common = { profile: 'dev', fingerprint: 'f' };

describe('the environment', () => {
  const get = (env: Record<string, string>) =>
    getEnvironmentCredentials(
      { ...common, kind: 'credential-source', source: setting('Environment') },
      createSourceContext({ env }).context,
    );

  test('keys, and what is set beside them', () => {
    const keys = { AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: 's' };
    expect(get(keys)).toEqual({ accessKeyId: 'AKIA1', secretAccessKey: expect.anything() });
    const more = {
      AWS_SESSION_TOKEN: 't',
      AWS_CREDENTIAL_EXPIRATION: '2026-01-01T01:00:00Z',
      AWS_ACCOUNT_ID: '111122223333',
    };
    expect(get({ ...keys, ...more })).toMatchObject({
      expiration: new Date('2026-01-01T01:00:00Z'),
      accountId: '111122223333',
    });
    expect(get({ ...keys, AWS_SESSION_TOKEN: '' }).sessionToken).toBeUndefined();
  });

  test.each<[Record<string, string>, string]>([
    [{}, 'lacks AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY'],
    [{ AWS_ACCESS_KEY_ID: 'AKIA1', AWS_SECRET_ACCESS_KEY: '' }, 'lacks AWS_SECRET_ACCESS_KEY'],
    [
      {
        AWS_ACCESS_KEY_ID: 'AKIA1',
        AWS_SECRET_ACCESS_KEY: 's',
        AWS_CREDENTIAL_EXPIRATION: '2025-12-31T00:00:00Z',
      },
      'expired at 2025-12-31T00:00:00Z',
    ],
  ])('%j', (env, problem) => {
    expect(() => get(env)).toThrow(
      expect.objectContaining({
        code: 'source_unavailable',
        message: `profile "dev" takes its credentials from the environment, which ${problem}`,
      }),
    );
  });
});

describe('a web identity token', () => {
  const stepFor = (from: 'file' | 'process', value: string): WebIdentityStep => ({
    ...common,
    kind: 'web-identity',
    roleArn: setting('arn:aws:iam::111122223333:role/ci'),
    token: { from, setting: setting(value) },
    durationSeconds: setting(3600),
    endpoint: { url: 'https://sts.amazonaws.com', signingRegion: 'us-east-1' },
  });
  const get = async (from: 'file' | 'process', value: string, workingDirectory = '/') =>
    (
      await getWebIdentityToken(
        stepFor(from, value),
        createSourceContext({ workingDirectory }).context,
      )
    ).reveal();

  test('from a file, without the white space around it', async () => {
    const folder = createTemporaryFolder();
    writeFileSync(join(folder, 'token'), ' header.payload.signature\n');
    await expect(get('file', join(folder, 'token'))).resolves.toBe('header.payload.signature');
    await expect(get('file', 'token', folder)).resolves.toBe('header.payload.signature');
  });

  test('from a process', async () => {
    await expect(get('process', 'echo header.payload.signature')).resolves.toBe(
      'header.payload.signature',
    );
  });

  test.each([
    ['a missing file', undefined, 'cannot be read: there is no such file'],
    ['an empty file', ' \n', 'holds no token'],
    ['a file of words', 'not a token', 'holds something else than a token'],
    ['a huge file', 'x'.repeat(100_000), 'is too long for a token'],
    ['a binary file', '\u0000\u0001\u0002\u0003\u0004', 'holds something else than a token'],
  ])('%s', async (_name, content, problem) => {
    const path = join(createTemporaryFolder(), 'token');
    if (content !== undefined) writeFileSync(path, content);
    await expect(get('file', path)).rejects.toMatchObject({
      code: 'source_unavailable',
      message: `the web identity token of profile "dev" (test): ${path} ${problem}`,
    });
  });

  test('a folder', async () => {
    await expect(get('file', createTemporaryFolder())).rejects.toMatchObject({
      message: expect.stringMatching(/cannot be read: it is a folder$/),
    });
  });

  test('an endless file is read in part', async () => {
    await expect(get('file', '/dev/zero')).rejects.toMatchObject({ code: 'source_unavailable' });
  });

  test('a process without a token', async () => {
    await expect(get('process', 'true')).rejects.toMatchObject({
      code: 'process_failed',
      message: 'test of profile "dev" printed an answer that holds no token',
    });
  });
});

describe('aws login', () => {
  const session = 'arn:aws:sts::012345678910:assumed-role/Admin/admin';
  const name = `${createHash('sha256').update(session).digest('hex')}.json`;
  const accessToken = {
    accessKeyId: 'ASIA1',
    secretAccessKey: 's',
    sessionToken: 't',
    accountId: '012345678901',
    expiresAt: '2026-01-01T00:15:00Z',
  };
  const get = (cached: unknown, env: Record<string, string> = {}) => {
    const home = createTemporaryFolder();
    const folder = env['AWS_LOGIN_CACHE_DIRECTORY'] ?? join(home, '.aws', 'login', 'cache');
    mkdirSync(folder, { recursive: true });
    if (cached !== undefined) writeFileSync(join(folder, name), JSON.stringify(cached));
    return getLoginCredentials(
      { ...common, kind: 'login-session', loginSession: setting(session) },
      createSourceContext({ env: { HOME: home, ...env } }).context,
    );
  };

  test('the file name is the digest that the AWS CLI uses', () => {
    expect(name).toBe('4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255.json');
  });

  test('what lasts is handed out', async () => {
    await expect(get({ accessToken, refreshToken: 'r' })).resolves.toMatchObject({
      accessKeyId: 'ASIA1',
      accountId: '012345678901',
      expiration: new Date('2026-01-01T00:15:00Z'),
    });
    const env = { AWS_LOGIN_CACHE_DIRECTORY: createTemporaryFolder() };
    await expect(get({ accessToken }, env)).resolves.toMatchObject({ accessKeyId: 'ASIA1' });
  });

  test.each<[string, unknown, string]>([
    ['never signed in', undefined, 'is not in the cache of the AWS CLI'],
    [
      'no access token',
      {},
      'has a cache file that lacks accessKeyId and secretAccessKey and sessionToken and expiresAt',
    ],
    [
      'expired',
      { accessToken: { ...accessToken, expiresAt: '2026-01-01T00:00:00Z' } },
      'has a cache file that expired at 2026-01-01T00:00:00Z',
    ],
    ['damaged', [], 'has a cache file that is not a JSON object'],
  ])('%s', async (_name, cached, problem) => {
    await expect(get(cached)).rejects.toMatchObject({
      code: 'source_unavailable',
      message: `the aws login of profile "dev" (${session}) ${problem}`,
      hint: expect.stringContaining('aws login --profile dev'),
    });
  });
});
