import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Answer, createTestSandbox, type TestSandbox } from './sandbox-client.ts';

/** The shape of a recorded answer: its elements in order of their names, without the text. */
function readShape(xml: string): string {
  const tokens = [...xml.matchAll(/<(\/?)([A-Za-z]+)(?: (xmlns="[^"]*"))?>/g)];
  let index = 0;
  const readElements = (): string => {
    const elements: string[] = [];
    for (let token = tokens[index]; token?.[1] === ''; token = tokens[index]) {
      index += 1;
      const [, , name, namespace = ''] = token;
      elements.push(`${name}[${namespace}](${readElements()})`);
      index += 1;
    }
    return elements.sort().join(' ');
  };
  return readElements();
}

function readVector(name: string): string {
  return readFileSync(new URL(`../vectors/sts-wire/MockSts${name}.xml`, import.meta.url), 'utf8');
}

const whoAmI = { Action: 'GetCallerIdentity' };

function assumeReadonly(sandbox: TestSandbox): Answer {
  const RoleArn = sandbox.roleArns.readonly;
  return sandbox.call(sandbox.dev, { Action: 'AssumeRole', RoleArn, RoleSessionName: 'me' });
}

function callExpired(sandbox: TestSandbox): Answer {
  const session = sandbox.obtain(sandbox.dev, {
    Action: 'GetSessionToken',
    DurationSeconds: '900',
  });
  sandbox.clock.advance(900);
  return sandbox.call(session, whoAmI);
}

test.each<[string, (sandbox: TestSandbox) => Answer]>([
  ['GetCallerIdentityValidResponseBody', (sandbox) => sandbox.call(sandbox.dev, whoAmI)],
  ['AssumeRoleValidResponseBody', assumeReadonly],
  [
    'AssumeRoleInvalidResponseBodyInvalidClientTokenId',
    (sandbox) => sandbox.call({ ...sandbox.dev, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }, whoAmI),
  ],
  ['GetCallerIdentityInvalidResponseBodyExpiredToken', callExpired],
])('has the shape of the recorded %s', (name, call) => {
  expect(readShape(call(createTestSandbox()).body)).toBe(readShape(readVector(name)));
});

test.each([
  ['AssumeRoleInvalidResponseBodyInvalidClientTokenId', 'InvalidClientTokenId'],
  ['GetCallerIdentityInvalidResponseBodyExpiredToken', 'ExpiredToken'],
])('has the text of the recorded %s', (name, code) => {
  const sandbox = createTestSandbox();
  const answer =
    code === 'ExpiredToken'
      ? callExpired(sandbox)
      : sandbox.call({ ...sandbox.dev, accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }, whoAmI);
  expect(readVector(name)).toContain(`<Message>${answer.get('Message')}</Message>`);
  expect(readVector(name)).toContain(`<Code>${answer.get('Code')}</Code>`);
});

describe('every answer', () => {
  test('carries its request id', () => {
    const sandbox = createTestSandbox();
    const answers = [sandbox.call(sandbox.dev, whoAmI), sandbox.call(undefined, whoAmI)];
    for (const answer of answers) {
      expect(answer.requestId).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      );
      expect(answer.get('RequestId')).toBe(answer.requestId);
    }
    expect(new Set(answers.map(({ requestId }) => requestId)).size).toBe(2);
  });

  test('is the same in every run', () => {
    const [first, second] = [createTestSandbox(), createTestSandbox()].map(
      (sandbox) => assumeReadonly(sandbox).body,
    );
    expect(first).toBe(second);
  });

  test('escapes what the request said', () => {
    const sandbox = createTestSandbox();
    const hostile = '</Message>&"\'\u0000\u001b[31m\r';
    const RoleSessionName = hostile;
    const RoleArn = sandbox.roleArns.readonly;
    const answer = sandbox.call(sandbox.dev, { Action: 'AssumeRole', RoleArn, RoleSessionName });
    expect(answer.get('Message')).toContain(`Value '</Message>&"'\uFFFD\uFFFD[31m\r' at`);
  });
});

describe('the action', () => {
  test.each([
    [
      { Action: 'AssumeRoleWithSAML' },
      {},
      'Could not find operation AssumeRoleWithSAML for version 2011-06-15',
    ],
    [{ Action: 'GetUser' }, {}, 'Could not find operation GetUser for version 2011-06-15'],
    [{ Action: 'constructor' }, {}, 'Could not find operation constructor for version 2011-06-15'],
    [
      whoAmI,
      { version: '2010-05-08' },
      'Could not find operation GetCallerIdentity for version 2010-05-08',
    ],
    [
      whoAmI,
      { version: '2000-01-01' },
      'Could not find operation GetCallerIdentity for version 2000-01-01',
    ],
  ])('%o %o is unknown', (parameters, options, message) => {
    const sandbox = createTestSandbox();
    const answer = sandbox.call(sandbox.dev, parameters, options);
    expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
      400,
      'InvalidAction',
      message,
    ]);
  });

  test('of another service is none of ours', () => {
    const sandbox = createTestSandbox();
    const answer = sandbox.call(sandbox.dev, {}, { service: 's3', version: '2006-03-01' });
    expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
      404,
      'UnknownOperationException',
      'The sandbox answers the query protocol of STS and IAM only.',
    ]);
  });

  test.each([{}, { Action: '' }])('%o is missing', (parameters) => {
    const sandbox = createTestSandbox();
    const answer = sandbox.call(sandbox.dev, parameters);
    expect([answer.status, answer.get('Code')]).toEqual([400, 'MissingAction']);
  });
});

describe('the log', () => {
  test('tells who asked for what', () => {
    const sandbox = createTestSandbox();
    sandbox.call(sandbox.dev, {
      Action: 'AssumeRole',
      RoleArn: sandbox.roleArns.prodAdmin,
      RoleSessionName: 'me',
      DurationSeconds: '900',
      SerialNumber: sandbox.mfaSerial,
      TokenCode: sandbox.code(),
    });
    sandbox.call({ ...sandbox.dev, secretAccessKey: 'wrong' }, whoAmI);
    sandbox.call(undefined, {});
    const time = '2026-01-02T03:04:05.000Z';
    const { accessKeyId } = sandbox.dev;
    expect(sandbox.log).toEqual([
      {
        time,
        service: 'sts',
        action: 'AssumeRole',
        accessKeyId,
        roleArn: sandbox.roleArns.prodAdmin,
        roleSessionName: 'me',
        serialNumber: sandbox.mfaSerial,
        durationSeconds: 900,
        status: 200,
      },
      {
        time,
        service: 'sts',
        action: 'GetCallerIdentity',
        accessKeyId,
        status: 403,
        errorCode: 'SignatureDoesNotMatch',
      },
      { time, service: 'sts', status: 400, errorCode: 'MissingAction' },
    ]);
  });

  test('holds no secret', () => {
    const sandbox = createTestSandbox();
    const TokenCode = sandbox.code();
    const mfa = { SerialNumber: sandbox.mfaSerial, TokenCode };
    const session = sandbox.obtain(sandbox.dev, { Action: 'GetSessionToken', ...mfa });
    sandbox.call(session, { Action: 'GetUser' }, { service: 'iam' });
    sandbox.call(sandbox.dev, { Action: 'CreateAccessKey' }, { service: 'iam' });
    const text = JSON.stringify(sandbox.log);
    const secrets = [sandbox.dev.secretAccessKey, session.secretAccessKey, session.sessionToken];
    for (const secret of [...secrets, TokenCode, sandbox.mfaSecret.reveal(), 'Signature']) {
      expect(text).not.toContain(secret);
    }
    expect(sandbox.log).toHaveLength(3);
  });
});
