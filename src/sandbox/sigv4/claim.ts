import { dropUndefined } from '../../drop-undefined.ts';
import { type Form, parseForm } from '../form.ts';
import { findHeader, type HttpRequest } from '../http-message.ts';
import { incompleteSignature } from '../service-error.ts';

/** What a request says about its own signature; nothing of it is verified yet. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  /** `YYYYMMDD` of the credential scope. */
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  readonly terminator: string;
  /** Lower case, in the order given, which must be sorted to match. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `X-Amz-Date` as sent. */
  readonly timestamp: string;
  readonly sessionToken?: string;
  /** In the Authorization header or in the query string (a presigned URL). */
  readonly form: 'header' | 'query';
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Parses the Authorization header, else the `X-Amz-…` query parameters. Undefined when there is
 * neither. Throws IncompleteSignature when a part is missing or malformed.
 */
export function parseSignatureClaim(request: HttpRequest): SignatureClaim | undefined {
  const authorization = findHeader(request, 'authorization');
  if (authorization !== undefined) return parseHeader(request, authorization);
  const query = parseForm(request.query);
  return query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm')
    ? parseQuery(query)
    : undefined;
}

function parseHeader(request: HttpRequest, authorization: string): SignatureClaim {
  const space = authorization.indexOf(' ');
  requireAlgorithm(space < 0 ? authorization : authorization.slice(0, space));
  const parts = new Map<string, string>();
  for (const part of authorization.slice(space + 1).split(',')) {
    const equals = part.indexOf('=');
    if (equals > 0) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const take = (name: string): string =>
    requirePart(parts.get(name), `Authorization header requires '${name}' parameter.`);
  const sessionToken = findHeader(request, 'x-amz-security-token');
  return {
    ...parseCredential(take('Credential')),
    signedHeaders: take('SignedHeaders').split(';'),
    signature: take('Signature'),
    timestamp: requirePart(
      findHeader(request, 'x-amz-date'),
      "Authorization header requires existence of a 'X-Amz-Date' header.",
    ),
    ...dropUndefined({ sessionToken }),
    form: 'header',
  };
}

function parseQuery(query: Form): SignatureClaim {
  const take = (name: string): string =>
    requirePart(query.get(name), `AWS query-string parameters must include '${name}'.`);
  requireAlgorithm(take('X-Amz-Algorithm'));
  const sessionToken = query.get('X-Amz-Security-Token');
  return {
    ...parseCredential(take('X-Amz-Credential')),
    signedHeaders: take('X-Amz-SignedHeaders').split(';'),
    signature: take('X-Amz-Signature'),
    timestamp: take('X-Amz-Date'),
    ...dropUndefined({ sessionToken }),
    form: 'query',
  };
}

type CredentialScope = Pick<
  SignatureClaim,
  'accessKeyId' | 'scopeDate' | 'region' | 'service' | 'terminator'
>;

function parseCredential(text: string): CredentialScope {
  const parts = text.split('/');
  const [accessKeyId, scopeDate, region, service, terminator] = parts;
  if (parts.length !== 5 || !accessKeyId || !scopeDate || !region || !service || !terminator) {
    throw incompleteSignature(
      'Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term.',
    );
  }
  return { accessKeyId, scopeDate, region, service, terminator };
}

function requireAlgorithm(algorithm: string): void {
  if (algorithm !== ALGORITHM) {
    throw incompleteSignature(`Unsupported AWS 'algorithm': the sandbox takes ${ALGORITHM}.`);
  }
}

function requirePart(part: string | undefined, message: string): string {
  if (part === undefined || part === '') throw incompleteSignature(message);
  return part;
}
