import { expect, test } from 'vitest';
import type { HttpRequest } from '../../src/sandbox/http-message.ts';
import { type Answer, createTestSandbox, type Keys, type TestSandbox } from './sandbox-client.ts';

const role = { Action: 'AssumeRole', RoleSessionName: 'me' };

function assumeReadonly(sandbox: TestSandbox, keys = sandbox.dev): Keys {
  return sandbox.obtain(keys, { ...role, RoleArn: sandbox.roleArns.readonly });
}

function post(form: Readonly<Record<string, string>>): HttpRequest {
  return {
    method: 'POST',
    path: '/federation',
    query: '',
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: Buffer.from(new URLSearchParams(form).toString()),
    sourceIp: '127.0.0.1',
  };
}

function get(parameters: Readonly<Record<string, string>>): HttpRequest {
  const query = new URLSearchParams(parameters).toString();
  return { ...post({}), method: 'GET', query, headers: [], body: new Uint8Array() };
}

function askToken(sandbox: TestSandbox, keys: Keys, more: Record<string, string> = {}): Answer {
  return sandbox.send(post({ Action: 'getSigninToken', Session: describe(keys), ...more }));
}

function describe({ accessKeyId, secretAccessKey, sessionToken }: Keys): string {
  return JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken });
}

function signIn(sandbox: TestSandbox, token: string, Destination = 'https://x.test/'): Answer {
  return sandbox.send(get({ Action: 'login', Destination, SigninToken: token }));
}

function readToken(answer: Answer): string {
  return JSON.parse(answer.body).SigninToken;
}

test('a role signs in until its session ends', () => {
  const sandbox = createTestSandbox();
  const page = signIn(sandbox, readToken(askToken(sandbox, assumeReadonly(sandbox))), '<b>&"');
  expect(page.status).toBe(200);
  expect(page.body).toContain(':assumed-role/readonly/me<');
  expect(page.body).toContain('2026-01-02T04:04:05.000Z');
  expect(page.body).toContain('<dd>&lt;b&gt;&amp;&quot;</dd>');
});

test('a role that was assumed with a key signs in for as long as it asks', () => {
  const sandbox = createTestSandbox();
  const answer = askToken(sandbox, assumeReadonly(sandbox), { SessionDuration: '43200' });
  expect(signIn(sandbox, readToken(answer)).body).toContain('2026-01-02T15:04:05.000Z');
});

test('a federated user signs in', () => {
  const sandbox = createTestSandbox();
  const keys = sandbox.obtain(sandbox.dev, { Action: 'GetFederationToken', Name: 'dev' });
  const page = signIn(sandbox, readToken(askToken(sandbox, keys)));
  expect(page.body).toContain(':federated-user/dev<');
});

const chained = (sandbox: TestSandbox): Keys =>
  assumeReadonly(sandbox, sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken' }));
const federated = (sandbox: TestSandbox): Keys =>
  sandbox.obtain(sandbox.dev, { Action: 'GetFederationToken', Name: 'dev' });
const bad = 'Invalid credentials parameter';

test.each<[string, (sandbox: TestSandbox) => Keys, Record<string, string>, string]>([
  [
    'a chained role that asks for a duration',
    chained,
    { SessionDuration: '3600' },
    'not for these',
  ],
  ['a federated user that does', federated, { SessionDuration: '3600' }, 'not for these'],
  ['too short a session', assumeReadonly, { SessionDuration: '899' }, 'Invalid SessionDuration'],
  ['too long a session', assumeReadonly, { SessionDuration: '43201' }, 'Invalid SessionDuration'],
  ['a long-lived key', ({ dev }) => dev, {}, bad],
  [
    'GetSessionToken credentials',
    (sandbox) => sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken' }),
    {},
    'GetSessionToken',
  ],
  ['a wrong secret', (sandbox) => ({ ...chained(sandbox), secretAccessKey: 'x' }), {}, bad],
  ['a wrong token', (sandbox) => ({ ...chained(sandbox), sessionToken: 'x' }), {}, bad],
  ['what is no JSON', (sandbox) => chained(sandbox), { Session: '{' }, bad],
  ['an empty session', (sandbox) => chained(sandbox), { Session: 'null' }, bad],
])('refuses %s', (_, obtain, more, message) => {
  const sandbox = createTestSandbox();
  const answer = askToken(sandbox, obtain(sandbox), more);
  expect([answer.status, answer.body.includes(message)]).toEqual([400, true]);
});

test('refuses credentials that have expired', () => {
  const sandbox = createTestSandbox();
  const keys = assumeReadonly(sandbox);
  sandbox.clock.advance(3600);
  expect(askToken(sandbox, keys).status).toBe(400);
});

test('a sign-in token is good for 15 minutes', () => {
  const sandbox = createTestSandbox();
  const token = readToken(askToken(sandbox, assumeReadonly(sandbox)));
  sandbox.clock.advance(899);
  expect(signIn(sandbox, token).status).toBe(200);
  sandbox.clock.advance(1);
  expect(signIn(sandbox, token).status).toBe(400);
});

test('refuses credentials in an address', () => {
  const sandbox = createTestSandbox();
  const Session = describe(assumeReadonly(sandbox));
  expect(sandbox.send(get({ Action: 'getSigninToken', Session })).status).toBe(400);
});

test('the log holds no secret', () => {
  const sandbox = createTestSandbox();
  const keys = assumeReadonly(sandbox);
  const token = readToken(askToken(sandbox, keys));
  signIn(sandbox, token);
  const log = JSON.stringify(sandbox.log);
  expect(sandbox.log.map(({ action }) => action).slice(-2)).toEqual(['getSigninToken', 'login']);
  expect([keys.secretAccessKey, token].filter((secret) => log.includes(secret))).toEqual([]);
});
