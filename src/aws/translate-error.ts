import { AwsxError, type ErrorCode, isAwsxError } from '../errors.ts';

import { REQUEST_TIMEOUT_SECONDS } from './request-handler.ts';

const SKEW_WORTH_NAMING_SECONDS = 60;

/** The names that AWS's services have for it. */
const THROTTLED =
  /^(Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|RequestLimitExceeded|SlowDown)$/;

/** What was being done when AWS (or the way there) failed. */
export interface FailedCall {
  readonly operation: string;
  readonly endpointUrl: string;
  readonly now: Date;
}

interface VendorError {
  readonly name: string;
  readonly message: string;
  readonly $fault?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Record<string, string> };
}

const CODE_REJECTED = /MultiFactorAuthentication failed with invalid MFA one time pass code/;

/**
 * Turns what the AWS SDK throws into one of: `mfa_rejected` (this code was refused, another may
 * not be), `aws_throttled`, `aws_refused`, `aws_answer_invalid` (HTML, truncated XML, an empty body) and `network`.
 * A clock that is over a minute off AWS's Date header is named as the likely cause.
 */
export function translateAwsError(error: unknown, call: FailedCall): AwsxError {
  if (isAwsxError(error)) return error;
  const vendor = error as VendorError;
  const status = vendor.$metadata?.httpStatusCode ?? vendor.$response?.statusCode;
  if (status === undefined) return networkError(vendor, call);
  if (isUnreadableAnswer(vendor, status)) return invalidAnswer(call, status, error);
  if (THROTTLED.test(vendor.name)) return throttled(vendor, call);
  const code: ErrorCode = CODE_REJECTED.test(vendor.message) ? 'mfa_rejected' : 'aws_refused';
  const hint = hintAboutClock(vendor, call.now) ?? hintAboutRefusal(vendor);
  return new AwsxError(code, `${call.operation} refused: ${vendor.message} (${vendor.name})`, {
    ...(hint === undefined ? {} : { hint }),
    cause: error,
  });
}

function throttled(error: VendorError, { operation }: FailedCall): AwsxError {
  const retryAfter = error.$response?.headers?.['retry-after'] ?? '';
  return new AwsxError('aws_throttled', `${operation}: AWS has too many requests (${error.name})`, {
    hint: 'wait a minute and run the command again',
    ...(/^\d{1,6}$/.test(retryAfter) ? { retryAfterSeconds: Number(retryAfter) } : {}),
    cause: error,
  });
}

/** For an answer that AWS cannot have given: a sign-in page of a network, a broken proxy. */
export function invalidAnswer(call: FailedCall, status: number, cause?: unknown): AwsxError {
  const host = new URL(call.endpointUrl).host;
  return new AwsxError(
    'aws_answer_invalid',
    `${call.operation}: ${host} answered HTTP ${status} with something that is not an AWS answer`,
    { hint: 'check the endpoint, and any proxy or sign-in page between here and AWS', cause },
  );
}

/** The SDK parsed no AWS error out of the answer: it is named after JavaScript or not at all. */
function isUnreadableAnswer(error: VendorError, status: number): boolean {
  const nameless = ['Error', 'SyntaxError', 'TypeError', 'Unknown', 'UnknownError', String(status)];
  return error.$fault === undefined || nameless.includes(error.name);
}

function networkError(error: VendorError, call: FailedCall): AwsxError {
  const host = new URL(call.endpointUrl).host;
  return new AwsxError('network', `${call.operation}: no answer from ${host}${reasonOf(error)}`, {
    hint: 'check the network, the proxy settings and the endpoint, then try again',
    cause: error,
  });
}

/** The SDK words its time-outs for its own users; the system's errors can stand as they are. */
function reasonOf({ name, message }: VendorError): string {
  if (name === 'TimeoutError') return ` within ${REQUEST_TIMEOUT_SECONDS} seconds`;
  return `: ${message === '' ? name : message}`;
}

function hintAboutClock(error: VendorError, now: Date): string | undefined {
  const date = error.$response?.headers?.['date'];
  if (date === undefined) return undefined;
  const skewSeconds = Math.round((now.getTime() - Date.parse(date)) / 1000);
  if (!(Math.abs(skewSeconds) > SKEW_WORTH_NAMING_SECONDS)) return undefined;
  const amount =
    Math.abs(skewSeconds) < 120
      ? `${Math.abs(skewSeconds)} seconds`
      : `${Math.round(Math.abs(skewSeconds) / 60)} minutes`;
  const direction = skewSeconds > 0 ? 'ahead of' : 'behind';
  return `the clock of this computer is ${amount} ${direction} AWS's: set it right and try again`;
}

function hintAboutRefusal(error: VendorError): string | undefined {
  if (CODE_REJECTED.test(error.message)) {
    return 'wait for the next code; if it is refused too, check the clock of the device';
  }
  if (/exceeds the 1 hour session limit/.test(error.message)) {
    return 'a role assumed from another session lasts one hour at most: ask for -d 1h';
  }
  if (/exceeds the MaxSessionDuration/.test(error.message)) {
    return "ask for a shorter duration with -d, or raise the role's maximum session duration";
  }
  if (/^(InvalidIdentityToken|ExpiredTokenException|IDPRejectedClaim)/.test(error.name)) {
    return 'get a new token from your identity provider, and compare its audience with the role';
  }
  if (/^PackedPolicyTooLarge(Exception)?$/.test(error.name)) {
    return 'shorten the policy, or the session tags: AWS packs both together';
  }
  if (/unable to validate MFA code/.test(error.message)) {
    return 'compare mfa_serial with the device shown in the IAM console';
  }
  if (error.name === 'InvalidClientTokenId') {
    return 'the access key does not exist any more or is inactive: store a new one with awsx add';
  }
  return undefined;
}
