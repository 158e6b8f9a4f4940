/** The signing test suite of aws-c-auth: requests, what each step of signing makes of them. */
import { readdirSync, readFileSync } from 'node:fs';
import type { HttpRequest } from '../../../src/sandbox/http-message.ts';
import { Secret } from '../../../src/secret.ts';

const folder = new URL('../../vectors/sigv4/v4/', import.meta.url);

export interface SigningVector {
  readonly name: string;
  readonly form: 'header' | 'query';
  readonly normalizePath: boolean;
  readonly secretAccessKey: Secret;
  /** The request with its signature. */
  readonly signed: HttpRequest;
  readonly canonicalRequest: string;
  readonly stringToSign: string;
  readonly signature: string;
  /** The token is sent beside the signature without being signed, which STS never accepts. */
  readonly hasUnsignedToken: boolean;
}

export function readSigningVectors(): readonly SigningVector[] {
  return readdirSync(folder).flatMap((name) => [
    readVector(name, 'header'),
    readVector(name, 'query'),
  ]);
}

function readVector(name: string, form: 'header' | 'query'): SigningVector {
  const read = (file: string): string => readFileSync(new URL(`${name}/${file}`, folder), 'utf8');
  const context = JSON.parse(read('context.json'));
  return {
    name,
    form,
    normalizePath: context.normalize,
    secretAccessKey: new Secret(context.credentials.secret_access_key),
    signed: parseHttpRequest(read(`${form}-signed-request.txt`)),
    canonicalRequest: read(`${form}-canonical-request.txt`),
    stringToSign: read(`${form}-string-to-sign.txt`),
    signature: read(`${form}-signature.txt`).trim(),
    hasUnsignedToken: context.omit_session_token === true,
  };
}

function parseHttpRequest(text: string): HttpRequest {
  const blank = text.indexOf('\n\n');
  const [requestLine = '', ...headerLines] = text.slice(0, blank).split('\n');
  const [, method = '', target = ''] = /^(\S+) (.*) HTTP\/1\.1$/.exec(requestLine) ?? [];
  const mark = target.indexOf('?');
  return {
    method,
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? '' : target.slice(mark + 1),
    headers: parseHeaders(headerLines),
    body: Buffer.from(text.slice(blank + 2)),
    sourceIp: '127.0.0.1',
  };
}

/** A line that starts with white space continues the one before it. */
function parseHeaders(lines: readonly string[]): [string, string][] {
  const headers: [string, string][] = [];
  for (const line of lines) {
    const last = headers.at(-1);
    const colon = line.indexOf(':');
    if (/^\s/.test(line) && last !== undefined) last[1] += `\n${line}`;
    else headers.push([line.slice(0, colon), line.slice(colon + 1)]);
  }
  return headers;
}
