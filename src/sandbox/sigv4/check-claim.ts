import { findHeader, type HttpRequest } from '../http-message.ts';
import { incompleteSignature, type ServiceError, signatureDoesNotMatch } from '../service-error.ts';
import type { SignatureClaim } from './claim.ts';
import { formatTimestamp, parseTimestamp } from './timestamp.ts';

const SKEW_MINUTES = 15;

export interface Expectation {
  readonly service: 'sts' | 'iam';
  readonly now: Date;
}

/**
 * Checks all of a claim but the signature: scope, signed headers, clock (15 minutes both ways).
 * Throws SignatureDoesNotMatch or IncompleteSignature. Texts:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 * A presigned URL lives 15 minutes whatever `X-Amz-Expires` says, as STS has it.
 */
export function checkClaim(
  request: HttpRequest,
  claim: SignatureClaim,
  { service, now }: Expectation,
): void {
  const signedAt = parseTimestamp(claim.timestamp);
  if (signedAt === undefined) {
    throw incompleteSignature("Date must be in ISO-8601 'basic format'.");
  }
  checkScope(claim, service);
  checkSignedHeaders(request, claim);
  checkClock(signedAt, now);
}

function checkScope(claim: SignatureClaim, service: string): void {
  const day = claim.timestamp.slice(0, 8);
  if (claim.scopeDate !== day) {
    throw signatureDoesNotMatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.scopeDate}' != '${day}', from '${claim.timestamp}'.`,
    );
  }
  if (!/^[a-z]{2,4}(-[a-z]+){1,3}-\d{1,2}$/.test(claim.region)) {
    throw signatureDoesNotMatch(
      `Credential should be scoped to a valid Region, not '${claim.region}'.`,
    );
  }
  if (claim.service !== service) {
    throw signatureDoesNotMatch(`Credential should be scoped to correct service: '${service}'.`);
  }
  if (claim.terminator !== 'aws4_request') {
    throw signatureDoesNotMatch(
      `Credential should be scoped with a valid terminator: 'aws4_request', not '${claim.terminator}'.`,
    );
  }
}

/** In the query form, date and token are part of the signed query string. */
function checkSignedHeaders(request: HttpRequest, claim: SignatureClaim): void {
  requireSigned(claim, 'host');
  if (claim.form === 'header') requireSigned(claim, 'x-amz-date');
  if (findHeader(request, 'x-amz-security-token') !== undefined) {
    requireSigned(claim, 'x-amz-security-token');
  }
}

function requireSigned(claim: SignatureClaim, name: string): void {
  if (claim.signedHeaders.includes(name)) return;
  throw signatureDoesNotMatch(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`);
}

function checkClock(signedAt: Date, now: Date): void {
  const skewMilliseconds = SKEW_MINUTES * 60_000;
  if (signedAt.getTime() < now.getTime() - skewMilliseconds) {
    throw clockError({
      signedAt,
      now,
      sign: '-',
      text: 'Signature expired: ',
      relation: 'now earlier',
    });
  }
  if (signedAt.getTime() > now.getTime() + skewMilliseconds) {
    throw clockError({
      signedAt,
      now,
      sign: '+',
      text: 'Signature not yet current: ',
      relation: 'still later',
    });
  }
}

interface ClockProblem {
  readonly signedAt: Date;
  readonly now: Date;
  readonly sign: '-' | '+';
  readonly text: string;
  readonly relation: string;
}

function clockError({ signedAt, now, sign, text, relation }: ClockProblem): ServiceError {
  const shift = (sign === '-' ? -1 : 1) * SKEW_MINUTES * 60_000;
  const bound = formatTimestamp(new Date(now.getTime() + shift));
  return signatureDoesNotMatch(
    `${text}${formatTimestamp(signedAt)} is ${relation} than ${bound} (${formatTimestamp(now)} ${sign} ${SKEW_MINUTES} min.)`,
  );
}
