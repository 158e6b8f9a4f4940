import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseProcessAnswer } from '../../src/sources/parse-process-answer.ts';

const now = new Date('2026-01-01T00:00:00Z');
const least = { Version: 1, AccessKeyId: 'AKIA1', SecretAccessKey: 'secret' };

/** What awsx makes of each answer of the AWS SDK for Go's tests. */
const vectors: Readonly<Record<string, string>> = {
  'expired.json': 'expired at 2000-01-01T00:00:00Z',
  'longsessiontoken.json': 'ok',
  'malformed.json': 'is not JSON',
  'missingkey.json': 'lacks SecretAccessKey',
  'missingsecret.json': 'lacks AccessKeyId',
  'nonexpire.json': 'ok',
  'static.json': 'ok',
  'verybad.json': 'ok',
  'wrongversion.json': 'does not have "Version": 1',
};
const folder = new URL('../vectors/credential-process/', import.meta.url);

function judge(text: string): string {
  try {
    parseProcessAnswer(text, now);
    return 'ok';
  } catch (error) {
    return (error as Error).message;
  }
}

test("the answers of the AWS SDK for Go's tests", () => {
  const judged = readdirSync(folder).map((name) => [
    name,
    judge(readFileSync(new URL(name, folder), 'utf8')),
  ]);
  expect(Object.fromEntries(judged)).toEqual(vectors);
});

test('every part is read', () => {
  const answer = parseProcessAnswer(
    JSON.stringify({
      ...least,
      SessionToken: 'token',
      Expiration: '2026-01-01T02:00:00+01:00',
      AccountId: '111122223333',
      Other: {},
    }),
    now,
  );
  expect(answer).toMatchObject({
    accessKeyId: 'AKIA1',
    expiration: new Date('2026-01-01T01:00:00Z'),
    accountId: '111122223333',
  });
  expect(answer.secretAccessKey.reveal()).toBe('secret');
  expect(answer.sessionToken?.reveal()).toBe('token');
});

test.each([
  ['no token and no expiration', {}],
  ['null for what is optional', { SessionToken: null, Expiration: null, AccountId: null }],
  ['an empty token', { SessionToken: '' }],
  ['Z', { Expiration: '2026-01-01T00:05:00Z' }],
  ['an offset', { Expiration: '2026-01-01T00:05:00+00:00' }],
  ['milliseconds', { Expiration: '2026-01-01T00:05:00.123Z' }],
  ['a strange account', { AccountId: 7 }],
])('accepted: %s', (_name, more) => {
  expect(judge(JSON.stringify({ ...least, ...more }))).toBe('ok');
});

test.each<[string, string, string]>([
  ['nothing', '', 'is not JSON'],
  ['text before the JSON', `hello ${JSON.stringify(least)}`, 'is not JSON'],
  ['a byte order mark', `\uFEFF${JSON.stringify(least)}`, 'is not JSON'],
  ['a binary blob', '\u0000\u0001\uFFFD', 'is not JSON'],
  ['a list', '[]', 'is not a JSON object'],
  ['null', 'null', 'is not a JSON object'],
  ['no version', '{"AccessKeyId":"a","SecretAccessKey":"b"}', 'does not have "Version": 1'],
  ['a version in quotes', JSON.stringify({ ...least, Version: '1' }), 'does not have "Version": 1'],
  ['version 2', JSON.stringify({ ...least, Version: 2 }), 'does not have "Version": 1'],
  ['neither key', '{"Version":1}', 'lacks AccessKeyId and SecretAccessKey'],
  ['an empty key', JSON.stringify({ ...least, AccessKeyId: '' }), 'lacks AccessKeyId'],
  [
    'small letters',
    '{"Version":1,"accesskeyid":"a","secretaccesskey":"b"}',
    'lacks AccessKeyId and SecretAccessKey',
  ],
  ['a number', JSON.stringify({ ...least, AccessKeyId: 7 }), 'has no usable AccessKeyId'],
  [
    'a line end in a key',
    JSON.stringify({ ...least, SecretAccessKey: 'a\nb' }),
    'has no usable SecretAccessKey',
  ],
  [
    'a token that is no text',
    JSON.stringify({ ...least, SessionToken: {} }),
    'has no usable SessionToken',
  ],
  [
    'an expired answer',
    JSON.stringify({ ...least, Expiration: '2026-01-01T00:00:00Z' }),
    'expired at 2026-01-01T00:00:00Z',
  ],
])('refused: %s', (_name, text, problem) => {
  expect(judge(text)).toBe(problem);
});

test.each(['tomorrow', '', 1_800_000_000, '2030-01-01', '2030-13-01T00:00:00Z', 'Z'])(
  'no expiration: %j',
  (Expiration) => {
    expect(judge(JSON.stringify({ ...least, Expiration }))).toBe(
      'has an Expiration that is no date like 2030-01-01T00:00:00Z',
    );
  },
);

test('a problem never quotes the answer', () => {
  expect(judge('{"SecretAccessKey": "canary')).not.toContain('canary');
});
