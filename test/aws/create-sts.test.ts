/** The STS adapter against a server that answers as told, well or badly. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createSts } from '../../src/aws/create-sts.ts';
import { translateAwsError } from '../../src/aws/translate-error.ts';
import type { StsTarget } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';

const NOW = new Date('2026-01-01T12:00:00Z');
const clock = { now: () => NOW, sleep: async () => {} };
const SECRET = 'canary+secret+access+key+canary+secret+0';
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

async function serve(answer: Answer): Promise<StsTarget> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return targetAt((server.address() as AddressInfo).port);
}

function targetAt(port: number): StsTarget {
  return {
    credentials: { accessKeyId: 'AKIAEXAMPLEEXAMPLE12', secretAccessKey: new Secret(SECRET) },
    endpoint: { url: `http://127.0.0.1:${port}`, signingRegion: 'us-east-1' },
  };
}

const answering =
  (status: number, body: string, headers: Record<string, string> = {}): Answer =>
  (_, response) => {
    response.writeHead(status, { 'content-type': 'text/xml', ...headers }).end(body);
  };

const errorXml = (code: string, message: string): string =>
  `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>0</RequestId></ErrorResponse>`;

const sessionXml = (fields: string): string =>
  `<GetSessionTokenResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetSessionTokenResult><Credentials>${fields}</Credentials></GetSessionTokenResult></GetSessionTokenResponse>`;

const goodFields =
  '<AccessKeyId>ASIAX</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2026-01-01T00:00:00Z</Expiration>';

const getSession = (target: StsTarget, env = {}) =>
  createSts({ env, clock }).getSessionToken(target, { durationSeconds: 3600 });

describe('a web identity', () => {
  const input = {
    roleArn: 'arn:aws:iam::111122223333:role/ci',
    roleSessionName: 'build',
    durationSeconds: 900,
    webIdentityToken: new Secret('canary.token'),
  };
  const answerXml = `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/ci/build</Arn><AssumedRoleId>AROA:build</AssumedRoleId></AssumedRoleUser><Credentials>${goodFields}</Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;

  it('is sent in place of a signature', async () => {
    let sent = '';
    let headers: IncomingMessage['headers'] = {};
    const { endpoint } = await serve((request, response) => {
      headers = request.headers;
      request.on('data', (chunk) => {
        sent += String(chunk);
      });
      request.on('end', () => response.end(answerXml));
    });
    const sts = createSts({ env: {}, clock });
    const policy = '{"Version":"2012-10-17"}';
    await expect(
      sts.assumeRoleWithWebIdentity(endpoint, { ...input, policy }),
    ).resolves.toMatchObject({ accessKeyId: 'ASIAX', accountId: '111122223333' });
    expect(headers).not.toHaveProperty('authorization');
    expect(Object.fromEntries(new URLSearchParams(sent))).toEqual({
      Action: 'AssumeRoleWithWebIdentity',
      Version: '2011-06-15',
      RoleArn: input.roleArn,
      RoleSessionName: 'build',
      DurationSeconds: '900',
      WebIdentityToken: 'canary.token',
      Policy: policy,
    });
  });

  it.each(['InvalidIdentityToken', 'ExpiredTokenException', 'IDPRejectedClaim'])(
    '%s says what to do',
    async (code) => {
      const date = NOW.toUTCString();
      const { endpoint } = await serve(answering(400, errorXml(code, 'no good'), { date }));
      const sts = createSts({ env: {}, clock });
      const failure = await sts
        .assumeRoleWithWebIdentity(endpoint, input)
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'aws_refused',
        message: expect.stringContaining(`${input.roleArn} refused: no good (${code}`),
        hint: expect.stringContaining('get a new token'),
      });
      expect(String(failure)).not.toContain('canary');
    },
  );
});

describe('answers of STS', () => {
  it('become credentials', async () => {
    const credentials = await getSession(await serve(answering(200, sessionXml(goodFields))));
    expect(credentials.accessKeyId).toBe('ASIAX');
    expect(credentials.expiration).toEqual(new Date('2026-01-01T00:00:00Z'));
    expect(JSON.stringify(credentials)).not.toContain('"s"');
  });

  it.each([
    [
      'HTML',
      answering(200, '<html><body>Sign in to the Wi-Fi</body></html>'),
      'aws_answer_invalid',
    ],
    ['HTML with status 503', answering(503, '<html>busy</html>'), 'aws_answer_invalid'],
    ['truncated XML', answering(200, sessionXml(goodFields).slice(0, 120)), 'aws_answer_invalid'],
    ['an empty body', answering(200, ''), 'aws_answer_invalid'],
    [
      'no expiration',
      answering(200, sessionXml('<AccessKeyId>A</AccessKeyId>')),
      'aws_answer_invalid',
    ],
    ['a 500', answering(500, errorXml('InternalFailure', 'try later')), 'aws_refused'],
    ['a refusal', answering(403, errorXml('AccessDenied', 'not authorized')), 'aws_refused'],
    [
      'a wrong code',
      answering(
        403,
        errorXml(
          'AccessDenied',
          'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
        ),
      ),
      'mfa_rejected',
    ],
    ['a hang-up', (request: IncomingMessage) => void request.socket.destroy(), 'network'],
  ])('%s is told apart', async (_, answer, code) => {
    const failure = await getSession(await serve(answer as Answer)).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: 'AwsxError', code });
    expect(String(failure)).not.toContain(SECRET);
    if (code !== 'aws_refused') expect(failure).toHaveProperty('hint', expect.any(String));
  });

  it('nobody listening is a network error', async () => {
    const target = await serve(answering(200, ''));
    const closed = new Promise((resolve) => server?.close(resolve));
    await closed;
    await expect(getSession(target)).rejects.toMatchObject({ code: 'network' });
  });

  it.each([
    [90, '90 seconds behind'],
    [-600, '10 minutes ahead of'],
  ])('names a clock that is off by %i seconds', async (seconds, words) => {
    const date = new Date(NOW.getTime() + seconds * 1000).toUTCString();
    const answer = answering(403, errorXml('AccessDenied', 'denied'), { date });
    await expect(getSession(await serve(answer))).rejects.toMatchObject({
      hint: expect.stringContaining(words),
    });
  });

  it('says what to do about a policy that is too large', async () => {
    const xml = errorXml('PackedPolicyTooLarge', 'Packed policy consumes 120% of allotted space.');
    const target = await serve(answering(400, xml, { date: NOW.toUTCString() }));
    const input = {
      roleArn: 'arn:aws:iam::111122223333:role/admin',
      roleSessionName: 'me',
      durationSeconds: 3600,
      policy: '{"Statement":[]}',
    };
    await expect(createSts({ env: {}, clock }).assumeRole(target, input)).rejects.toMatchObject({
      code: 'aws_refused',
      hint: expect.stringMatching(/^shorten the policy/),
    });
  });

  it('says nothing about a clock that is right', async () => {
    const date = NOW.toUTCString();
    const answer = answering(403, errorXml('AccessDenied', 'denied'), { date });
    await expect(getSession(await serve(answer))).rejects.toMatchObject({ hint: undefined });
  });
});

it('words a time-out for a person', () => {
  const timeOut = Object.assign(new Error('@smithy/node-http-handler - [ERROR] …'), {
    name: 'TimeoutError',
  });
  const call = { operation: 'AssumeRole', endpointUrl: 'https://sts.amazonaws.com', now: NOW };
  const { message } = translateAwsError(timeOut, call);
  expect(message).toBe('AssumeRole: no answer from sts.amazonaws.com within 10 seconds');
});

describe('the way to STS', () => {
  it('never leads through a proxy to this machine', async () => {
    const target = await serve(answering(200, sessionXml(goodFields)));
    const credentials = await getSession(target, { HTTP_PROXY: 'http://127.0.0.1:1' });
    expect(credentials.accessKeyId).toBe('ASIAX');
  });

  it('refuses a CA bundle that cannot be read', async () => {
    const target = {
      ...targetAt(1),
      endpoint: { url: 'https://127.0.0.1:1', signingRegion: 'us-east-1' },
    };
    await expect(getSession(target, { AWS_CA_BUNDLE: '/nonexistent.pem' })).rejects.toMatchObject({
      code: 'setting_invalid',
      message: expect.stringContaining('/nonexistent.pem'),
    });
  });

  it('sends a code at most once', async () => {
    let requests = 0;
    const target = await serve((_, response) => {
      requests += 1;
      response.writeHead(500).end(errorXml('InternalFailure', 'try later'));
    });
    const mfa = {
      serialNumber: 'arn:aws:iam::000000000000:mfa/jon',
      tokenCode: new Secret('123456'),
    };
    const sts = createSts({ env: {}, clock });
    await expect(sts.getSessionToken(target, { durationSeconds: 900, mfa })).rejects.toThrow();
    expect(requests).toBe(1);
  });
});
