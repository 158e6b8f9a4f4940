import { createHash, timingSafeEqual } from 'node:crypto';
import { getCallerAccount, getCallerArn } from '../caller.ts';
import type { Form } from '../form.ts';
import { validationError } from '../service-error.ts';
import type { Session } from '../state.ts';
import type { World } from '../world.ts';

/** AWS: a sign-in token is good for 15 minutes. */
const TOKEN_LIFETIME_SECONDS = 15 * 60;
const MIN_SESSION_SECONDS = 900;
const MAX_SESSION_SECONDS = 43_200;

/** What a sign-in token opens. */
export interface ConsoleSession {
  readonly arn: string;
  readonly accountId: string;
  readonly endsAt: Date;
  /** When the token that opens it is refused. */
  readonly tokenExpiresAt: Date;
}

/**
 * `getSigninToken`: trades temporary credentials for a token that signs a browser in. Refused are
 * long-lived keys and GetSessionToken's credentials, and a SessionDuration for a chained role or
 * for what GetFederationToken gave
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html,
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html).
 *
 * @throws ServiceError ValidationError
 */
export function createSignInToken(world: World, form: Form): string {
  const now = world.clock.now();
  const session = findSession(world, form.get('Session') ?? '', now);
  const durationSeconds = readDuration(form.get('SessionDuration'), session);
  const token = world.identifiers.sessionToken();
  world.state.consoleSessions.set(token, {
    arn: getCallerArn(session),
    accountId: getCallerAccount(session),
    endsAt: durationSeconds === undefined ? session.expiration : addSeconds(now, durationSeconds),
    tokenExpiresAt: addSeconds(now, TOKEN_LIFETIME_SECONDS),
  });
  return token;
}

/** @throws ServiceError ValidationError for a token that is unknown or too old */
export function openConsoleSession(world: World, token: string): ConsoleSession {
  const session = world.state.consoleSessions.get(token);
  if (session === undefined || world.clock.now() >= session.tokenExpiresAt) {
    throw validationError('Token Expired');
  }
  return session;
}

function findSession({ state }: World, json: string, now: Date): Session {
  const { sessionId, sessionKey, sessionToken } = parseSession(json);
  const session = state.sessions.get(sessionId);
  const isGenuine =
    session !== undefined &&
    isSame(session.secretAccessKey.reveal(), sessionKey) &&
    isSame(session.sessionToken.reveal(), sessionToken) &&
    now < session.expiration;
  if (!isGenuine) throw validationError('Invalid credentials parameter');
  if (session.kind === 'user-session') {
    throw validationError('Credentials of GetSessionToken sign nobody in');
  }
  return session;
}

function parseSession(
  json: string,
): Readonly<Record<'sessionId' | 'sessionKey' | 'sessionToken', string>> {
  const { sessionId, sessionKey, sessionToken } = parseJson(json);
  if (
    typeof sessionId !== 'string' ||
    typeof sessionKey !== 'string' ||
    typeof sessionToken !== 'string'
  ) {
    throw validationError('Invalid credentials parameter');
  }
  return { sessionId, sessionKey, sessionToken };
}

function parseJson(json: string): Readonly<Record<string, unknown>> {
  try {
    return { ...JSON.parse(json) };
  } catch {
    throw validationError('Invalid credentials parameter');
  }
}

function readDuration(text: string | undefined, session: Session): number | undefined {
  if (text === undefined) return undefined;
  const seconds = /^\d{1,6}$/.test(text) ? Number(text) : 0;
  if (seconds < MIN_SESSION_SECONDS || seconds > MAX_SESSION_SECONDS) {
    throw validationError('Invalid SessionDuration');
  }
  const mayChoose = session.kind === 'role-session' && session.isChained !== true;
  if (!mayChoose) throw validationError('SessionDuration is not for these credentials');
  return seconds;
}

function isSame(expected: string, given: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(expected), hash(given));
}

function addSeconds(date: Date, seconds: number): Date {
  return new Date(date.getTime() + seconds * 1000);
}
