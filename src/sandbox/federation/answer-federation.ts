import { dropUndefined } from '../../drop-undefined.ts';
import { decodeUtf8, type Form, parseForm } from '../form.ts';
import { findHeader, type HttpAnswer, type HttpRequest } from '../http-message.ts';
import type { RequestLogEntry } from '../request-log.ts';
import { ServiceError } from '../service-error.ts';
import type { World } from '../world.ts';
import { renderFailure, renderWelcome } from './pages.ts';
import { createSignInToken, openConsoleSession } from './sign-in-tokens.ts';

export const FEDERATION_PATH = '/federation';

export interface AnsweredFederation {
  readonly answer: HttpAnswer;
  readonly logged: RequestLogEntry;
}

interface Page {
  readonly body: string;
  readonly contentType: string;
}

const HTML = 'text/html; charset=utf-8';

/**
 * What the sign-in endpoint of the console answers; undefined for requests to other services.
 * Credentials are taken from the body of a POST alone: AWS takes them from an address too, where
 * logs keep them.
 */
export function answerFederation(
  world: World,
  request: HttpRequest,
): AnsweredFederation | undefined {
  if (request.path !== FEDERATION_PATH) return undefined;
  const date = world.clock.now();
  const { action, outcome } = attempt(world, request);
  const status = outcome instanceof ServiceError ? outcome.status : 200;
  const page =
    outcome instanceof ServiceError
      ? { body: renderFailure(outcome.message), contentType: HTML }
      : outcome;
  return {
    answer: { ...page, status, requestId: world.identifiers.requestId(), date, headers: PRIVATE },
    logged: {
      time: date.toISOString(),
      service: 'signin',
      ...dropUndefined({ action }),
      status,
      ...(outcome instanceof ServiceError ? { errorCode: outcome.code } : {}),
    },
  };
}

const PRIVATE = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

interface Attempt {
  readonly action: string | undefined;
  readonly outcome: Page | ServiceError;
}

function attempt(world: World, request: HttpRequest): Attempt {
  let action: string | undefined;
  try {
    const form = readForm(request);
    action = form.get('Action');
    return { action, outcome: run(world, request.method, form) };
  } catch (error) {
    if (error instanceof ServiceError) return { action, outcome: error };
    throw error;
  }
}

function readForm(request: HttpRequest): Form {
  if (request.method === 'GET') return parseForm(request.query);
  const type = findHeader(request, 'content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') throw badRequest();
  return parseForm(decodeUtf8(request.body));
}

function run(world: World, method: string, form: Form): Page {
  const action = form.get('Action');
  if (method === 'POST' && action === 'getSigninToken') {
    const body = JSON.stringify({ SigninToken: createSignInToken(world, form) });
    return { body, contentType: 'application/json' };
  }
  if (method === 'GET' && action === 'login') {
    const session = openConsoleSession(world, form.get('SigninToken') ?? '');
    const destination = form.get('Destination') ?? '';
    return { body: renderWelcome(session, destination), contentType: HTML };
  }
  throw badRequest();
}

function badRequest(): ServiceError {
  return new ServiceError(400, 'BadRequest', 'The request could not be understood.');
}
