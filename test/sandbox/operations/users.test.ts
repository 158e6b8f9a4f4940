import { expect, test } from 'vitest';
import { addUser } from '../../../src/sandbox/entities.ts';
import { SANDBOX_ACCOUNT } from '../../../src/sandbox/seed.ts';
import {
  type Answer,
  createTestSandbox,
  type Keys,
  type Parameters,
  type TestSandbox,
} from '../sandbox-client.ts';

function obtainAdmin(sandbox: TestSandbox, narrowing: Parameters = {}): Keys {
  return sandbox.obtain(sandbox.dev, {
    Action: 'AssumeRole',
    RoleArn: sandbox.roleArns.prodAdmin,
    RoleSessionName: 'me',
    SerialNumber: sandbox.mfaSerial,
    TokenCode: sandbox.code(),
    ...narrowing,
  });
}

function call(sandbox: TestSandbox, keys: Keys, parameters: Parameters): Answer {
  return sandbox.call(keys, parameters, { service: 'iam' });
}

function namesOf({ body }: Answer): readonly (string | undefined)[] {
  return [...body.matchAll(/<UserName>([^<]*)<\/UserName>/g)].map(([, name]) => name);
}

test('are listed by name, by path, and in pages', () => {
  const sandbox = createTestSandbox();
  const admin = obtainAdmin(sandbox);
  for (const [userName, path] of [
    ['zoe', '/team/'],
    ['amy', '/team/'],
    ['bob', '/'],
  ] as const) {
    addUser(sandbox.world, { accountId: SANDBOX_ACCOUNT, userName, path });
  }
  addUser(sandbox.world, { accountId: '999999999999', userName: 'elsewhere' });
  const list = (parameters: Parameters = {}) =>
    call(sandbox, admin, { Action: 'ListUsers', ...parameters });
  expect(namesOf(list())).toEqual(['amy', 'bob', 'dev', 'zoe']);
  expect(namesOf(list({ PathPrefix: '/team/' }))).toEqual(['amy', 'zoe']);
  const first = list({ MaxItems: '3' });
  expect([namesOf(first), first.get('IsTruncated')]).toEqual([['amy', 'bob', 'dev'], 'true']);
  expect(namesOf(list({ Marker: first.get('Marker') ?? '' }))).toEqual(['zoe']);
  expect(list({ PathPrefix: 'team' }).get('Code')).toBe('ValidationError');
});

test('are not listed for one who may not', () => {
  const sandbox = createTestSandbox();
  expect(call(sandbox, sandbox.dev, { Action: 'ListUsers' }).get('Message')).toBe(
    'User: arn:aws:iam::000000000000:user/dev is not authorized to perform: iam:ListUsers on resource: arn:aws:iam::000000000000:user/ because no identity-based policy allows the iam:ListUsers action',
  );
});

test('ReadOnlyAccess lets an administrator look at users and create none', () => {
  const sandbox = createTestSandbox();
  const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
  const narrowed = obtainAdmin(sandbox, { 'PolicyArns.member.1.arn': arn });
  expect(call(sandbox, narrowed, { Action: 'ListUsers' }).status).toBe(200);
  expect(call(sandbox, narrowed, { Action: 'GetUser', UserName: 'dev' }).status).toBe(200);
  const created = call(sandbox, narrowed, { Action: 'CreateUser', UserName: 'x' });
  expect([created.status, created.get('Code'), created.get('Message')]).toEqual([
    403,
    'AccessDenied',
    'User: arn:aws:sts::000000000000:assumed-role/prod-admin/me is not authorized to perform: iam:CreateUser on resource: arn:aws:iam::000000000000:user/x because no session policy allows the iam:CreateUser action',
  ]);
});
