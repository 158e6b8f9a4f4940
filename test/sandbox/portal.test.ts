import { describe, expect, test } from 'vitest';
import { answerRequest } from '../../src/sandbox/answer-request.ts';
import { readPortalSeed } from '../../src/sandbox/read-portal-seed.ts';
import type { PortalSeed } from '../../src/sandbox/seed-portal.ts';
import { createTestSandbox } from './sandbox-client.ts';

const account = '000000000000';
const admin = 'AdministratorAccess';

/** A sandbox and somebody who has signed in to its portal for an hour. */
function start(portal: PortalSeed = {}) {
  const sandbox = createTestSandbox({ portal });
  const { world, clock } = sandbox;
  const expiration = new Date(clock.now().getTime() + 3600_000);
  world.state.portal.tokens.set('canary-token', { expiration, userName: 'dev' });
  const ask = (target: string, { token = 'canary-token', method = 'GET' } = {}) => {
    const [path = '', query = ''] = target.split('?');
    const headers = [['X-Amz-Sso_Bearer_Token', token]] as const;
    const request = { method, path, query, headers, body: Buffer.of(), sourceIp: '127.0.0.1' };
    const log: unknown[] = [];
    const answer = answerRequest(world, request, (entry) => log.push(entry));
    return { ...answer, json: answer.body === '' ? undefined : JSON.parse(answer.body), log };
  };
  return { ...sandbox, ask };
}

test('lists the accounts and their roles', () => {
  const { ask } = start();
  expect(ask('/assignment/accounts')).toMatchObject({
    status: 200,
    contentType: 'application/json',
    json: {
      accountList: [
        {
          accountId: account,
          accountName: 'Practice',
          emailAddress: 'aws+000000000000@awsx.invalid',
        },
        { accountId: '000000000001', accountName: 'Practice Production' },
      ],
      nextToken: null,
    },
    log: [{ service: 'sso', action: 'ListAccounts', status: 200 }],
  });
  expect(ask(`/assignment/roles?account_id=${account}`).json).toEqual({
    roleList: [
      { roleName: admin, accountId: account },
      { roleName: 'ReadOnlyAccess', accountId: account },
    ],
    nextToken: null,
  });
});

test('lists in pages', () => {
  const { ask } = start({ size: { accounts: 205, rolesPerAccount: 1 } });
  const seen: string[] = [];
  const counts: number[] = [];
  for (let token: string | null = ''; token !== null; ) {
    const more = token === '' ? '' : `&next_token=${encodeURIComponent(token)}`;
    const { json } = ask(`/assignment/accounts?max_result=100${more}`);
    seen.push(...json.accountList.map(({ accountId }: { accountId: string }) => accountId));
    counts.push(json.accountList.length);
    token = json.nextToken;
  }
  expect(counts).toEqual([100, 100, 5]);
  expect(new Set(seen).size).toBe(205);
  expect(ask('/assignment/accounts').json.accountList).toHaveLength(20);
});

test('gives credentials that STS knows, of a role as Identity Center makes it', () => {
  const { ask, call, obtain } = start();
  const answer = ask(`/federation/credentials?account_id=${account}&role_name=${admin}`);
  const { expiration, ...keys } = answer.json.roleCredentials;
  expect(new Date(expiration).toISOString()).toBe('2026-01-02T04:04:05.000Z');
  const arn = call(keys, { Action: 'GetCallerIdentity' }).get('Arn') ?? '';
  expect(arn).toMatch(
    /^arn:aws:sts::000000000000:assumed-role\/AWSReservedSSO_AdministratorAccess_[0-9a-f]{16}\/dev$/,
  );
  const chained = obtain(keys, {
    Action: 'AssumeRole',
    RoleArn: `arn:aws:iam::${account}:role/readonly`,
    RoleSessionName: 'chained',
  });
  expect(chained.accessKeyId).toMatch(/^ASIA/);
});

describe('refuses', () => {
  test.each([
    ['another token', '/assignment/accounts', { token: 'other' }, 401, 'UnauthorizedException'],
    ['no token', '/assignment/accounts', { token: '' }, 401, 'UnauthorizedException'],
    ['__proto__', '/assignment/accounts', { token: '__proto__' }, 401, 'UnauthorizedException'],
    ['no account', '/assignment/roles', {}, 400, 'InvalidRequestException'],
    [
      'an account that is not assigned',
      '/assignment/roles?account_id=999999999999',
      {},
      404,
      'ResourceNotFoundException',
    ],
    [
      'a role that is not assigned',
      `/federation/credentials?account_id=${account}&role_name=Other`,
      {},
      403,
      'ForbiddenException',
    ],
    ['a page of none', '/assignment/accounts?max_result=0', {}, 400, 'InvalidRequestException'],
    ['a page of 101', '/assignment/accounts?max_result=101', {}, 400, 'InvalidRequestException'],
    ['a wrong page', '/assignment/accounts?next_token=x', {}, 400, 'InvalidRequestException'],
  ])('%s', (_, target, options, status, code) => {
    const answer = start().ask(target, options);
    expect(answer).toMatchObject({
      status,
      json: { __type: `com.amazonaws.switchboard.portal#${code}` },
      headers: { 'x-amzn-errortype': code },
      log: [{ service: 'sso', status, errorCode: code }],
    });
  });

  test('a token that has expired, or was given up', () => {
    const { ask, clock } = start();
    clock.advance(3600);
    expect(ask('/assignment/accounts').status).toBe(401);
    const other = start();
    expect(other.ask('/logout', { method: 'POST' })).toMatchObject({ status: 200, body: '' });
    expect(other.ask('/assignment/accounts').status).toBe(401);
  });

  test('every third call, when asked to', () => {
    const { ask } = start({ throttleEvery: 3, retryAfterSeconds: 2 });
    const answers = Array.from({ length: 6 }, () => ask('/assignment/accounts'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200, 200, 429]);
    expect(answers[2]).toMatchObject({
      json: { message: 'HTTP 429 Unknown Code' },
      headers: { 'x-amzn-errortype': 'TooManyRequestsException', 'retry-after': '2' },
    });
  });
});

test('takes its size and its patience from the environment', () => {
  expect(readPortalSeed({})).toEqual({});
  const env = { AWSX_SANDBOX_SSO_ACCOUNTS: '500x5', AWSX_SANDBOX_SSO_THROTTLE: '4' };
  const seed = readPortalSeed(env);
  expect(seed).toEqual({ size: { accounts: 500, rolesPerAccount: 5 }, throttleEvery: 4 });
  expect(start(seed).world.state.portal.accounts.size).toBe(500);
  expect(() => readPortalSeed({ AWSX_SANDBOX_SSO_ACCOUNTS: '5' })).toThrow('SSO_ACCOUNTS is not');
  expect(() => readPortalSeed({ AWSX_SANDBOX_SSO_THROTTLE: '0' })).toThrow('SSO_THROTTLE is not');
});
