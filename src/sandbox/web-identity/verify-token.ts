import { verify } from 'node:crypto';
import { ServiceError } from '../service-error.ts';
import type { OidcProvider } from '../state.ts';
import type { World } from '../world.ts';
import type { Claims } from './identity-provider.ts';

/** Who a token speaks for, once it is found to be good. */
export interface WebIdentity {
  readonly provider: OidcProvider;
  readonly subject: string;
  readonly audience: string;
}

/**
 * Checks a token as AWS does: form, issuer, signature, expiration, audience, and whether the
 * provider has taken it back. Throws InvalidIdentityToken, ExpiredTokenException, IDPRejectedClaim
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html).
 */
export function verifyToken(
  { state, clock }: World,
  { token, accountId }: { readonly token: string; readonly accountId: string },
): WebIdentity {
  const { text, signature, claims } = parseToken(token);
  const { iss: issuer, sub: subject, aud, exp: expiration, jti: tokenId } = claims;
  const provider = [...state.oidcProviders.values()].find(
    (each) => each.issuer === issuer && each.accountId === accountId,
  );
  if (provider === undefined) {
    throw invalidToken(`No OpenIDConnect provider found in your account for ${String(issuer)}`);
  }
  const key = { key: provider.publicKey, dsaEncoding: 'ieee-p1363' as const };
  if (!verify('sha256', Buffer.from(text), key, signature)) {
    throw invalidToken('The signature of the web identity token is not valid.');
  }
  checkExpiration(expiration, clock.now());
  const audience = readAudiences(aud).find((each) => provider.audiences.includes(each));
  if (audience === undefined) throw invalidToken('Incorrect token audience');
  if (typeof subject !== 'string') throw invalidToken('Missing a required claim: sub');
  if (typeof tokenId === 'string' && provider.revokedTokenIds.has(tokenId)) {
    throw new ServiceError(403, 'IDPRejectedClaim', `${provider.issuer} has revoked the token.`);
  }
  return { provider, subject, audience };
}

interface ParsedToken {
  /** What is signed. */
  readonly text: string;
  readonly signature: Buffer;
  readonly claims: Claims;
}

/** Only ES256, the algorithm of the sandbox's providers, so that `none` is not one. */
function parseToken(token: string): ParsedToken {
  const [header = '', payload = '', signature = '', ...rest] = token.split('.');
  const claims = decodeObject(payload);
  if (claims === undefined || decodeObject(header)?.['alg'] !== 'ES256' || rest.length > 0) {
    throw invalidToken(
      'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
    );
  }
  return { text: `${header}.${payload}`, signature: Buffer.from(signature, 'base64url'), claims };
}

function decodeObject(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

function checkExpiration(expiration: unknown, now: Date): void {
  const nowSeconds = Math.floor(now.getTime() / 1000);
  if (typeof expiration !== 'number') throw invalidToken('Missing a required claim: exp');
  if (nowSeconds < expiration) return;
  throw new ServiceError(
    400,
    'ExpiredTokenException',
    `Token expired: current date/time ${nowSeconds} must be before the expiration date/time ${expiration}`,
  );
}

function readAudiences(aud: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(aud) ? aud : [aud];
  return values.filter((value) => typeof value === 'string');
}

function invalidToken(message: string): ServiceError {
  return new ServiceError(400, 'InvalidIdentityToken', message);
}
