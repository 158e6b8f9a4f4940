import { describe, expect, test } from 'vitest';
import { createIdentityProvider } from '../../../src/sandbox/web-identity/identity-provider.ts';
import { createTestSandbox, type Parameters, type TestSandbox } from '../sandbox-client.ts';

const ISSUER = 'https://oidc.awsx.invalid';
const ROLE = 'arn:aws:iam::000000000000:role/ci';

function ask(sandbox: TestSandbox, changes: Parameters = {}) {
  return sandbox.call(undefined, {
    Action: 'AssumeRoleWithWebIdentity',
    RoleArn: ROLE,
    RoleSessionName: 'build',
    WebIdentityToken: sandbox.machines.webIdentityToken.reveal(),
    ...changes,
  });
}

/** A token of the sandbox's provider with other claims. */
function issue(sandbox: TestSandbox, changes: Readonly<Record<string, unknown>>): string {
  const now = sandbox.clock.now().getTime() / 1000;
  const claims = { aud: 'sts.amazonaws.com', sub: 'awsx-sandbox', exp: now + 60, ...changes };
  return sandbox.machines.identityProvider.issueToken(claims).reveal();
}

test('a token without a signature of the request gives a session', () => {
  const sandbox = createTestSandbox();
  const answer = ask(sandbox, { DurationSeconds: '900' });
  expect(answer.status).toBe(200);
  expect(answer.get('SubjectFromWebIdentityToken')).toBe('awsx-sandbox');
  expect(answer.get('Audience')).toBe('sts.amazonaws.com');
  expect(answer.get('Provider')).toBe('arn:aws:iam::000000000000:oidc-provider/oidc.awsx.invalid');
  expect(answer.get('Arn')).toBe('arn:aws:sts::000000000000:assumed-role/ci/build');
  expect(answer.get('Expiration')).toBe('2026-01-02T03:19:05Z');
  expect(sandbox.log).toMatchObject([
    { action: 'AssumeRoleWithWebIdentity', roleArn: ROLE, status: 200 },
  ]);
  expect(JSON.stringify(sandbox.log)).not.toContain(sandbox.machines.webIdentityToken.reveal());
});

test('its session may assume a role that trusts it, for an hour', () => {
  const sandbox = createTestSandbox();
  const answer = ask(sandbox);
  const keys = {
    accessKeyId: answer.get('AccessKeyId') ?? '',
    secretAccessKey: answer.get('SecretAccessKey') ?? '',
    sessionToken: answer.get('SessionToken') ?? '',
  };
  const role = { RoleArn: sandbox.roleArns.readonly, RoleSessionName: 'next' };
  const assume = (more: Parameters) =>
    sandbox.call(keys, { Action: 'AssumeRole', ...role, ...more });
  expect(assume({}).status).toBe(200);
  expect(assume({ DurationSeconds: '3601' }).get('Message')).toContain('1 hour session limit');
});

test('a session policy narrows it', () => {
  const sandbox = createTestSandbox();
  const Policy =
    '{"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"*","Resource":"*"}}';
  const answer = ask(sandbox, { Policy });
  expect(answer.get('PackedPolicySize')).toMatch(/^\d+$/);
  const session = sandbox.world.state.sessions.get(answer.get('AccessKeyId') ?? '');
  expect(session).toMatchObject({ sessionPolicies: [{ statements: [{ effect: 'Deny' }] }] });
});

describe('refused', () => {
  test.each<[string, number, string, (sandbox: TestSandbox) => string]>([
    ['no token at all', 400, 'InvalidIdentityToken', () => 'nonsense'],
    ['an access token', 400, 'InvalidIdentityToken', () => 'a.b.c'],
    [
      'a token without a signature',
      400,
      'InvalidIdentityToken',
      (sandbox) => {
        const [, payload] = sandbox.machines.webIdentityToken.reveal().split('.');
        return `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
      },
    ],
    [
      'a token of another provider',
      400,
      'InvalidIdentityToken',
      () => createIdentityProvider('https://other.invalid').issueToken({}).reveal(),
    ],
    [
      'a token that only claims to be of the provider',
      400,
      'InvalidIdentityToken',
      () => createIdentityProvider(ISSUER).issueToken({ aud: 'sts.amazonaws.com' }).reveal(),
    ],
    ['another audience', 400, 'InvalidIdentityToken', (sandbox) => issue(sandbox, { aud: 'x' })],
    ['no audience', 400, 'InvalidIdentityToken', (sandbox) => issue(sandbox, { aud: undefined })],
    ['no subject', 400, 'InvalidIdentityToken', (sandbox) => issue(sandbox, { sub: undefined })],
    ['no expiration', 400, 'InvalidIdentityToken', (sandbox) => issue(sandbox, { exp: undefined })],
    ['an expired token', 400, 'ExpiredTokenException', (sandbox) => issue(sandbox, { exp: 1 })],
    [
      'a token that was taken back',
      403,
      'IDPRejectedClaim',
      (sandbox) => {
        const [provider] = sandbox.world.state.oidcProviders.values();
        provider?.revokedTokenIds.add('id');
        return issue(sandbox, { jti: 'id' });
      },
    ],
    ['another subject', 403, 'AccessDenied', (sandbox) => issue(sandbox, { sub: 'else' })],
  ])('%s', (_name, status, code, createToken) => {
    const sandbox = createTestSandbox();
    const answer = ask(sandbox, { WebIdentityToken: createToken(sandbox) });
    expect([answer.status, answer.get('Code')]).toEqual([status, code]);
  });

  test('the seeded token, after a day', () => {
    const sandbox = createTestSandbox();
    sandbox.clock.advance(24 * 3600);
    expect(ask(sandbox).get('Code')).toBe('ExpiredTokenException');
  });

  test.each<[string, Parameters, string]>([
    [
      'a role that trusts nobody of the kind',
      { RoleArn: 'arn:aws:iam::000000000000:role/readonly' },
      'AccessDenied',
    ],
    [
      'a role that does not exist',
      { RoleArn: 'arn:aws:iam::000000000000:role/none' },
      'AccessDenied',
    ],
    [
      'an account without the provider',
      { RoleArn: 'arn:aws:iam::111122223333:role/ci' },
      'InvalidIdentityToken',
    ],
    ['more than the role lasts', { DurationSeconds: '3601' }, 'ValidationError'],
    ['less than AWS allows', { DurationSeconds: '899' }, 'ValidationError'],
    ['a bad session name', { RoleSessionName: 'a b' }, 'ValidationError'],
  ])('%s', (_name, changes, code) => {
    expect(ask(createTestSandbox(), changes).get('Code')).toBe(code);
  });

  test('one audience of several is enough', () => {
    const sandbox = createTestSandbox();
    const WebIdentityToken = issue(sandbox, { aud: ['other', 'sts.amazonaws.com'] });
    expect(ask(sandbox, { WebIdentityToken }).status).toBe(200);
  });
});
