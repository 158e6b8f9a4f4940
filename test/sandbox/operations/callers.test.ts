import { expect, test } from 'vitest';
import { createTestSandbox, type Keys, type TestSandbox } from '../sandbox-client.ts';

function obtainAdmin(sandbox: TestSandbox, extra = {}): Keys {
  return sandbox.obtain(sandbox.dev, {
    Action: 'AssumeRole',
    RoleArn: sandbox.roleArns.prodAdmin,
    RoleSessionName: 'me',
    SerialNumber: sandbox.mfaSerial,
    TokenCode: sandbox.code(),
    ...extra,
  });
}

const userArn = 'arn:aws:iam::000000000000:user/dev';
const denyAll = JSON.stringify({ Statement: { Effect: 'Deny', Action: '*', Resource: '*' } });

test.each([
  ['the key', (sandbox: TestSandbox) => sandbox.dev, userArn],
  [
    'a session',
    (sandbox: TestSandbox) => sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken' }),
    userArn,
  ],
  [
    'a role session that may do nothing',
    (sandbox: TestSandbox) => obtainAdmin(sandbox, { Policy: denyAll }),
    'arn:aws:sts::000000000000:assumed-role/prod-admin/me',
  ],
])('GetCallerIdentity works with %s', (_, obtain, arn) => {
  const sandbox = createTestSandbox();
  const answer = sandbox.call(obtain(sandbox), { Action: 'GetCallerIdentity' });
  expect([answer.status, answer.get('Arn'), answer.get('Account')]).toEqual([
    200,
    arn,
    '000000000000',
  ]);
  expect(answer.get('UserId')).toMatch(/^(AIDA[A-Z2-7]{17}|AROA[A-Z2-7]{17}:me)$/);
});

test('GetAccessKeyInfo tells the account of a key', () => {
  const sandbox = createTestSandbox();
  const info = (AccessKeyId: string, keys = sandbox.dev): unknown[] => {
    const answer = sandbox.call(keys, { Action: 'GetAccessKeyInfo', AccessKeyId });
    return [answer.status, answer.get('Code') ?? answer.get('Account')];
  };
  const admin = obtainAdmin(sandbox);
  expect(info(sandbox.dev.accessKeyId)).toEqual([200, '000000000000']);
  expect(info(admin.accessKeyId, admin)).toEqual([200, '000000000000']);
  expect(info('ASIAQNZGKIQY56JQ7WML')).toEqual([200, '029608264753']);
  expect(info('AKIA0189018901890189')).toEqual([400, 'ValidationError']);
  expect(info('short')).toEqual([400, 'ValidationError']);
});

test('GetAccessKeyInfo refuses a session of GetSessionToken and roles without permission', () => {
  const sandbox = createTestSandbox();
  const call = { Action: 'GetAccessKeyInfo', AccessKeyId: sandbox.dev.accessKeyId };
  const session = sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken' });
  expect(sandbox.call(session, call).get('Message')).toBe(
    'Cannot call GetAccessKeyInfo with session credentials',
  );
  const denied = obtainAdmin(sandbox, { Policy: denyAll });
  expect(sandbox.call(denied, call).get('Message')).toMatch(
    /^User: arn:aws:sts::000000000000:assumed-role\/prod-admin\/me is not authorized to perform: sts:GetAccessKeyInfo on resource: \* with an explicit deny in a session policy$/,
  );
});
