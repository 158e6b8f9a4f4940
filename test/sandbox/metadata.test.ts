import { describe, expect, test } from 'vitest';
import { answerRequest } from '../../src/sandbox/answer-request.ts';
import type { HttpAnswer } from '../../src/sandbox/http-message.ts';
import { createTestSandbox, type TestSandbox } from './sandbox-client.ts';

const ROLES = '/latest/meta-data/iam/security-credentials/';
const TTL = 'X-aws-ec2-metadata-token-ttl-seconds';

type Headers = Readonly<Record<string, string>>;

function ask(sandbox: TestSandbox, request: string, headers: Headers = {}): HttpAnswer {
  const [method = '', path = ''] = request.split(' ');
  return answerRequest(
    sandbox.world,
    {
      method,
      path,
      query: '',
      headers: Object.entries(headers),
      body: Buffer.alloc(0),
      sourceIp: '127.0.0.1',
    },
    () => {},
  );
}

function getToken(sandbox: TestSandbox, seconds = '21600'): string {
  return ask(sandbox, 'PUT /latest/api/token', { [TTL]: seconds }).body;
}

/** Whether the sandbox knows who signs with these credentials. */
function identify(sandbox: TestSandbox, { AccessKeyId, SecretAccessKey, Token }: Headers) {
  const keys = {
    accessKeyId: AccessKeyId ?? '',
    secretAccessKey: SecretAccessKey ?? '',
    sessionToken: Token ?? '',
  };
  return sandbox.call(keys, { Action: 'GetCallerIdentity' }).get('Arn');
}

describe('an instance', () => {
  test('gives a token, then its role, then credentials that work', () => {
    const sandbox = createTestSandbox();
    const answer = ask(sandbox, 'PUT /latest/api/token', { [TTL]: '60' });
    expect(answer).toMatchObject({ status: 200, headers: { [TTL.toLowerCase()]: '60' } });
    const headers = { 'X-aws-ec2-metadata-token': answer.body };
    expect(ask(sandbox, `GET ${ROLES}`, headers)).toMatchObject({ status: 200, body: 'machine' });
    const credentials = JSON.parse(ask(sandbox, `GET ${ROLES}machine`, headers).body);
    expect(credentials).toMatchObject({
      Code: 'Success',
      LastUpdated: '2026-01-02T03:04:05Z',
      Expiration: '2026-01-02T09:04:05Z',
    });
    expect(identify(sandbox, credentials)).toBe(
      'arn:aws:sts::000000000000:assumed-role/machine/i-0123456789abcdef0',
    );
    expect(ask(sandbox, `GET ${ROLES}other`, headers).status).toBe(404);
  });

  test('tells nothing without a token that lasts', () => {
    const sandbox = createTestSandbox();
    const headers = { 'X-aws-ec2-metadata-token': getToken(sandbox, '60') };
    sandbox.clock.advance(60);
    for (const sent of [{}, { 'X-aws-ec2-metadata-token': 'x' }, headers]) {
      expect(ask(sandbox, `GET ${ROLES}`, sent).status).toBe(401);
      expect(ask(sandbox, `GET ${ROLES}machine`, sent).status).toBe(401);
    }
  });

  test.each<[Headers, number]>([
    [{}, 400],
    [{ [TTL]: '0' }, 400],
    [{ [TTL]: '21601' }, 400],
    [{ [TTL]: 'long' }, 400],
    [{ [TTL]: '60', 'X-Forwarded-For': '10.0.0.1' }, 403],
  ])('no token for %j', (headers, status) => {
    expect(ask(createTestSandbox(), 'PUT /latest/api/token', headers).status).toBe(status);
  });
});

describe('a container', () => {
  test('shows its token for credentials that work', () => {
    const sandbox = createTestSandbox();
    const Authorization = sandbox.machines.containerToken.reveal();
    const answer = ask(sandbox, 'GET /container/credentials', { Authorization });
    expect(answer).toMatchObject({ status: 200, contentType: 'application/json' });
    expect(identify(sandbox, JSON.parse(answer.body))).toBe(
      'arn:aws:sts::000000000000:assumed-role/machine/container',
    );
  });

  test.each<Headers>([{}, { Authorization: 'wrong' }])('%j', (headers) => {
    const answer = ask(createTestSandbox(), 'GET /container/credentials', headers);
    expect([answer.status, JSON.parse(answer.body).Code]).toEqual([401, 'AccessDenied']);
  });
});

test.each(['GET /latest/api/token', 'GET /latest/dynamic/', 'POST /container/credentials'])(
  '%s is no page',
  (request) => {
    expect(ask(createTestSandbox(), request).status).toBe(404);
  },
);
