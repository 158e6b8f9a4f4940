import { describe, expect, test } from 'vitest';
import { addUser } from '../../../src/sandbox/entities.ts';
import { SANDBOX_ACCOUNT } from '../../../src/sandbox/seed.ts';
import { type Answer, createTestSandbox, type Keys, type TestSandbox } from '../sandbox-client.ts';

const iam = { service: 'iam' } as const;

function call(sandbox: TestSandbox, Action: string, parameters = {}, keys = sandbox.dev): Answer {
  return sandbox.call(keys, { Action, ...parameters }, iam);
}

function expectError(answer: Answer, expected: readonly [number, string, string]): void {
  expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual(expected);
  expect(answer.body).toContain('xmlns="https://iam.amazonaws.com/doc/2010-05-08/"');
}

/** Of a role that may do everything, made from a session with MFA. */
function obtainAdmin(sandbox: TestSandbox, policy = {}): Keys {
  return sandbox.obtain(sandbox.dev, {
    Action: 'AssumeRole',
    RoleArn: sandbox.roleArns.prodAdmin,
    RoleSessionName: 'me',
    SerialNumber: sandbox.mfaSerial,
    TokenCode: sandbox.code(),
    ...policy,
  });
}

function createKey(sandbox: TestSandbox): Keys {
  const answer = call(sandbox, 'CreateAccessKey');
  return {
    accessKeyId: answer.get('AccessKeyId') ?? '',
    secretAccessKey: answer.get('SecretAccessKey') ?? '',
  };
}

function canSign(sandbox: TestSandbox, keys: Keys): boolean {
  return sandbox.call(keys, { Action: 'GetCallerIdentity' }).status === 200;
}

describe('the user', () => {
  test.each([{}, { UserName: 'dev' }])('%o is the developer', (parameters) => {
    const sandbox = createTestSandbox();
    const user = call(sandbox, 'GetUser', parameters);
    expect([
      user.get('Arn'),
      user.get('UserName'),
      user.get('Path'),
      user.get('CreateDate'),
    ]).toEqual(['arn:aws:iam::000000000000:user/dev', 'dev', '/', '2026-01-02T03:04:05Z']);
    expect(user.get('UserId')).toMatch(/^AIDA[A-Z2-7]{17}$/);
    expect(call(sandbox, 'ListMFADevices', parameters).get('SerialNumber')).toBe(sandbox.mfaSerial);
    expect(call(sandbox, 'ListAccessKeys', parameters).get('AccessKeyId')).toBe(
      sandbox.dev.accessKeyId,
    );
  });

  test('is unknown to a role session', () => {
    const sandbox = createTestSandbox();
    expectError(call(sandbox, 'GetUser', {}, obtainAdmin(sandbox)), [
      400,
      'ValidationError',
      'Must specify userName when calling with non-User credentials',
    ]);
  });

  test('that is missing is named', () => {
    const sandbox = createTestSandbox();
    const admin = obtainAdmin(sandbox);
    expectError(call(sandbox, 'GetUser', { UserName: 'none' }, admin), [
      404,
      'NoSuchEntity',
      'The user with name none cannot be found.',
    ]);
  });

  test('of another name is forbidden, there or not', () => {
    const sandbox = createTestSandbox();
    addUser(sandbox.world, { accountId: SANDBOX_ACCOUNT, userName: 'other' });
    for (const UserName of ['other', 'none']) {
      expectError(call(sandbox, 'GetUser', { UserName }), [
        403,
        'AccessDenied',
        `User: arn:aws:iam::000000000000:user/dev is not authorized to perform: iam:GetUser on resource: user ${UserName} because no identity-based policy allows the iam:GetUser action`,
      ]);
    }
  });

  test('can be created by an administrator, once', () => {
    const sandbox = createTestSandbox();
    const admin = obtainAdmin(sandbox);
    const user = call(sandbox, 'CreateUser', { UserName: 'Alice', Path: '/team/' }, admin);
    expect(user.get('Arn')).toBe('arn:aws:iam::000000000000:user/team/Alice');
    expectError(call(sandbox, 'CreateUser', { UserName: 'alice' }, admin), [
      409,
      'EntityAlreadyExists',
      'User with name alice already exists.',
    ]);
    expect(call(sandbox, 'CreateUser', { UserName: 'bob' }).get('Code')).toBe('AccessDenied');
    expect(call(sandbox, 'ListMFADevices', { UserName: 'Alice' }, admin).body).toContain(
      '<MFADevices></MFADevices><IsTruncated>false</IsTruncated>',
    );
  });

  test.each([
    [
      {},
      "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
    ],
    [
      { UserName: 'a b' },
      "1 validation error detected: Value 'a b' at 'userName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]+",
    ],
    [
      { UserName: 'ab', Path: 'x' },
      "1 validation error detected: Value 'x' at 'path' failed to satisfy constraint: Member must satisfy regular expression pattern: (\\u002F)|(\\u002F[\\u0021-\\u007E]+\\u002F)",
    ],
  ])('cannot be created from %o', (parameters, message) => {
    const sandbox = createTestSandbox();
    expectError(call(sandbox, 'CreateUser', parameters), [400, 'ValidationError', message]);
  });
});

describe('a session of GetSessionToken', () => {
  test('may call IAM only when made with MFA', () => {
    const sandbox = createTestSandbox();
    const action = { Action: 'GetSessionToken' };
    const plain = sandbox.obtain(sandbox.dev, action);
    expectError(call(sandbox, 'GetUser', {}, plain), [
      403,
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
    ]);
    const { mfaSerial: SerialNumber } = sandbox;
    const mfa = { SerialNumber, TokenCode: sandbox.code() };
    const session = sandbox.obtain(sandbox.dev, { ...action, ...mfa });
    expect(call(sandbox, 'GetUser', {}, session).get('UserName')).toBe('dev');
  });
});

describe('access keys', () => {
  test('are at most two', () => {
    const sandbox = createTestSandbox();
    expect(canSign(sandbox, createKey(sandbox))).toBe(true);
    expectError(call(sandbox, 'CreateAccessKey'), [
      409,
      'LimitExceeded',
      'Cannot exceed quota for AccessKeysPerUser: 2',
    ]);
  });

  test('work while they are active', () => {
    const sandbox = createTestSandbox();
    const key = createKey(sandbox);
    const { accessKeyId: AccessKeyId } = key;
    const update = (Status: string): number =>
      call(sandbox, 'UpdateAccessKey', { AccessKeyId, Status }).status;
    expect(update('Inactive')).toBe(200);
    expect(canSign(sandbox, key)).toBe(false);
    expect(call(sandbox, 'ListAccessKeys').body).toContain('<Status>Inactive</Status>');
    expect(update('Active')).toBe(200);
    expect(canSign(sandbox, key)).toBe(true);
    expect(call(sandbox, 'DeleteAccessKey', { AccessKeyId }).status).toBe(200);
    expect(canSign(sandbox, key)).toBe(false);
    expect(call(sandbox, 'ListAccessKeys').body).not.toContain(AccessKeyId);
  });

  test('that are missing are named', () => {
    const sandbox = createTestSandbox();
    const AccessKeyId = 'AKIAAAAAAAAAAAAAAAAA';
    for (const [action, parameters] of [
      ['DeleteAccessKey', { AccessKeyId }],
      ['UpdateAccessKey', { AccessKeyId, Status: 'Inactive' }],
    ] as const) {
      expectError(call(sandbox, action, parameters), [
        404,
        'NoSuchEntity',
        `The Access Key with id ${AccessKeyId} cannot be found.`,
      ]);
    }
    expect(call(sandbox, 'GetAccessKeyLastUsed', { AccessKeyId }).get('Code')).toBe('AccessDenied');
  });

  test('cannot be set to another status', () => {
    const sandbox = createTestSandbox();
    const { accessKeyId: AccessKeyId } = sandbox.dev;
    const answer = call(sandbox, 'UpdateAccessKey', { AccessKeyId, Status: 'Lost' });
    expectError(answer, [
      400,
      'ValidationError',
      "1 validation error detected: Value 'Lost' at 'status' failed to satisfy constraint: Member must satisfy enum value set: [Active, Inactive, Expired]",
    ]);
    const expired = call(sandbox, 'UpdateAccessKey', { AccessKeyId, Status: 'Expired' });
    expect([expired.status, expired.get('Code')]).toEqual([400, 'ValidationError']);
  });

  test('are new, gone and changed only after the delay', () => {
    const sandbox = createTestSandbox({ keyDelaySeconds: 10 });
    const key = createKey(sandbox);
    const { accessKeyId: AccessKeyId } = key;
    expect(canSign(sandbox, key)).toBe(false);
    sandbox.clock.advance(10);
    expect(canSign(sandbox, key)).toBe(true);
    call(sandbox, 'UpdateAccessKey', { AccessKeyId, Status: 'Inactive' });
    expect(canSign(sandbox, key)).toBe(true);
    sandbox.clock.advance(10);
    expect(canSign(sandbox, key)).toBe(false);
    call(sandbox, 'DeleteAccessKey', { AccessKeyId });
    expect(canSign(sandbox, key)).toBe(false);
  });

  test('that were deleted at once never work', () => {
    const sandbox = createTestSandbox({ keyDelaySeconds: 10 });
    const key = createKey(sandbox);
    call(sandbox, 'DeleteAccessKey', { AccessKeyId: key.accessKeyId });
    expect(canSign(sandbox, key)).toBe(false);
    sandbox.clock.advance(20);
    expect(canSign(sandbox, key)).toBe(false);
  });

  test('remember their last use', () => {
    const sandbox = createTestSandbox();
    const { accessKeyId: AccessKeyId, secretAccessKey } = createKey(sandbox);
    const unused = call(sandbox, 'GetAccessKeyLastUsed', { AccessKeyId });
    expect([unused.get('ServiceName'), unused.get('Region')]).toEqual(['N/A', 'N/A']);
    expect(unused.get('LastUsedDate')).toBeUndefined();
    const whoAmI = { Action: 'GetCallerIdentity' };
    sandbox.call({ accessKeyId: AccessKeyId, secretAccessKey }, whoAmI, { region: 'eu-west-1' });
    sandbox.clock.advance(60);
    const used = call(sandbox, 'GetAccessKeyLastUsed', { AccessKeyId });
    expect(['UserName', 'LastUsedDate', 'ServiceName', 'Region'].map(used.get)).toEqual([
      'dev',
      '2026-01-02T03:04:05Z',
      'sts',
      'eu-west-1',
    ]);
  });

  test('come in pages', () => {
    const sandbox = createTestSandbox();
    const { accessKeyId } = createKey(sandbox);
    const first = call(sandbox, 'ListAccessKeys', { MaxItems: '1' });
    expect([first.get('AccessKeyId'), first.get('IsTruncated')]).toEqual([
      sandbox.dev.accessKeyId,
      'true',
    ]);
    const Marker = first.get('Marker');
    const second = call(sandbox, 'ListAccessKeys', { MaxItems: '1', Marker });
    expect([second.get('AccessKeyId'), second.get('IsTruncated')]).toEqual([accessKeyId, 'false']);
    for (const bad of [{ Marker: 'x' }, { Marker: '9' }, { MaxItems: '0' }, { MaxItems: '1001' }]) {
      expect(call(sandbox, 'ListAccessKeys', bad).get('Code')).toBe('ValidationError');
    }
  });
});

describe('a session policy', () => {
  const policy = (statement: unknown): Record<string, string> => ({
    Policy: JSON.stringify({ Version: '2012-10-17', Statement: statement }),
  });
  const devUser = { UserName: 'dev' };
  const isDenied = (reason: string): string =>
    `User: arn:aws:sts::000000000000:assumed-role/prod-admin/me is not authorized to perform: iam:CreateAccessKey on resource: user dev ${reason}`;

  test('narrows a role that may do everything', () => {
    const sandbox = createTestSandbox();
    const narrow = { Effect: 'Allow', Action: 'iam:Get*', Resource: '*' };
    const admin = obtainAdmin(sandbox, policy(narrow));
    expect(call(sandbox, 'GetUser', devUser, admin).status).toBe(200);
    expectError(call(sandbox, 'CreateAccessKey', devUser, admin), [
      403,
      'AccessDenied',
      isDenied('because no session policy allows the iam:CreateAccessKey action'),
    ]);
  });

  test('may deny', () => {
    const sandbox = createTestSandbox();
    const admin = obtainAdmin(
      sandbox,
      policy([
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'iam:Create*', Resource: '*' },
      ]),
    );
    expect(call(sandbox, 'GetUser', devUser, admin).status).toBe(200);
    expect(call(sandbox, 'CreateAccessKey', devUser, admin).get('Message')).toBe(
      isDenied('with an explicit deny in a session policy'),
    );
  });

  test('may be a managed one', () => {
    const sandbox = createTestSandbox();
    const arn = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const admin = obtainAdmin(sandbox, { 'PolicyArns.member.1.arn': arn });
    expect(call(sandbox, 'GetUser', devUser, admin).status).toBe(200);
    expect(call(sandbox, 'CreateAccessKey', devUser, admin).status).toBe(403);
  });

  test('widens nothing', () => {
    const sandbox = createTestSandbox();
    const session = sandbox.obtain(sandbox.dev, {
      Action: 'AssumeRole',
      RoleArn: sandbox.roleArns.readonly,
      RoleSessionName: 'me',
      ...policy({ Effect: 'Allow', Action: '*', Resource: '*' }),
    });
    expect(call(sandbox, 'GetUser', devUser, session).status).toBe(200);
    expect(call(sandbox, 'CreateAccessKey', devUser, session).get('Message')).toMatch(
      /because no identity-based policy allows/,
    );
  });

  test('that does not name a role blocks the way to it', () => {
    const sandbox = createTestSandbox();
    const narrow = policy({ Effect: 'Allow', Action: 'iam:*', Resource: '*' });
    const next = {
      Action: 'AssumeRole',
      RoleArn: sandbox.roleArns.prodDeploy,
      RoleSessionName: 'me',
    };
    expect(sandbox.call(obtainAdmin(sandbox, narrow), next).status).toBe(403);
  });
});
