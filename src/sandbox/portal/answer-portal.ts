import { parseForm } from '../form.ts';
import { findHeader, type HttpAnswer, type HttpRequest } from '../http-message.ts';
import type { RequestLogEntry } from '../request-log.ts';
import { ServiceError } from '../service-error.ts';
import type { World } from '../world.ts';
import { listAccountRoles, listAccounts } from './list-assignments.ts';
import { tooManyRequests, unauthorized } from './portal-errors.ts';
import type { PortalOperation } from './portal-operation.ts';
import type { PortalToken } from './portal-state.ts';
import { getRoleCredentials } from './role-credentials.ts';

interface Route {
  /** For the log. */
  readonly action: string;
  readonly run: PortalOperation;
}

const TOKEN_HEADER = 'x-amz-sso_bearer_token';

/** By method and path (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/). */
const routes: ReadonlyMap<string, Route> = new Map([
  ['GET /assignment/accounts', { action: 'ListAccounts', run: listAccounts }],
  ['GET /assignment/roles', { action: 'ListAccountRoles', run: listAccountRoles }],
  ['GET /federation/credentials', { action: 'GetRoleCredentials', run: getRoleCredentials }],
  ['POST /logout', { action: 'Logout', run: logout }],
]);

export interface AnsweredPortalCall {
  readonly answer: HttpAnswer;
  readonly logged: RequestLogEntry;
}

/** What the portal of IAM Identity Center answers; undefined for requests to other services. */
export function answerPortal(world: World, request: HttpRequest): AnsweredPortalCall | undefined {
  const route = routes.get(`${request.method} ${request.path}`);
  if (route === undefined) return undefined;
  const date = world.clock.now();
  const requestId = world.identifiers.requestId();
  const outcome = attempt(() => runRoute(world, request, route));
  const isError = outcome instanceof ServiceError;
  const status = isError ? outcome.status : 200;
  return {
    answer: { ...(isError ? describeError(world, outcome) : describe(outcome)), requestId, date },
    logged: {
      time: date.toISOString(),
      service: 'sso',
      action: route.action,
      status,
      ...(isError ? { errorCode: outcome.code } : {}),
    },
  };
}

function runRoute(world: World, request: HttpRequest, { run }: Route): object | undefined {
  countCall(world);
  const accessToken = findHeader(request, TOKEN_HEADER) ?? '';
  const token = findToken(world, accessToken);
  return run({ world, accessToken, token, parameters: parseForm(request.query) });
}

/** AWS's own limits depend on the time of day and on other callers; these calls can be counted. */
function countCall({ state: { portal } }: World): void {
  portal.callCount += 1;
  const { callCount, throttleEvery } = portal;
  if (throttleEvery !== undefined && callCount % throttleEvery === 0) throw tooManyRequests();
}

function findToken({ clock, state: { portal } }: World, accessToken: string): PortalToken {
  const token = portal.tokens.get(accessToken);
  if (token === undefined || token.expiration <= clock.now()) throw unauthorized();
  return token;
}

function logout({ world, accessToken }: Parameters<PortalOperation>[0]): undefined {
  world.state.portal.tokens.delete(accessToken);
}

function attempt(run: () => object | undefined): object | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof ServiceError) return error;
    throw error;
  }
}

type Content = Omit<HttpAnswer, 'requestId' | 'date'>;

function describe(result: object | undefined): Content {
  return json(200, result === undefined ? '' : JSON.stringify(result));
}

function describeError(
  { state: { portal } }: World,
  { status, code, message }: ServiceError,
): Content {
  const body = JSON.stringify({ message, __type: `com.amazonaws.switchboard.portal#${code}` });
  const retryAfter = code === 'TooManyRequestsException' ? portal.retryAfterSeconds : undefined;
  return {
    ...json(status, body),
    headers: {
      'x-amzn-errortype': code,
      ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
    },
  };
}

function json(status: number, body: string): Content {
  return { status, contentType: 'application/json', body };
}
