import { expect, test } from 'vitest';
import { addAccessKey } from '../../../src/sandbox/access-keys.ts';
import { addRootUser, addUser } from '../../../src/sandbox/entities.ts';
import { SANDBOX_ACCOUNT } from '../../../src/sandbox/seed.ts';
import { Secret } from '../../../src/secret.ts';
import { createTestSandbox, type Keys, type TestSandbox } from '../sandbox-client.ts';

const action = { Action: 'GetFederationToken', Name: 'dev' };
const ARN = `arn:aws:sts::${SANDBOX_ACCOUNT}:federated-user/dev`;

test.each([
  [{}, '2026-01-02T15:04:05Z'],
  [{ DurationSeconds: '900' }, '2026-01-02T03:19:05Z'],
  [{ DurationSeconds: '129600' }, '2026-01-03T15:04:05Z'],
])('%o lasts until %s', (parameters, expiration) => {
  const sandbox = createTestSandbox();
  const answer = sandbox.call(sandbox.dev, { ...action, ...parameters });
  expect([answer.status, answer.get('Expiration')]).toEqual([200, expiration]);
  expect([answer.get('Arn'), answer.get('FederatedUserId')]).toEqual([
    ARN,
    `${SANDBOX_ACCOUNT}:dev`,
  ]);
});

test.each([
  [{ DurationSeconds: '899' }, 'durationSeconds'],
  [{ DurationSeconds: '129601' }, 'durationSeconds'],
  [{ Name: 'd' }, 'name'],
  [{ Name: 'd'.repeat(33) }, 'name'],
  [{ Name: 'two words' }, 'name'],
  [{ Policy: 'x'.repeat(2049) }, 'policy'],
])('refuses %o', (parameters, location) => {
  const sandbox = createTestSandbox();
  const answer = sandbox.call(sandbox.dev, { ...action, ...parameters });
  expect([answer.status, answer.get('Code')]).toEqual([400, 'ValidationError']);
  expect(answer.get('Message')).toContain(`at '${location}' failed`);
});

test('refuses a policy that is none', () => {
  const sandbox = createTestSandbox();
  const answer = sandbox.call(sandbox.dev, { ...action, Policy: '{' });
  expect([answer.status, answer.get('Code')]).toEqual([400, 'MalformedPolicyDocument']);
});

test.each([
  ['a session', { Action: 'GetSessionToken' }],
  ['another federated user', action],
])('refuses %s', (_, parameters) => {
  const sandbox = createTestSandbox();
  const answer = sandbox.call(sandbox.obtain(sandbox.dev, parameters), action);
  expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
    403,
    'AccessDenied',
    'Cannot call GetFederationToken with session credentials',
  ]);
});

test('needs a permission', () => {
  const sandbox = createTestSandbox();
  const user = addUser(sandbox.world, { accountId: SANDBOX_ACCOUNT, userName: 'jo' });
  const answer = sandbox.call(addKeys(sandbox, user), action);
  expect([answer.status, answer.get('Code')]).toEqual([403, 'AccessDenied']);
  expect(answer.get('Message')).toContain('sts:GetFederationToken');
});

test('gives the root user one hour at most', () => {
  const sandbox = createTestSandbox();
  const keys = addKeys(sandbox, addRootUser(sandbox.world, SANDBOX_ACCOUNT));
  const answer = sandbox.call(keys, { ...action, DurationSeconds: '43200' });
  expect(answer.get('Expiration')).toBe('2026-01-02T04:04:05Z');
});

test.each([
  [{ Action: 'AssumeRole', RoleSessionName: 'me' }, 'sts', 'AccessDenied'],
  [{ Action: 'GetSessionToken' }, 'sts', 'AccessDenied'],
  [{ Action: 'GetAccessKeyInfo', AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' }, 'sts', 'AccessDenied'],
  [{ Action: 'ListUsers' }, 'iam', 'InvalidClientTokenId'],
])('a federated user is refused %o', (parameters, service, code) => {
  const sandbox = createTestSandbox();
  const federated = sandbox.obtain(sandbox.dev, action);
  const RoleArn = sandbox.roleArns.readonly;
  const answer = sandbox.call(federated, { RoleArn, ...parameters }, { service });
  expect([answer.status, answer.get('Code')]).toEqual([403, code]);
});

test('a federated user may ask who it is', () => {
  const sandbox = createTestSandbox();
  const federated = sandbox.obtain(sandbox.dev, action);
  const answer = sandbox.call(federated, { Action: 'GetCallerIdentity' });
  expect([answer.get('Arn'), answer.get('UserId')]).toEqual([ARN, `${SANDBOX_ACCOUNT}:dev`]);
});

function addKeys({ world }: TestSandbox, user: Parameters<typeof addAccessKey>[1]): Keys {
  const pair = { accessKeyId: 'AKIAOTHEROTHEROTHERO', secretAccessKey: new Secret('other') };
  addAccessKey(world, user, { pair });
  return { accessKeyId: pair.accessKeyId, secretAccessKey: 'other' };
}
