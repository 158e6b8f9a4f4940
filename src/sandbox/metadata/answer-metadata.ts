import type { HttpAnswer, HttpRequest } from '../http-message.ts';
import type { RequestLogEntry } from '../request-log.ts';
import type { Machine } from '../state.ts';
import type { World } from '../world.ts';
import { giveContainerCredentials } from './container.ts';
import {
  giveInstanceCredentials,
  giveInstanceRole,
  giveInstanceToken,
  INSTANCE_ROLE_PATH,
} from './instance.ts';

/** A page of a metadata service. */
export interface Page {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PageRequest {
  readonly world: World;
  readonly machine: Machine;
  readonly request: HttpRequest;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** For the log. */
  readonly action: string;
  readonly give: (request: PageRequest) => Page;
}

/** Where a container in the sandbox would get its credentials. */
export const CONTAINER_PATH = '/container/credentials';

const routes: readonly Route[] = [
  { method: 'PUT', path: /^\/latest\/api\/token$/, action: 'GetToken', give: giveInstanceToken },
  {
    method: 'GET',
    path: new RegExp(`^${INSTANCE_ROLE_PATH}$`),
    action: 'ListRoles',
    give: giveInstanceRole,
  },
  {
    method: 'GET',
    path: new RegExp(`^${INSTANCE_ROLE_PATH}[^/]+$`),
    action: 'GetInstanceCredentials',
    give: giveInstanceCredentials,
  },
  {
    method: 'GET',
    path: new RegExp(`^${CONTAINER_PATH}$`),
    action: 'GetContainerCredentials',
    give: giveContainerCredentials,
  },
];

export interface AnsweredPage {
  readonly answer: HttpAnswer;
  readonly logged: RequestLogEntry;
}

/**
 * What the metadata services of instances and containers answer; undefined for requests to other
 * services.
 */
export function answerMetadata(world: World, request: HttpRequest): AnsweredPage | undefined {
  const { machine } = world.state;
  const route = routes.find(
    ({ method, path }) => method === request.method && path.test(request.path),
  );
  if (machine === undefined || route === undefined) return undefined;
  const date = world.clock.now();
  const page = route.give({ world, machine, request });
  return {
    answer: { ...page, requestId: world.identifiers.requestId(), date },
    logged: {
      time: date.toISOString(),
      service: 'metadata',
      action: route.action,
      status: page.status,
    },
  };
}
