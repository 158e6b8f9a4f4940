import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Secret } from '../secret.ts';

const HOST = '127.0.0.1';
const PATH_BYTES = 32;
const REQUEST_TIMEOUT_MILLISECONDS = 10_000;

export interface OneTimeAddress {
  /** `http://127.0.0.1:PORT/RANDOM`. */
  readonly url: string;
  /** Resolves when the target has been handed out. */
  readonly fetched: Promise<void>;
  /** Stops listening, whether it was fetched or not. */
  close(): void;
}

export interface OneTimeAddressOptions {
  /** Whether who connects from this local port may have the target. */
  readonly isAllowedPeer: (connection: Connection) => boolean;
}

/** The two ports of a connection over the loopback interface. */
export interface Connection {
  readonly peerPort: number;
  readonly ownPort: number;
}

/**
 * Stands in for an address that no process list may show. The first GET of its random path is
 * redirected to the target, and nothing else ever is. Whoever asks under another host name is a
 * web page that had its name changed to this machine's (DNS rebinding).
 */
export async function openOneTimeAddress(
  target: Secret,
  { isAllowedPeer }: OneTimeAddressOptions,
): Promise<OneTimeAddress> {
  const path = `/${randomBytes(PATH_BYTES).toString('base64url')}`;
  const server = createServer();
  const fetched = new Promise<void>((resolve) => {
    let isTaken = false;
    server.on('request', (request, response) => {
      const ownPort = portOf(server);
      const status = judge(request, { path, ownPort, isTaken, isAllowedPeer });
      if (status !== 302) return refuse(response, status);
      isTaken = true;
      response.once('close', resolve);
      response.writeHead(302, { ...HEADERS, location: target.reveal() }).end();
    });
  });
  server.requestTimeout = REQUEST_TIMEOUT_MILLISECONDS;
  server.headersTimeout = REQUEST_TIMEOUT_MILLISECONDS;
  await listen(server);
  return {
    url: `http://${HOST}:${portOf(server)}${path}`,
    fetched,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

const HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-length': 0,
  connection: 'close',
} as const;

interface Guard extends OneTimeAddressOptions {
  readonly path: string;
  readonly ownPort: number;
  readonly isTaken: boolean;
}

function judge(request: IncomingMessage, guard: Guard): 302 | 403 | 404 | 405 | 410 {
  const { path, ownPort, isTaken, isAllowedPeer } = guard;
  if (request.headers.host !== `${HOST}:${ownPort}` || !isSame(request.url ?? '', path)) return 404;
  if (!isAllowedPeer({ peerPort: request.socket.remotePort ?? 0, ownPort })) return 403;
  if (request.method !== 'GET') return 405;
  return isTaken ? 410 : 302;
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, HEADERS).end();
}

function isSame(given: string, expected: string): boolean {
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function listen(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: HOST, port: 0 }, resolve);
  });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
