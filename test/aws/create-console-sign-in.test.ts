import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { createConsoleSignIn } from '../../src/aws/create-console-sign-in.ts';
import { Secret } from '../../src/secret.ts';
import { systemClock } from '../../src/system-clock.ts';

const credentials = {
  accessKeyId: 'ASIACANARY',
  secretAccessKey: new Secret('canary/secret+='),
  sessionToken: new Secret('canary/token&x=y'),
  expiration: new Date('2026-01-01T00:00:00Z'),
};

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly form: URLSearchParams;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

/** A federation endpoint that answers this, and what it got. */
async function serve(status: number, body: string) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const { method, url } = request;
    received.push({ method, url, form: await readForm(request) });
    response.writeHead(status, { location: 'https://evil.example/' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { received, federationUrl: `http://127.0.0.1:${port}/federation` };
}

const { getSignInToken } = createConsoleSignIn({ env: {}, clock: systemClock });

test.each([
  [undefined, null],
  [3600, '3600'],
])('sends the credentials in a form, for %s seconds', async (seconds, sent) => {
  const { received, federationUrl } = await serve(200, '{"SigninToken":"canary-token"}');
  const duration = seconds === undefined ? {} : { sessionDurationSeconds: seconds };
  const token = await getSignInToken({ federationUrl, credentials, ...duration });
  expect(token.reveal()).toBe('canary-token');
  expect(received.map(({ method, url }) => [method, url])).toEqual([['POST', '/federation']]);
  const [form] = received.map((request) => request.form);
  expect(form?.get('Action')).toBe('getSigninToken');
  expect(form?.get('SessionDuration')).toBe(sent);
  expect(JSON.parse(form?.get('Session') ?? '')).toEqual({
    sessionId: 'ASIACANARY',
    sessionKey: 'canary/secret+=',
    sessionToken: 'canary/token&x=y',
  });
});

test.each([
  ['a refusal', 400, '<html>Bad Request</html>', 'aws_refused'],
  ['a redirect', 302, '', 'aws_answer_invalid'],
  ['a page', 200, '<html>', 'aws_answer_invalid'],
  ['no token', 200, '{}', 'aws_answer_invalid'],
  ['null', 200, 'null', 'aws_answer_invalid'],
  ['an empty token', 200, '{"SigninToken":""}', 'aws_answer_invalid'],
  ['a token that is no text', 200, '{"SigninToken":1}', 'aws_answer_invalid'],
  ['a failure', 503, '', 'aws_answer_invalid'],
  ['far too much', 200, `"${'x'.repeat(100_000)}"`, 'network'],
])('%s is an error that quotes nothing', async (_, status, body, code) => {
  const { received, federationUrl } = await serve(status, body);
  const failure = await getSignInToken({ federationUrl, credentials }).catch((error) => error);
  expect(failure).toMatchObject({ code });
  expect(`${failure.message} ${failure.hint}`).not.toContain('canary');
  expect(received).toHaveLength(1);
});

test('nobody there is a network error', async () => {
  const request = { federationUrl: 'http://127.0.0.1:1/federation', credentials };
  await expect(getSignInToken(request)).rejects.toMatchObject({ code: 'network' });
});
