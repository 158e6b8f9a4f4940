/** AWS as recorded traffic has it: at the end of a proxy for its own hosts, and plain on loopback. */
import { readFileSync } from 'node:fs';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const pathOf = (name: string): string =>
  fileURLToPath(new URL(`certificate/${name}.pem`, import.meta.url));

export interface Exchange {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

export interface SeenRequest {
  readonly host: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface RecordedAws {
  /** Answers at a loopback address, whatever the recorded host. */
  readonly url: string;
  /** For the program: a proxy that leads every AWS host here, and the certificate to trust. */
  readonly env: Readonly<Record<string, string>>;
  readonly seen: readonly SeenRequest[];
  /** Requests that nobody recorded are answered 404. */
  unanswered(): number;
  close(): void;
}

interface Traffic {
  readonly events: readonly {
    readonly connection_id: number;
    readonly action: {
      readonly Request?: { readonly request: { readonly uri: string; readonly method: string } };
      readonly Response?: { readonly response: { readonly Ok: { readonly status: number } } };
      readonly Data?: { readonly data: { readonly Utf8: string }; readonly direction: string };
    };
  }[];
}

/** The exchanges of a `http-traffic.json`, in order, with expirations a hundred years later. */
export function readTraffic(text: string): readonly Exchange[] {
  const { events }: Traffic = JSON.parse(text);
  const connections = new Set(events.map((event) => event.connection_id));
  return [...connections].map((id) => {
    const actions = events
      .filter((event) => event.connection_id === id)
      .map(({ action }) => action);
    const request = actions.find(({ Request }) => Request)?.Request?.request;
    const url = new URL(request?.uri ?? '');
    const data = actions.filter(({ Data }) => Data?.direction === 'Response');
    return {
      method: request?.method ?? '',
      host: url.host,
      path: url.pathname + url.search,
      status: actions.find(({ Response }) => Response)?.Response?.response.Ok.status ?? 0,
      body: postpone(data.map(({ Data }) => Data?.data.Utf8).join('')),
    };
  });
}

/** Recorded credentials have expired. */
export function postpone(text: string): string {
  return text.replace(/(Expiration[^0-9]{1,9})20(?=\d\d-)/g, (_all, before) => `${before}21`);
}

export async function startRecordedAws(exchanges: readonly Exchange[]): Promise<RecordedAws> {
  const left = [...exchanges];
  const seen: SeenRequest[] = [];
  let unanswered = 0;
  const answer = (request: IncomingMessage, response: ServerResponse, anyHost: boolean): void => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const { host = '' } = request.headers;
      const path = request.url ?? '';
      seen.push({ host, path, headers: request.headers, body: Buffer.concat(chunks).toString() });
      const index = left.findIndex(
        (each) =>
          each.method === request.method && each.path === path && (anyHost || each.host === host),
      );
      if (index < 0) unanswered += 1;
      const [found] = index < 0 ? [] : left.splice(index, 1);
      response.writeHead(found?.status ?? 404).end(found?.body ?? '');
    });
  };
  const tls = { cert: readFileSync(pathOf('certificate')), key: readFileSync(pathOf('key')) };
  const secure = createHttpsServer(tls, (request, response) => answer(request, response, false));
  const plain = createHttpServer((request, response) => answer(request, response, true));
  const proxy = createHttpServer();
  const sockets = new Set<Socket>();
  const securePort = await listen(secure);
  proxy.on('connect', (_request, client: Socket) => {
    const upstream = connect(securePort, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
  });
  const plainPort = await listen(plain);
  const proxyPort = await listen(proxy);
  return {
    url: `http://127.0.0.1:${plainPort}`,
    env: { HTTPS_PROXY: `http://127.0.0.1:${proxyPort}`, AWS_CA_BUNDLE: pathOf('certificate') },
    seen,
    unanswered: () => unanswered,
    close: () => {
      for (const socket of sockets) socket.destroy();
      for (const server of [secure, plain, proxy]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
