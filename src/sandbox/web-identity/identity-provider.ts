import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { Secret } from '../../secret.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** An OpenID Connect provider as its users know it: it issues tokens. */
export interface IdentityProvider {
  /** `https://…`, the `iss` of its tokens. */
  readonly issuer: string;
  readonly publicKey: KeyObject;
  /** A JSON Web Token, signed with ES256 (RFC 7515), with `iss` and these claims. */
  issueToken(claims: Claims): Secret;
}

/** Its key is its own and new. */
export function createIdentityProvider(issuer: string): IdentityProvider {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    issuer,
    publicKey,
    issueToken: (claims) => {
      const parts = [
        { alg: 'ES256', typ: 'JWT' },
        { iss: issuer, ...claims },
      ];
      const text = parts
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.');
      const key = { key: privateKey, dsaEncoding: 'ieee-p1363' as const };
      const signature = sign('sha256', Buffer.from(text), key).toString('base64url');
      return new Secret(`${text}.${signature}`);
    },
  };
}
