import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../../secret.ts';
import type { HttpRequest } from '../http-message.ts';
import { createCanonicalRequest } from './canonical-request.ts';
import type { SignatureClaim } from './claim.ts';

export interface SigningOptions {
  readonly secretAccessKey: Secret;
  readonly normalizePath: boolean;
}

/** What is signed: date, scope and the hash of the canonical request. */
export function createStringToSign(
  request: HttpRequest,
  claim: SignatureClaim,
  normalizePath: boolean,
): string {
  const { signedHeaders } = claim;
  const canonicalRequest = createCanonicalRequest(request, { signedHeaders, normalizePath });
  return [
    'AWS4-HMAC-SHA256',
    claim.timestamp,
    [claim.scopeDate, claim.region, claim.service, claim.terminator].join('/'),
    createHash('sha256').update(canonicalRequest).digest('hex'),
  ].join('\n');
}

/** The signature that the secret gives for the request under the claim's date and scope. */
export function createSignature(
  request: HttpRequest,
  claim: SignatureClaim,
  { secretAccessKey, normalizePath }: SigningOptions,
): string {
  const { scopeDate, region, service, terminator } = claim;
  const signingKey = [scopeDate, region, service, terminator].reduce<string | Buffer>(
    (key, part) => hmac(key, part),
    `AWS4${secretAccessKey.reveal()}`,
  );
  return hmac(signingKey, createStringToSign(request, claim, normalizePath)).toString('hex');
}

/** True when the claim's signature is the one that the secret gives. Takes constant time. */
export function isSignatureValid(
  request: HttpRequest,
  claim: SignatureClaim,
  options: SigningOptions,
): boolean {
  const expected = Buffer.from(createSignature(request, claim, options));
  const given = Buffer.from(claim.signature);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
