import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { answerRequest, answerUnreadable } from './answer-request.ts';
import type { HttpAnswer, HttpRequest } from './http-message.ts';
import type { RequestLog } from './request-log.ts';
import { ServiceError } from './service-error.ts';
import type { World } from './world.ts';

/** Larger than AWS's largest request, an AssumeRole with 50 tags of the longest kind. */
const MAX_BODY_BYTES = 256 * 1024;

export interface Sandbox {
  /** `http://127.0.0.1:PORT`, for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** Stops listening and drops open connections. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  readonly world: World;
  readonly log?: RequestLog;
}

/** Starts the AWS in miniature on a free port of the loopback interface. */
export async function startSandbox({ world, log = () => {} }: SandboxOptions): Promise<Sandbox> {
  const server = createServer((message, response) => {
    void handle({ world, log }, message, response);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the sandbox has no port'));
    });
  });
}

async function handle(
  { world, log }: Required<SandboxOptions>,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const body = await readBody(message);
    const answer =
      body === undefined
        ? answerUnreadable(world, tooLarge(), log)
        : answerRequest(world, createRequest(message, body), log);
    send(response, answer, body !== undefined);
  } catch {
    // The client went away, or the log cannot be written: nobody may take this for an answer.
    response.destroy();
  }
}

/** Undefined when the body is too large; the rest of it is not read. */
async function readBody(message: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function createRequest(message: IncomingMessage, body: Uint8Array): HttpRequest {
  const target = message.url ?? '/';
  const mark = target.indexOf('?');
  const { rawHeaders } = message;
  return {
    method: message.method ?? '',
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: rawHeaders.flatMap((name, index) =>
      index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ''] as const] : [],
    ),
    body,
    sourceIp: message.socket.remoteAddress ?? '',
  };
}

function send(response: ServerResponse, answer: HttpAnswer, keepAlive: boolean): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-type': answer.contentType ?? 'text/xml',
    date: answer.date.toUTCString(),
    'content-length': Buffer.byteLength(answer.body),
    'x-amzn-requestid': answer.requestId,
    ...(keepAlive ? {} : { connection: 'close' }),
  });
  response.end(answer.body);
}

function tooLarge(): ServiceError {
  return new ServiceError(413, 'RequestEntityTooLarge', 'The request is too large.');
}
