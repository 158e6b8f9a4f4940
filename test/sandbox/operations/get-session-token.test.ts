import { expect, test } from 'vitest';
import { addAccessKey } from '../../../src/sandbox/access-keys.ts';
import { addRootUser } from '../../../src/sandbox/entities.ts';
import { SANDBOX_ACCOUNT } from '../../../src/sandbox/seed.ts';
import { Secret } from '../../../src/secret.ts';
import { createTestSandbox, type TestSandbox } from '../sandbox-client.ts';

const action = { Action: 'GetSessionToken' };

test.each([
  [{}, '2026-01-02T15:04:05Z'],
  [{ DurationSeconds: '900' }, '2026-01-02T03:19:05Z'],
  [{ DurationSeconds: '129600' }, '2026-01-03T15:04:05Z'],
])('%o lasts until %s', (parameters, expiration) => {
  const sandbox = createTestSandbox();
  const answer = sandbox.call(sandbox.dev, { ...action, ...parameters });
  expect([answer.status, answer.get('Expiration')]).toEqual([200, expiration]);
  expect(answer.get('AccessKeyId')).toMatch(/^ASIA[A-Z2-7]{16}$/);
  expect(answer.get('SecretAccessKey')).toHaveLength(40);
});

test.each([
  ['899', 'Member must have value greater than or equal to 900'],
  ['129601', 'Member must have value less than or equal to 129600'],
  ['-1', 'Member must have value greater than or equal to 900'],
  ['1h', 'Member must be an integer'],
  ['', 'Member must be an integer'],
])('refuses a duration of %j', (DurationSeconds, constraint) => {
  const sandbox = createTestSandbox();
  const answer = sandbox.call(sandbox.dev, { ...action, DurationSeconds });
  expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
    400,
    'ValidationError',
    `1 validation error detected: Value '${DurationSeconds}' at 'durationSeconds' failed to satisfy constraint: ${constraint}`,
  ]);
});

test.each([
  ['a session', (sandbox: TestSandbox) => sandbox.obtain(sandbox.dev, action)],
  [
    'a role session',
    (sandbox: TestSandbox) =>
      sandbox.obtain(sandbox.dev, {
        Action: 'AssumeRole',
        RoleArn: sandbox.roleArns.readonly,
        RoleSessionName: 'me',
      }),
  ],
])('refuses %s', (_, obtain) => {
  const sandbox = createTestSandbox();
  const answer = sandbox.call(obtain(sandbox), action);
  expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
    403,
    'AccessDenied',
    'Cannot call GetSessionToken with session credentials',
  ]);
});

test('gives the root user one hour at most', () => {
  const sandbox = createTestSandbox();
  const root = addRootUser(sandbox.world, SANDBOX_ACCOUNT);
  const pair = { accessKeyId: 'AKIAROOTROOTROOTROOT', secretAccessKey: new Secret('root') };
  addAccessKey(sandbox.world, root, { pair });
  const keys = { accessKeyId: pair.accessKeyId, secretAccessKey: 'root' };
  const answer = sandbox.call(keys, { ...action, DurationSeconds: '43200' });
  expect(answer.get('Expiration')).toBe('2026-01-02T04:04:05Z');
});
