import type { IncomingMessage } from 'node:http';
import type { NodeHttpHandler } from '@smithy/node-http-handler';
import { AwsxError } from '../errors.ts';
import type { ConsoleSignIn, SignInTokenRequest } from '../login/console-sign-in.ts';
import type { Clock, Environment } from '../ports.ts';
import { Secret } from '../secret.ts';
import { createRequestHandler } from './request-handler.ts';
import { invalidAnswer, translateAwsError } from './translate-error.ts';

export interface ConsoleSignInOptions {
  readonly env: Environment;
  readonly clock: Clock;
}

const OPERATION = 'getSigninToken';
const HTTP_OK = 200;
const MAXIMUM_BYTES = 64 * 1024;

interface FederationAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * The federation endpoint of AWS's console. Credentials go into the body of a POST, since the
 * address of a request ends up in logs of proxies and servers
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html).
 */
export function createConsoleSignIn({ env, clock }: ConsoleSignInOptions): ConsoleSignIn {
  return {
    getSignInToken: async (request) => {
      const endpointUrl = request.federationUrl;
      const call = { operation: OPERATION, endpointUrl, now: clock.now() };
      const handler = createRequestHandler({ endpointUrl, env });
      try {
        const answer = await post(handler, endpointUrl, createForm(request));
        if (answer.status >= 400 && answer.status < 500) throw refused(answer.status, request);
        const token = answer.status === HTTP_OK ? parseToken(answer.body) : undefined;
        if (token === undefined) throw invalidAnswer(call, answer.status);
        return token;
      } catch (error) {
        throw translateAwsError(error, call);
      } finally {
        handler.destroy();
      }
    },
  };
}

function createForm({ credentials, sessionDurationSeconds }: SignInTokenRequest): string {
  const session = {
    sessionId: credentials.accessKeyId,
    sessionKey: credentials.secretAccessKey.reveal(),
    sessionToken: credentials.sessionToken.reveal(),
  };
  const form = new URLSearchParams({ Action: OPERATION, Session: JSON.stringify(session) });
  if (sessionDurationSeconds !== undefined) {
    form.set('SessionDuration', String(sessionDurationSeconds));
  }
  return form.toString();
}

async function post(
  handler: NodeHttpHandler,
  address: string,
  body: string,
): Promise<FederationAnswer> {
  const { protocol, hostname, port, pathname } = new URL(address);
  const request = {
    method: 'POST',
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: pathname,
    query: {},
    headers: {
      host: port === '' ? hostname : `${hostname}:${port}`,
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': String(Buffer.byteLength(body)),
      accept: 'application/json',
    },
    body,
  };
  // The handler reads the fields of its own class and calls none of its methods.
  const { response } = await handler.handle(
    request as unknown as Parameters<typeof handler.handle>[0],
  );
  return { status: response.statusCode, body: await readBody(response.body) };
}

async function readBody(stream: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > MAXIMUM_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

function parseToken(body: string): Secret | undefined {
  try {
    const { SigninToken: token } = { ...JSON.parse(body) };
    return typeof token === 'string' && token !== '' ? new Secret(token) : undefined;
  } catch {
    return undefined;
  }
}

/** AWS answers with a page that tells no more than that. */
function refused(status: number, { sessionDurationSeconds }: SignInTokenRequest): AwsxError {
  return new AwsxError(
    'aws_refused',
    `${OPERATION} refused: AWS takes these credentials for no console session (HTTP ${status})`,
    {
      hint:
        sessionDurationSeconds === undefined
          ? 'try again with --refresh: they may have been revoked'
          : 'ask for a shorter session with -d, or try again with --refresh',
    },
  );
}
