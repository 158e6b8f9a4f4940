import { expect, test } from 'vitest';
import { addAccessKey } from '../../../src/sandbox/access-keys.ts';
import { addRole, addUser } from '../../../src/sandbox/entities.ts';
import { Secret } from '../../../src/secret.ts';
import { createTestSandbox, type Parameters } from '../sandbox-client.ts';

const home = '111111111111';
const away = '222222222222';
const user = `arn:aws:iam::${home}:user/alice`;
const allowAll = { Effect: 'Allow', Action: 'sts:*', Resource: '*' };
const denyAll = { Effect: 'Deny', Action: 'sts:*', Resource: '*' };

interface Case {
  readonly principal: unknown;
  /** Of the trust statement. */
  readonly condition?: unknown;
  readonly trustAction?: unknown;
  /** A second trust statement. */
  readonly more?: unknown;
  /** Statement of the user's own policy; none when absent. */
  readonly own?: unknown;
  readonly roleAccount?: string;
  readonly parameters?: Parameters;
  /** Calls with a session of GetSessionToken without MFA instead of the key itself. */
  readonly withSession?: true;
}

function assume({ roleAccount = home, ...options }: Case): number {
  const sandbox = createTestSandbox();
  const { world } = sandbox;
  const alice = addUser(world, {
    accountId: home,
    userName: 'alice',
    policies: options.own === undefined ? [] : [{ Statement: options.own }],
  });
  const pair = { accessKeyId: 'AKIAALICEALICEALICE2', secretAccessKey: new Secret('alice') };
  addAccessKey(world, alice, { pair });
  const role = addRole(world, {
    accountId: roleAccount,
    roleName: 'target',
    trustPolicy: { Statement: createTrust(options) },
  });
  const keys = { accessKeyId: pair.accessKeyId, secretAccessKey: 'alice' };
  const session = options.withSession ? sandbox.obtain(keys, { Action: 'GetSessionToken' }) : keys;
  const call = { Action: 'AssumeRole', RoleArn: role.arn, RoleSessionName: 'me' };
  return sandbox.call(session, { ...call, ...options.parameters }).status;
}

function createTrust(options: Case): readonly unknown[] {
  const statement = {
    Effect: 'Allow',
    Principal: options.principal,
    Action: options.trustAction ?? 'sts:AssumeRole',
    ...(options.condition === undefined ? {} : { Condition: options.condition }),
  };
  return [statement, ...(options.more === undefined ? [] : [options.more])];
}

const allowed: readonly [string, Case][] = [
  ['the user, named', { principal: { AWS: user } }],
  ['anybody, at home', { principal: '*' }],
  ['anybody, as an AWS principal', { principal: { AWS: ['*'] } }],
  ['the account by number, with a permission', { principal: { AWS: home }, own: allowAll }],
  [
    'the account by root, with a permission',
    { principal: { AWS: `arn:aws:iam::${home}:root` }, own: allowAll },
  ],
  [
    'the user, away, with a permission',
    { principal: { AWS: user }, roleAccount: away, own: allowAll },
  ],
  ['one of several', { principal: { AWS: [away, user] } }],
  [
    'who gives the external id',
    {
      principal: { AWS: user },
      condition: { StringEquals: { 'sts:ExternalId': ['a1', 'b2'] } },
      parameters: { ExternalId: 'b2' },
    },
  ],
  [
    'whose session is named so',
    { principal: { AWS: user }, condition: { StringLike: { 'sts:RoleSessionName': 'm?' } } },
  ],
  [
    'who calls from here',
    { principal: { AWS: user }, condition: { IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } } },
  ],
  [
    'before a date',
    {
      principal: { AWS: user },
      condition: { DateLessThan: { 'aws:CurrentTime': '2026-02-01T00:00:00Z' } },
    },
  ],
  [
    'by ARN',
    {
      principal: { AWS: home },
      own: allowAll,
      condition: { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:user/al*' } },
    },
  ],
  [
    'without MFA if the key exists',
    {
      principal: { AWS: user },
      condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
    },
  ],
  [
    'whose MFA key is absent',
    { principal: { AWS: user }, condition: { Null: { 'aws:MultiFactorAuthPresent': 'true' } } },
  ],
  [
    'whose request has a tag',
    {
      principal: { AWS: user },
      trustAction: ['sts:AssumeRole', 'sts:TagSession'],
      condition: { StringEquals: { 'aws:RequestTag/team': 'red' } },
      parameters: { 'Tags.member.1.Key': 'Team', 'Tags.member.1.Value': 'red' },
    },
  ],
  [
    'who names a source identity',
    {
      principal: { AWS: user },
      trustAction: 'sts:*',
      condition: { StringEquals: { 'sts:SourceIdentity': 'alice' } },
      parameters: { SourceIdentity: 'alice' },
    },
  ],
];
test.each(allowed)('trusts %s', (_, options) => {
  expect(assume(options)).toBe(200);
});

const refused: readonly [string, Case][] = [
  ['another user', { principal: { AWS: `arn:aws:iam::${home}:user/bob` }, own: allowAll }],
  ['another account', { principal: { AWS: away }, own: allowAll }],
  ['the account without a permission', { principal: { AWS: home } }],
  ['the user, away, without a permission', { principal: { AWS: user }, roleAccount: away }],
  ['anybody, away, without a permission', { principal: '*', roleAccount: away }],
  ['the user who is denied', { principal: { AWS: user }, own: denyAll }],
  [
    'the user whom the role denies',
    { principal: { AWS: user }, more: { Effect: 'Deny', Principal: '*', Action: '*' } },
  ],
  ['another action', { principal: { AWS: user }, trustAction: 'sts:TagSession' }],
  [
    'who gives no external id',
    { principal: { AWS: user }, condition: { StringEquals: { 'sts:ExternalId': 'a1' } } },
  ],
  [
    'who gives another external id',
    {
      principal: { AWS: user },
      condition: { StringEquals: { 'sts:ExternalId': 'a1' } },
      parameters: { ExternalId: 'A1' },
    },
  ],
  [
    'who calls from here',
    { principal: { AWS: user }, condition: { NotIpAddress: { 'aws:SourceIp': '127.0.0.1' } } },
  ],
  [
    'without MFA',
    { principal: { AWS: user }, condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } },
  ],
  [
    'whose MFA key is absent, even for false',
    { principal: { AWS: user }, condition: { Bool: { 'aws:MultiFactorAuthPresent': 'false' } } },
  ],
  [
    'whose session has no MFA',
    {
      principal: { AWS: user },
      condition: { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'true' } },
      withSession: true,
    },
  ],
  [
    'after a date',
    {
      principal: { AWS: user },
      condition: { DateLessThan: { 'aws:CurrentTime': '2026-01-01T00:00:00Z' } },
    },
  ],
  [
    'tags without TagSession',
    {
      principal: { AWS: user },
      parameters: { 'Tags.member.1.Key': 'k', 'Tags.member.1.Value': 'v' },
    },
  ],
  [
    'a source identity without its action',
    { principal: { AWS: user }, parameters: { SourceIdentity: 'alice' } },
  ],
];
test.each(refused)('does not trust %s', (_, options) => {
  expect(assume(options)).toBe(403);
});

test('measures the age of MFA', () => {
  const sandbox = createTestSandbox();
  const role = addRole(sandbox.world, {
    accountId: '000000000000',
    roleName: 'fresh',
    trustPolicy: {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: 'arn:aws:iam::000000000000:user/dev' },
        Action: 'sts:AssumeRole',
        Condition: { NumericLessThan: { 'aws:MultiFactorAuthAge': '600' } },
      },
    },
  });
  const call = { Action: 'AssumeRole', RoleArn: role.arn, RoleSessionName: 'me' };
  const session = sandbox.obtain(sandbox.dev, {
    Action: 'GetSessionToken',
    SerialNumber: sandbox.mfaSerial,
    TokenCode: sandbox.code(),
  });
  expect(sandbox.call(sandbox.dev, call).status).toBe(403);
  sandbox.clock.advance(599);
  expect(sandbox.call(session, call).status).toBe(200);
  sandbox.clock.advance(1);
  expect(sandbox.call(session, call).status).toBe(403);
});

test('a role session keeps the MFA of the session it was made from', () => {
  const sandbox = createTestSandbox();
  const role = addRole(sandbox.world, {
    accountId: '000000000000',
    roleName: 'second',
    trustPolicy: {
      Statement: {
        Effect: 'Allow',
        Principal: { AWS: sandbox.roleArns.prodAdmin },
        Action: 'sts:AssumeRole',
        Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } },
      },
    },
  });
  const session = sandbox.obtain(sandbox.dev, {
    Action: 'GetSessionToken',
    SerialNumber: sandbox.mfaSerial,
    TokenCode: sandbox.code(),
  });
  const call = { Action: 'AssumeRole', RoleSessionName: 'me' };
  const admin = sandbox.obtain(session, { ...call, RoleArn: sandbox.roleArns.prodAdmin });
  expect(sandbox.call(admin, { ...call, RoleArn: role.arn }).status).toBe(200);
});

test('a session can be named itself', () => {
  const sandbox = createTestSandbox();
  const trustPolicy = {
    Statement: {
      Effect: 'Allow',
      Principal: { AWS: 'arn:aws:sts::000000000000:assumed-role/readonly/one' },
      Action: 'sts:AssumeRole',
    },
  };
  const role = addRole(sandbox.world, { accountId: '000000000000', roleName: 'next', trustPolicy });
  const call = { Action: 'AssumeRole', RoleArn: sandbox.roleArns.readonly };
  const statuses = ['one', 'two'].map((RoleSessionName) => {
    const session = sandbox.obtain(sandbox.dev, { ...call, RoleSessionName });
    return sandbox.call(session, { ...call, RoleArn: role.arn, RoleSessionName: 'me' }).status;
  });
  expect(statuses).toEqual([200, 403]);
});
