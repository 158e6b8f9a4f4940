import { describe, expect, test } from 'vitest';
import { addMfaDevice, addUser } from '../../src/sandbox/entities.ts';
import { SANDBOX_ACCOUNT } from '../../src/sandbox/seed.ts';
import { Secret } from '../../src/secret.ts';
import { type Answer, createTestSandbox, type TestSandbox } from './sandbox-client.ts';

const invalidCode = 'MultiFactorAuthentication failed with invalid MFA one time pass code.';
const unknownDevice =
  'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.';
const incomplete =
  'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.';

function getSessionToken(sandbox: TestSandbox, TokenCode: string): Answer {
  const { dev, mfaSerial: SerialNumber } = sandbox;
  return sandbox.call(dev, { Action: 'GetSessionToken', SerialNumber, TokenCode });
}

function assumeProdAdmin(sandbox: TestSandbox, TokenCode: string): Answer {
  return sandbox.call(sandbox.dev, {
    Action: 'AssumeRole',
    RoleArn: sandbox.roleArns.prodAdmin,
    RoleSessionName: 'me',
    SerialNumber: sandbox.mfaSerial,
    TokenCode,
  });
}

function expectRefusal(answer: Answer, message: string): void {
  expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
    403,
    'AccessDenied',
    message,
  ]);
}

describe('a code', () => {
  test.each([
    [0, 200],
    [-1, 200],
    [-2, 403],
    [1, 403],
  ])('of the time step %i away answers %i', (stepsAway, status) => {
    const sandbox = createTestSandbox();
    expect(getSessionToken(sandbox, sandbox.code(stepsAway)).status).toBe(status);
  });

  test('works once, over all calls', () => {
    const sandbox = createTestSandbox();
    const code = sandbox.code();
    expect(getSessionToken(sandbox, code).status).toBe(200);
    expectRefusal(getSessionToken(sandbox, code), invalidCode);
    expectRefusal(assumeProdAdmin(sandbox, code), invalidCode);
    sandbox.clock.advance(30);
    expectRefusal(getSessionToken(sandbox, code), invalidCode);
    expect(assumeProdAdmin(sandbox, sandbox.code()).status).toBe(200);
  });

  test('of the former step works after one of the present step', () => {
    const sandbox = createTestSandbox();
    expect(getSessionToken(sandbox, sandbox.code()).status).toBe(200);
    expect(getSessionToken(sandbox, sandbox.code(-1)).status).toBe(200);
  });

  test('is used up by a call that fails later', () => {
    const sandbox = createTestSandbox();
    const { mfaSerial: SerialNumber } = sandbox;
    const RoleArn = 'arn:aws:iam::000000000000:role/none';
    const TokenCode = sandbox.code();
    const parameters = { RoleArn, RoleSessionName: 'me', SerialNumber, TokenCode };
    expect(sandbox.call(sandbox.dev, { Action: 'AssumeRole', ...parameters }).status).toBe(403);
    expectRefusal(getSessionToken(sandbox, TokenCode), invalidCode);
  });

  test('is not used up by a call that fails earlier', () => {
    const sandbox = createTestSandbox();
    const { mfaSerial: SerialNumber } = sandbox;
    const TokenCode = sandbox.code();
    const parameters = { SerialNumber, TokenCode, DurationSeconds: '1' };
    expect(sandbox.call(sandbox.dev, { Action: 'GetSessionToken', ...parameters }).status).toBe(
      400,
    );
    expect(getSessionToken(sandbox, TokenCode).status).toBe(200);
  });

  test('that is wrong is refused', () => {
    const sandbox = createTestSandbox();
    const wrong = String((Number(sandbox.code()) + 1) % 1_000_000).padStart(6, '0');
    expectRefusal(getSessionToken(sandbox, wrong), invalidCode);
  });
});

describe('the parameters', () => {
  test.each([
    [{ SerialNumber: 'arn:aws:iam::000000000000:mfa/dev' }, incomplete],
    [{ TokenCode: '123456' }, incomplete],
    [{ SerialNumber: 'arn:aws:iam::000000000000:mfa/none', TokenCode: '123456' }, unknownDevice],
    [{ SerialNumber: 'GAHT12345678', TokenCode: '123456' }, unknownDevice],
  ])('%o are refused', (parameters, message) => {
    const sandbox = createTestSandbox();
    expectRefusal(sandbox.call(sandbox.dev, { Action: 'GetSessionToken', ...parameters }), message);
  });

  test('may not name the device of another user', () => {
    const sandbox = createTestSandbox();
    const other = addUser(sandbox.world, { accountId: SANDBOX_ACCOUNT, userName: 'other' });
    const device = addMfaDevice(sandbox.world, other, { secret: new Secret('A'.repeat(32)) });
    const answer = sandbox.call(sandbox.dev, {
      Action: 'GetSessionToken',
      SerialNumber: device.serialNumber,
      TokenCode: '123456',
    });
    expectRefusal(answer, unknownDevice);
  });

  test('prove nothing for a role session', () => {
    const sandbox = createTestSandbox();
    const role = { Action: 'AssumeRole', RoleSessionName: 'me' };
    const RoleArn = sandbox.roleArns.readonly;
    const session = sandbox.obtain(sandbox.dev, { ...role, RoleArn });
    const answer = sandbox.call(session, {
      ...role,
      RoleArn: sandbox.roleArns.prodAdmin,
      SerialNumber: sandbox.mfaSerial,
      TokenCode: sandbox.code(),
    });
    expectRefusal(answer, unknownDevice);
  });

  test.each([
    [
      { TokenCode: '12345' },
      "1 validation error detected: Value '12345' at 'tokenCode' failed to satisfy constraint: Member must have length greater than or equal to 6",
    ],
    [
      { TokenCode: '1234567' },
      "1 validation error detected: Value '1234567' at 'tokenCode' failed to satisfy constraint: Member must have length less than or equal to 6",
    ],
    [
      { TokenCode: '12345x' },
      "1 validation error detected: Value '12345x' at 'tokenCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\d]*",
    ],
    [
      { SerialNumber: 'short' },
      "1 validation error detected: Value 'short' at 'serialNumber' failed to satisfy constraint: Member must have length greater than or equal to 9",
    ],
    [
      { SerialNumber: 'arn with space' },
      "1 validation error detected: Value 'arn with space' at 'serialNumber' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=/:,.@-]*",
    ],
    [
      { SerialNumber: 'a b' },
      "2 validation errors detected: Value 'a b' at 'serialNumber' failed to satisfy constraint: Member must have length greater than or equal to 9; Value 'a b' at 'serialNumber' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=/:,.@-]*",
    ],
  ])('%o do not have the right shape', (parameters, message) => {
    const sandbox = createTestSandbox();
    const answer = sandbox.call(sandbox.dev, {
      Action: 'GetSessionToken',
      SerialNumber: sandbox.mfaSerial,
      TokenCode: '123456',
      ...parameters,
    });
    expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
      400,
      'ValidationError',
      message,
    ]);
  });
});
