import type { IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';

/** They are on this machine or next to it; where there is none, the connection hangs. */
const TIMEOUT_MILLISECONDS = 2000;
const MAXIMUM_BYTES = 64 * 1024;

export interface MetadataRequest {
  readonly url: URL;
  readonly method?: 'GET' | 'PUT';
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
}

export interface MetadataAnswer {
  readonly status: number;
  readonly body: string;
}

/**
 * Asks a metadata service: one request, through no proxy, no redirect followed, within two
 * seconds.
 *
 * @throws AwsxError `network` without an answer; the signal's reason
 */
export async function requestMetadata(request: MetadataRequest): Promise<MetadataAnswer> {
  try {
    return await exchange(request);
  } catch (error) {
    request.signal?.throwIfAborted();
    const reason = error instanceof Error ? error.message : String(error);
    throw new AwsxError(
      'network',
      `no answer from ${printable(request.url.host)}: ${printable(reason)}`,
      { hint: 'this source works inside an AWS container or instance only', cause: error },
    );
  }
}

function exchange(request: MetadataRequest): Promise<MetadataAnswer> {
  const { url, method = 'GET', headers, signal } = request;
  const start = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const sent = start(url, { method, headers, agent: false, ...(signal ? { signal } : {}) });
    const timer = setTimeout(
      () => sent.destroy(new Error(`timed out after ${TIMEOUT_MILLISECONDS / 1000} seconds`)),
      TIMEOUT_MILLISECONDS,
    );
    sent.once('close', () => clearTimeout(timer));
    sent.once('error', reject);
    sent.once('response', (response) => readBody(response).then(resolve, reject));
    sent.end();
  });
}

async function readBody(response: IncomingMessage): Promise<MetadataAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    size += chunk.length;
    if (size > MAXIMUM_BYTES) throw new Error('the answer is too long');
    chunks.push(chunk);
  }
  return { status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() };
}
