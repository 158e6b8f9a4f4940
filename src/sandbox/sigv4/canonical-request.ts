import { createHash } from 'node:crypto';
import type { HttpRequest } from '../http-message.ts';

export interface CanonicalOptions {
  /** Lower case, sorted. */
  readonly signedHeaders: readonly string[];
  /** Every service but S3 removes dot segments and empty segments before it signs. */
  readonly normalizePath: boolean;
}

/**
 * The canonical request of Signature Version 4, from the bytes that were sent.
 * Rules: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function createCanonicalRequest(request: HttpRequest, options: CanonicalOptions): string {
  const path = options.normalizePath ? normalizePath(request.path) : request.path;
  return [
    request.method,
    uriEncode(path).replaceAll('%2F', '/'),
    canonicalizeQuery(request.query),
    ...options.signedHeaders.map((name) => `${name}:${joinHeaderValues(request, name)}`),
    '',
    options.signedHeaders.join(';'),
    createHash('sha256').update(request.body).digest('hex'),
  ].join('\n');
}

/** Percent-encodes everything outside RFC 3986's unreserved characters. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Query parameters sorted by encoded name, then value; the signature itself is left out. */
function canonicalizeQuery(query: string): string {
  return query
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair) => {
      const equals = pair.indexOf('=');
      const name = equals < 0 ? pair : pair.slice(0, equals);
      const value = equals < 0 ? '' : pair.slice(equals + 1);
      return [recode(name), recode(value)] as const;
    })
    .filter(([name]) => name !== 'X-Amz-Signature')
    .sort(
      ([name, value], [otherName, otherValue]) =>
        compare(name, otherName) || compare(value, otherValue),
    )
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function recode(text: string): string {
  try {
    return uriEncode(decodeURIComponent(text));
  } catch {
    return uriEncode(text);
  }
}

function compare(first: string, second: string): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

function joinHeaderValues(request: HttpRequest, name: string): string {
  return request.headers
    .filter(([header]) => header.toLowerCase() === name)
    .map(([, value]) => value.trim().replace(/\s+/g, ' '))
    .join(',');
}

/** RFC 3986 section 5.2.4, and repeated slashes as one. */
function normalizePath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') kept.pop();
    else if (segment !== '' && segment !== '.') kept.push(segment);
  }
  const trailing = kept.length > 0 && /\/\.{0,2}$/.test(path) ? '/' : '';
  return `/${kept.join('/')}${trailing}`;
}
