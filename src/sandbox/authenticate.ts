import { createHash, timingSafeEqual } from 'node:crypto';
import type { Secret } from '../secret.ts';
import { isKeyUsable } from './access-keys.ts';
import type { Caller } from './caller.ts';
import type { HttpRequest } from './http-message.ts';
import { invalidClientTokenId, ServiceError, signatureDoesNotMatch } from './service-error.ts';
import { checkClaim } from './sigv4/check-claim.ts';
import type { SignatureClaim } from './sigv4/claim.ts';
import { isSignatureValid } from './sigv4/signature.ts';
import type { Session } from './state.ts';
import type { World } from './world.ts';

/**
 * Finds out who signed the request. Throws MissingAuthenticationToken, InvalidClientTokenId,
 * IncompleteSignature, SignatureDoesNotMatch or ExpiredToken.
 */
export function authenticate(
  world: World,
  request: HttpRequest,
  {
    claim,
    service,
  }: { readonly claim: SignatureClaim | undefined; readonly service: 'sts' | 'iam' },
): Caller {
  if (claim === undefined) {
    throw new ServiceError(
      403,
      'MissingAuthenticationToken',
      'Request is missing Authentication Token',
    );
  }
  const now = world.clock.now();
  const caller = findCaller(world, claim, now);
  checkClaim(request, claim, { service, now });
  const { secretAccessKey } = caller.kind === 'user' ? caller.key : caller;
  if (!isSignatureValid(request, claim, { secretAccessKey, normalizePath: true })) {
    throw signatureDoesNotMatch(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    );
  }
  if (caller.kind === 'user') caller.key.lastUsed = { date: now, service, region: claim.region };
  else checkExpiration(caller, now);
  checkMayCall(caller, service);
  return caller;
}

function findCaller(world: World, claim: SignatureClaim, now: Date): Caller {
  const session = world.state.sessions.get(claim.accessKeyId);
  if (session !== undefined) {
    if (!isSameToken(session.sessionToken, claim.sessionToken)) throw invalidClientTokenId();
    return session;
  }
  const key = world.state.accessKeys.get(claim.accessKeyId);
  if (key === undefined || claim.sessionToken !== undefined || !isKeyUsable(key, now)) {
    throw invalidClientTokenId();
  }
  return { kind: 'user', user: key.user, key };
}

function checkExpiration(session: Session, now: Date): void {
  if (now.getTime() < session.expiration.getTime()) return;
  throw new ServiceError(
    403,
    'ExpiredToken',
    'The security token included in the request is expired',
  );
}

/**
 * GetSessionToken without MFA, and GetFederationToken, give credentials that IAM does not know
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html).
 */
function checkMayCall(caller: Caller, service: 'sts' | 'iam'): void {
  const isWithoutMfa = caller.kind === 'user-session' && caller.mfaAuthenticatedAt === undefined;
  const isUnknown = isWithoutMfa || caller.kind === 'federated-session';
  if (service === 'iam' && isUnknown) throw invalidClientTokenId();
}

function isSameToken(expected: Secret, given: string | undefined): boolean {
  if (given === undefined) return false;
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(expected.reveal()), hash(given));
}
