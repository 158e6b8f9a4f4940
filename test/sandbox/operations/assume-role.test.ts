import { describe, expect, test } from 'vitest';
import { addAccessKey } from '../../../src/sandbox/access-keys.ts';
import { addRole, addRootUser } from '../../../src/sandbox/entities.ts';
import { SANDBOX_ACCOUNT } from '../../../src/sandbox/seed.ts';
import { Secret } from '../../../src/secret.ts';
import { type Answer, createTestSandbox, type Keys, type TestSandbox } from '../sandbox-client.ts';

const base = { Action: 'AssumeRole', RoleSessionName: 'me' };

function expectError(answer: Answer, expected: readonly [number, string, string]): void {
  expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual(expected);
}

function obtainMfaSession(sandbox: TestSandbox): Keys {
  const { dev, mfaSerial: SerialNumber } = sandbox;
  return sandbox.obtain(dev, {
    Action: 'GetSessionToken',
    SerialNumber,
    TokenCode: sandbox.code(),
  });
}

test('answers who one is now', () => {
  const sandbox = createTestSandbox();
  const RoleArn = sandbox.roleArns.readonly;
  const answer = sandbox.call(sandbox.dev, { ...base, RoleArn });
  const role = sandbox.world.state.roles.get(RoleArn);
  expect(answer.get('Arn')).toBe('arn:aws:sts::000000000000:assumed-role/readonly/me');
  expect(answer.get('AssumedRoleId')).toBe(`${role?.roleId}:me`);
  expect(answer.get('Expiration')).toBe('2026-01-02T04:04:05Z');
  expect(answer.get('PackedPolicySize')).toBeUndefined();
});

test('leaves the path of the role out of the session ARN', () => {
  const sandbox = createTestSandbox();
  const trustPolicy = {
    Statement: { Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' },
  };
  const role = { accountId: SANDBOX_ACCOUNT, roleName: 'deep', path: '/a/b/', trustPolicy };
  const { arn } = addRole(sandbox.world, role);
  expect(arn).toBe('arn:aws:iam::000000000000:role/a/b/deep');
  const answer = sandbox.call(sandbox.dev, { ...base, RoleArn: arn });
  expect(answer.get('Arn')).toBe('arn:aws:sts::000000000000:assumed-role/deep/me');
});

describe('parameters', () => {
  const constraint = (value: string, location: string, text: string): string =>
    `1 validation error detected: Value '${value}' at '${location}' failed to satisfy constraint: ${text}`;
  const long = 's'.repeat(65);
  test.each([
    [{ RoleArn: 'nothing-valid-in-here' }, 'nothing-valid-in-here is invalid'],
    [{ RoleArn: 'arn::b:::something/test-role' }, 'arn::b:::something/test-role is invalid'],
    [{ RoleArn: 'arn:a::::something/test-role' }, 'arn:a::::something/test-role is invalid'],
    [{ RoleArn: 'arn:a:::something/test-role' }, 'arn:a:::something/test-role is invalid'],
    [{ RoleArn: 'arn:a:a::aaaaaaaaaa:' }, 'arn:a:a::aaaaaaaaaa: is invalid'],
    [
      { RoleArn: 'short' },
      constraint('short', 'roleArn', 'Member must have length greater than or equal to 20'),
    ],
    [
      { RoleSessionName: 'Session1:2' },
      constraint(
        'Session1:2',
        'roleSessionName',
        'Member must satisfy regular expression pattern: [\\w+=,.@-]*',
      ),
    ],
    [
      { RoleSessionName: long },
      constraint(long, 'roleSessionName', 'Member must have length less than or equal to 64'),
    ],
    [
      { RoleSessionName: 'x' },
      constraint('x', 'roleSessionName', 'Member must have length greater than or equal to 2'),
    ],
    [
      { ExternalId: 'x' },
      constraint('x', 'externalId', 'Member must have length greater than or equal to 2'),
    ],
    [
      { ExternalId: 'a b' },
      constraint(
        'a b',
        'externalId',
        'Member must satisfy regular expression pattern: [\\w+=,.@:\\/-]*',
      ),
    ],
    [
      { SourceIdentity: 'a b' },
      constraint(
        'a b',
        'sourceIdentity',
        'Member must satisfy regular expression pattern: [\\w+=,.@-]*',
      ),
    ],
    [
      { DurationSeconds: '899' },
      constraint('899', 'durationSeconds', 'Member must have value greater than or equal to 900'),
    ],
    [
      { DurationSeconds: '43201' },
      constraint('43201', 'durationSeconds', 'Member must have value less than or equal to 43200'),
    ],
    [
      { Policy: 'ā' },
      constraint(
        'ā',
        'policy',
        'Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+',
      ),
    ],
    [
      { 'Tags.member.1.Key': '', 'Tags.member.1.Value': 'v' },
      "2 validation errors detected: Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
    ],
    [
      { 'Tags.member.1.Key': 'k' },
      "1 validation error detected: Value null at 'tags.1.member.value' failed to satisfy constraint: Member must not be null",
    ],
  ])('%o are refused', (parameters, message) => {
    const sandbox = createTestSandbox();
    const RoleArn = sandbox.roleArns.readonly;
    const answer = sandbox.call(sandbox.dev, { ...base, RoleArn, ...parameters });
    expectError(answer, [400, 'ValidationError', message]);
  });

  test('that are missing are named', () => {
    const sandbox = createTestSandbox();
    expectError(sandbox.call(sandbox.dev, { Action: 'AssumeRole' }), [
      400,
      'ValidationError',
      "2 validation errors detected: Value null at 'roleArn' failed to satisfy constraint: Member must not be null; Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null",
    ]);
  });
});

describe('durations', () => {
  const chained =
    'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';
  const aboveRole =
    'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';

  test('end at the maximum of the role', () => {
    const sandbox = createTestSandbox();
    const RoleArn = sandbox.roleArns.readonly;
    expect(sandbox.call(sandbox.dev, { ...base, RoleArn, DurationSeconds: '3600' }).status).toBe(
      200,
    );
    const answer = sandbox.call(sandbox.dev, { ...base, RoleArn, DurationSeconds: '3601' });
    expectError(answer, [400, 'ValidationError', aboveRole]);
  });

  test('of prod-admin go up to twelve hours with the key itself', () => {
    const sandbox = createTestSandbox();
    const answer = sandbox.call(sandbox.dev, {
      ...base,
      RoleArn: sandbox.roleArns.prodAdmin,
      DurationSeconds: '43200',
      SerialNumber: sandbox.mfaSerial,
      TokenCode: sandbox.code(),
    });
    expect(answer.get('Expiration')).toBe('2026-01-02T15:04:05Z');
  });

  test('end at one hour for a session of GetSessionToken', () => {
    const sandbox = createTestSandbox();
    const session = obtainMfaSession(sandbox);
    const RoleArn = sandbox.roleArns.prodAdmin;
    expect(sandbox.call(session, { ...base, RoleArn, DurationSeconds: '3600' }).status).toBe(200);
    const answer = sandbox.call(session, { ...base, RoleArn, DurationSeconds: '3601' });
    expectError(answer, [400, 'ValidationError', chained]);
  });

  test('end at one hour for a role session', () => {
    const sandbox = createTestSandbox();
    const admin = sandbox.obtain(obtainMfaSession(sandbox), {
      ...base,
      RoleArn: sandbox.roleArns.prodAdmin,
    });
    const RoleArn = sandbox.roleArns.prodDeploy;
    expect(sandbox.call(admin, { ...base, RoleArn }).status).toBe(200);
    const answer = sandbox.call(admin, { ...base, RoleArn, DurationSeconds: '7200' });
    expectError(answer, [400, 'ValidationError', chained]);
  });
});

describe('who may assume', () => {
  const refusal = (caller: string, role: string): [number, string, string] => [
    403,
    'AccessDenied',
    `User: ${caller} is not authorized to perform: sts:AssumeRole on resource: ${role}`,
  ];
  const devArn = 'arn:aws:iam::000000000000:user/dev';

  test('a missing role and a forbidden one look the same', () => {
    const sandbox = createTestSandbox();
    const missing = 'arn:aws:iam::000000000000:role/none';
    const { prodDeploy } = sandbox.roleArns;
    for (const RoleArn of [missing, prodDeploy]) {
      expectError(sandbox.call(sandbox.dev, { ...base, RoleArn }), refusal(devArn, RoleArn));
    }
  });

  test('prod-admin asks for MFA', () => {
    const sandbox = createTestSandbox();
    const RoleArn = sandbox.roleArns.prodAdmin;
    const withoutMfa = sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken' });
    for (const keys of [sandbox.dev, withoutMfa]) {
      expectError(sandbox.call(keys, { ...base, RoleArn }), refusal(devArn, RoleArn));
    }
    expect(sandbox.call(obtainMfaSession(sandbox), { ...base, RoleArn }).status).toBe(200);
  });

  test('MFA in the call does for a session without', () => {
    const sandbox = createTestSandbox();
    const session = sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken' });
    const answer = sandbox.call(session, {
      ...base,
      RoleArn: sandbox.roleArns.prodAdmin,
      SerialNumber: sandbox.mfaSerial,
      TokenCode: sandbox.code(),
    });
    expect(answer.status).toBe(200);
  });

  test('the root user may not', () => {
    const sandbox = createTestSandbox();
    const root = addRootUser(sandbox.world, SANDBOX_ACCOUNT);
    const pair = { accessKeyId: 'AKIAROOTROOTROOTROOT', secretAccessKey: new Secret('root') };
    addAccessKey(sandbox.world, root, { pair });
    const keys = { accessKeyId: pair.accessKeyId, secretAccessKey: 'root' };
    expectError(sandbox.call(keys, { ...base, RoleArn: sandbox.roleArns.readonly }), [
      403,
      'AccessDenied',
      'Roles may not be assumed by root accounts.',
    ]);
  });
});

describe('tags', () => {
  const tag = (number: number, key: string): Record<string, string> => ({
    [`Tags.member.${number}.Key`]: key,
    [`Tags.member.${number}.Value`]: 'v',
  });
  test.each([
    [
      { ...tag(1, 'Team'), ...tag(2, 'team') },
      'Duplicate tag keys found. Please note that Tag keys are case insensitive.',
    ],
    [
      { ...tag(1, 'Team'), 'TransitiveTagKeys.member.1': 'Other' },
      'The specified transitive tag key must be included in the requested tags.',
    ],
  ])('%o are refused', (parameters, message) => {
    const sandbox = createTestSandbox();
    const RoleArn = sandbox.roleArns.readonly;
    const answer = sandbox.call(sandbox.dev, { ...base, RoleArn, ...parameters });
    expectError(answer, [400, 'InvalidParameterValue', message]);
  });

  test.each(['Team', 'TEAM'])('%s may not replace one that the session hands on', (key) => {
    const sandbox = createTestSandbox();
    const admin = sandbox.obtain(obtainMfaSession(sandbox), {
      ...base,
      RoleArn: sandbox.roleArns.prodAdmin,
      ...tag(1, 'Team'),
      'TransitiveTagKeys.member.1': 'Team',
    });
    const RoleArn = sandbox.roleArns.prodDeploy;
    expect(sandbox.call(admin, { ...base, RoleArn, ...tag(1, 'Other') }).status).toBe(200);
    expectError(sandbox.call(admin, { ...base, RoleArn, ...tag(1, key) }), [
      400,
      'InvalidParameterValue',
      "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.",
    ]);
  });

  test('are at most fifty', () => {
    const sandbox = createTestSandbox();
    const RoleArn = sandbox.roleArns.readonly;
    const tags = (count: number): Record<string, string> =>
      Object.assign(
        {},
        ...Array.from({ length: count }, (_, index) => tag(index + 1, `k${index}`)),
      );
    expect(sandbox.call(sandbox.dev, { ...base, RoleArn, ...tags(50) }).status).toBe(200);
    expect(sandbox.call(sandbox.dev, { ...base, RoleArn, ...tags(51) }).get('Code')).toBe(
      'ValidationError',
    );
  });
});

describe('a source identity', () => {
  test('stays for the whole chain', () => {
    const sandbox = createTestSandbox();
    const admin = sandbox.obtain(obtainMfaSession(sandbox), {
      ...base,
      RoleArn: sandbox.roleArns.prodAdmin,
      SourceIdentity: 'alice',
    });
    const RoleArn = sandbox.roleArns.prodDeploy;
    expect(sandbox.call(admin, { ...base, RoleArn }).get('SourceIdentity')).toBe('alice');
    const other = sandbox.call(admin, { ...base, RoleArn, SourceIdentity: 'bob' });
    expect(other.get('Message')).toMatch(/sts:SetSourceIdentity on resource/);
  });
});
