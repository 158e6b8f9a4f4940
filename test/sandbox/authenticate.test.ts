import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../src/sandbox/http-message.ts';
import { parseSignatureClaim } from '../../src/sandbox/sigv4/claim.ts';
import { createSignature } from '../../src/sandbox/sigv4/signature.ts';
import { formatTimestamp } from '../../src/sandbox/sigv4/timestamp.ts';
import { Secret } from '../../src/secret.ts';
import {
  createTestSandbox,
  type Keys,
  type SignOptions,
  type TestSandbox,
} from './sandbox-client.ts';

const whoAmI = { Action: 'GetCallerIdentity' };
const invalidToken = 'The security token included in the request is invalid.';
const mismatch =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

function setHeader(name: string, change: (value: string) => string): SignOptions['tamper'] {
  return (request) => ({
    ...request,
    headers: request.headers.map(([header, value]) =>
      header === name ? [header, change(value)] : [header, value],
    ),
  });
}

describe('a signature', () => {
  const tampering: readonly [string, (request: HttpRequest) => HttpRequest][] = [
    [
      'body',
      (request) => ({ ...request, body: Buffer.concat([request.body, Buffer.from('&a=b')]) }),
    ],
    ['query', (request) => ({ ...request, query: 'a=b' })],
    ['header', (request) => ({ ...request, headers: [...request.headers, ['Host', 'other']] })],
  ];
  test.each(tampering)('does not match another %s', (_, tamper) => {
    const sandbox = createTestSandbox();
    const answer = sandbox.call(sandbox.dev, whoAmI, { tamper });
    expect(answer).toMatchObject({ status: 403 });
    expect([answer.get('Code'), answer.get('Message')]).toEqual([
      'SignatureDoesNotMatch',
      mismatch,
    ]);
  });

  test('of another secret does not match', () => {
    const sandbox = createTestSandbox();
    const answer = sandbox.call({ ...sandbox.dev, secretAccessKey: 'x'.repeat(40) }, whoAmI);
    expect(answer.status).toBe(403);
    expect(answer.get('Message')).toBe(mismatch);
  });

  const scopes: readonly [string, SignOptions, string][] = [
    [
      'another service',
      { service: 'ec2' },
      "Credential should be scoped to correct service: 'sts'.",
    ],
    [
      'IAM',
      { service: 'iam', version: '2011-06-15' },
      "Credential should be scoped to correct service: 'sts'.",
    ],
    [
      'no region',
      { region: 'nowhere' },
      "Credential should be scoped to a valid Region, not 'nowhere'.",
    ],
    [
      'another day',
      { scopeDate: '20260101' },
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260101' != '20260102', from '20260102T030405Z'.",
    ],
    [
      'another terminator',
      { terminator: 'aws5_request' },
      "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
    ],
    [
      'an unsigned host',
      { leaveUnsigned: 'host' },
      "'host' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'an unsigned date',
      { leaveUnsigned: 'x-amz-date' },
      "'x-amz-date' must be a 'SignedHeader' in the AWS Authorization.",
    ],
  ];
  test.each(scopes)('is refused for %s', (_, options, message) => {
    const sandbox = createTestSandbox();
    const answer = sandbox.call(sandbox.dev, whoAmI, options);
    expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
      403,
      'SignatureDoesNotMatch',
      message,
    ]);
  });

  test.each([
    'us-east-1',
    'eu-west-3',
    'cn-north-1',
    'us-gov-west-1',
    'us-iso-east-1',
    'eusc-de-east-1',
  ])('may be for %s', (region) => {
    const sandbox = createTestSandbox();
    expect(sandbox.call(sandbox.dev, whoAmI, { region }).status).toBe(200);
  });

  test('must cover the session token', () => {
    const sandbox = createTestSandbox();
    const session = sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken' });
    const answer = sandbox.call(session, whoAmI, { leaveUnsigned: 'x-amz-security-token' });
    expect(answer.get('Message')).toBe(
      "'x-amz-security-token' must be a 'SignedHeader' in the AWS Authorization.",
    );
  });

  const incomplete: readonly [string, SignOptions['tamper']][] = [
    ['no signature', setHeader('Authorization', (value) => value.replace(/, Signature=.*/, ''))],
    [
      'no signed headers',
      setHeader('Authorization', (value) => value.replace(/SignedHeaders=[^,]*, /, '')),
    ],
    [
      'no credential',
      setHeader('Authorization', (value) => value.replace(/Credential=[^,]*, /, '')),
    ],
    [
      'a short credential',
      setHeader('Authorization', (value) => value.replace('/aws4_request', '')),
    ],
    ['another algorithm', setHeader('Authorization', (value) => value.replace('SHA256', 'SHA1'))],
    ['an algorithm alone', setHeader('Authorization', () => 'AWS4-HMAC-SHA256')],
    ['a date that is none', setHeader('X-Amz-Date', () => 'yesterday')],
    ['a date outside the calendar', setHeader('X-Amz-Date', () => '20260231T000000Z')],
  ];
  test.each(incomplete)('with %s is incomplete', (_, tamper) => {
    const sandbox = createTestSandbox();
    const answer = sandbox.call(sandbox.dev, whoAmI, tamper === undefined ? {} : { tamper });
    expect([answer.status, answer.get('Code')]).toEqual([400, 'IncompleteSignature']);
  });

  test('is missing', () => {
    const answer = createTestSandbox().call(undefined, whoAmI);
    expect([answer.status, answer.get('Code')]).toEqual([403, 'MissingAuthenticationToken']);
  });
});

describe('a presigned URL', () => {
  const presign = (sandbox: TestSandbox, keys: Keys): HttpRequest => {
    const timestamp = formatTimestamp(sandbox.clock.now());
    const scope = `${timestamp.slice(0, 8)}/us-east-1/sts/aws4_request`;
    const query = new URLSearchParams({
      ...whoAmI,
      Version: '2011-06-15',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': `${keys.accessKeyId}/${scope}`,
      'X-Amz-Date': timestamp,
      'X-Amz-Expires': '86400',
      'X-Amz-SignedHeaders': 'host',
      ...(keys.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': keys.sessionToken }),
      'X-Amz-Signature': 'x',
    }).toString();
    const headers = [['Host', '127.0.0.1']] as const;
    const unsigned = { method: 'GET', path: '/', query, headers, body: Buffer.of(), sourceIp: '' };
    const claim = parseSignatureClaim(unsigned);
    if (claim === undefined) throw new Error('no claim');
    const secretAccessKey = new Secret(keys.secretAccessKey);
    const signature = createSignature(unsigned, claim, { secretAccessKey, normalizePath: true });
    return {
      ...unsigned,
      query: query.replace(/X-Amz-Signature=x$/, `X-Amz-Signature=${signature}`),
    };
  };

  test('works for a key and for a session, fifteen minutes long', () => {
    const sandbox = createTestSandbox();
    const session = sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken' });
    const requests = [sandbox.dev, session].map((keys) => presign(sandbox, keys));
    expect(requests.map((request) => sandbox.send(request).status)).toEqual([200, 200]);
    sandbox.clock.advance(901);
    const answers = requests.map((request) => sandbox.send(request).get('Message'));
    expect(answers).toEqual(Array(2).fill(expect.stringMatching(/^Signature expired: /)));
  });

  test('works for no other query', () => {
    const sandbox = createTestSandbox();
    const request = presign(sandbox, sandbox.dev);
    const answer = sandbox.send({ ...request, query: request.query.replace('86400', '86401') });
    expect(answer.get('Message')).toBe(mismatch);
  });

  test('needs all of its parameters', () => {
    const sandbox = createTestSandbox();
    const request = presign(sandbox, sandbox.dev);
    for (const name of ['Algorithm', 'Credential', 'Date', 'SignedHeaders', 'Signature']) {
      const query = request.query.replace(new RegExp(`&X-Amz-${name}=[^&]*`), '');
      expect(sandbox.send({ ...request, query }).get('Code')).toBe('IncompleteSignature');
    }
  });
});

describe('the clock', () => {
  const minutes = (count: number): number => count * 60_000;
  test.each([minutes(15), -minutes(15), 0])('may be off by %i ms', (skew) => {
    const sandbox = createTestSandbox();
    const date = new Date(sandbox.clock.now().getTime() + skew);
    expect(sandbox.call(sandbox.dev, whoAmI, { date }).status).toBe(200);
  });

  test.each([
    [
      -minutes(15) - 1000,
      'Signature expired: 20260102T024904Z is now earlier than 20260102T024905Z (20260102T030405Z - 15 min.)',
    ],
    [
      minutes(15) + 1000,
      'Signature not yet current: 20260102T031906Z is still later than 20260102T031905Z (20260102T030405Z + 15 min.)',
    ],
  ])('may not be off by %i ms', (skew, message) => {
    const sandbox = createTestSandbox();
    const date = new Date(sandbox.clock.now().getTime() + skew);
    const answer = sandbox.call(sandbox.dev, whoAmI, { date });
    expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
      403,
      'SignatureDoesNotMatch',
      message,
    ]);
  });
});

describe('a key', () => {
  const strangers: readonly [string, (dev: Keys, session: Keys) => Keys][] = [
    ['that nobody made', (dev) => ({ ...dev, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' })],
    ['named like a property', (dev) => ({ ...dev, accessKeyId: '__proto__' })],
    ['with a token that it has none of', (dev, session) => ({ ...session, ...dev })],
    [
      'of a session without its token',
      (_, { accessKeyId, secretAccessKey }) => ({ accessKeyId, secretAccessKey }),
    ],
    ['of a session with another token', (_, session) => ({ ...session, sessionToken: 'other' })],
  ];
  test.each(strangers)('%s is invalid', (_, choose) => {
    const sandbox = createTestSandbox();
    const session = sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken' });
    const answer = sandbox.call(choose(sandbox.dev, session), whoAmI);
    expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
      403,
      'InvalidClientTokenId',
      invalidToken,
    ]);
  });

  test('of a session expires to the second', () => {
    const sandbox = createTestSandbox();
    const session = sandbox.obtain(sandbox.dev, {
      Action: 'GetSessionToken',
      DurationSeconds: '900',
    });
    sandbox.clock.advance(899);
    expect(sandbox.call(session, whoAmI).status).toBe(200);
    sandbox.clock.advance(1);
    const answer = sandbox.call(session, whoAmI);
    expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
      403,
      'ExpiredToken',
      'The security token included in the request is expired',
    ]);
  });
});
