import { describe, expect, test } from 'vitest';
import type { HttpRequest } from '../../../src/sandbox/http-message.ts';
import { createCanonicalRequest } from '../../../src/sandbox/sigv4/canonical-request.ts';
import { parseSignatureClaim, type SignatureClaim } from '../../../src/sandbox/sigv4/claim.ts';
import {
  createSignature,
  createStringToSign,
  isSignatureValid,
} from '../../../src/sandbox/sigv4/signature.ts';
import { Secret } from '../../../src/secret.ts';
import { readSigningVectors, type SigningVector } from './vectors.ts';

const all = readSigningVectors();
// A presigned URL with an unsigned token is a form that STS does not take: it must not verify.
const [refused, accepted] = [
  all.filter((vector) => vector.hasUnsignedToken && vector.form === 'query'),
  all.filter((vector) => !vector.hasUnsignedToken || vector.form === 'header'),
];

function readClaim({ signed }: SigningVector): SignatureClaim {
  const claim = parseSignatureClaim(signed);
  if (claim === undefined) throw new Error('the vector has no signature');
  return claim;
}

test('the suite is complete', () => {
  expect(all).toHaveLength(76);
  expect(refused).toHaveLength(1);
});

describe.each(accepted)('$name ($form)', (vector) => {
  const { signed, secretAccessKey, normalizePath } = vector;
  const claim = readClaim(vector);
  const verify = (request: HttpRequest, changes: Partial<SignatureClaim> = {}): boolean =>
    isSignatureValid(request, { ...claim, ...changes }, { secretAccessKey, normalizePath });

  test('signs and verifies', () => {
    const { signedHeaders } = claim;
    const canonical = createCanonicalRequest(signed, { signedHeaders, normalizePath });
    expect(canonical).toBe(vector.canonicalRequest);
    expect(createStringToSign(signed, claim, normalizePath)).toBe(vector.stringToSign);
    expect(createSignature(signed, claim, { secretAccessKey, normalizePath })).toBe(
      vector.signature,
    );
    expect(verify(signed)).toBe(true);
  });

  test('refuses every other request', () => {
    const mutations = mutateRequest(signed, claim);
    expect(mutations.filter(({ request }) => verify(request)).map(({ what }) => what)).toEqual([]);
    expect(mutations.length).toBeGreaterThan(5);
  });

  test('refuses every other claim', () => {
    const mutations = mutateClaim(claim);
    expect(mutations.filter(({ changes }) => verify(signed, changes))).toEqual([]);
    expect(mutations).toHaveLength(9);
  });

  test('refuses another secret', () => {
    const other = new Secret(`${secretAccessKey.reveal()}x`);
    expect(isSignatureValid(signed, claim, { secretAccessKey: other, normalizePath })).toBe(false);
  });
});

test.each(refused)('does not verify $name ($form)', (vector) => {
  const { signed, secretAccessKey, normalizePath } = vector;
  const options = { secretAccessKey, normalizePath };
  expect(isSignatureValid(signed, readClaim(vector), options)).toBe(false);
});

interface RequestMutation {
  readonly what: string;
  readonly request: HttpRequest;
}

function mutateRequest(signed: HttpRequest, claim: SignatureClaim): readonly RequestMutation[] {
  const { method, path, query, headers, body } = signed;
  const withQuery = query === '' ? 'x=1' : `${query}&x=1`;
  return [
    { what: 'method', request: { ...signed, method: method === 'GET' ? 'POST' : 'GET' } },
    { what: 'path', request: { ...signed, path: `${path}/x` } },
    { what: 'query', request: { ...signed, query: withQuery } },
    { what: 'body', request: { ...signed, body: Buffer.concat([body, Buffer.from('x')]) } },
    ...claim.signedHeaders.flatMap((name) => [
      { what: `header ${name}`, request: { ...signed, headers: changeHeader(headers, name) } },
      { what: `set of headers (no ${name})`, request: { ...signed, headers: drop(headers, name) } },
    ]),
    ...mutateQueryParameters(signed),
  ];
}

function mutateQueryParameters(signed: HttpRequest): readonly RequestMutation[] {
  const pairs = signed.query.split('&').filter((pair) => pair !== '');
  return pairs.flatMap((pair, index) =>
    pair.startsWith('X-Amz-Signature=')
      ? []
      : [
          {
            what: `query parameter ${pair.split('=')[0]}`,
            request: { ...signed, query: pairs.with(index, `${pair}x`).join('&') },
          },
        ],
  );
}

function changeHeader(headers: HttpRequest['headers'], name: string): HttpRequest['headers'] {
  return headers.map(([header, value]) =>
    header.toLowerCase() === name ? [header, `${value}x`] : [header, value],
  );
}

function drop(headers: HttpRequest['headers'], name: string): HttpRequest['headers'] {
  return headers.filter(([header]) => header.toLowerCase() !== name);
}

interface ClaimMutation {
  readonly what: string;
  readonly changes: Partial<SignatureClaim>;
}

function mutateClaim(claim: SignatureClaim): readonly ClaimMutation[] {
  const [first = '', ...rest] = claim.signature;
  const flipped = (Number.parseInt(first, 16) ^ 1).toString(16);
  return [
    { what: 'date', changes: { timestamp: '20150830T123601Z' } },
    { what: 'day of the scope', changes: { scopeDate: '20150831' } },
    { what: 'region of the scope', changes: { region: 'us-east-2' } },
    { what: 'service of the scope', changes: { service: 'sts' } },
    { what: 'terminator of the scope', changes: { terminator: 'aws5_request' } },
    { what: 'list of signed headers', changes: { signedHeaders: [...claim.signedHeaders, 'x'] } },
    { what: 'signature', changes: { signature: [flipped, ...rest].join('') } },
    { what: 'length of signature', changes: { signature: claim.signature.slice(1) } },
    { what: 'signature (empty)', changes: { signature: '' } },
  ];
}
