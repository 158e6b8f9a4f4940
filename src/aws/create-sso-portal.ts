import {
  type AccountInfo,
  GetRoleCredentialsCommand,
  ListAccountRolesCommand,
  ListAccountsCommand,
  LogoutCommand,
  type RoleCredentials,
  type RoleInfo,
  SSOClient,
  UnauthorizedException,
} from '@aws-sdk/client-sso';
import type { Endpoint, SessionCredentials } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import type { Clock, Environment } from '../ports.ts';
import { Secret } from '../secret.ts';
import type { SsoPortal } from '../sso/services.ts';
import type { SsoAccountPage, SsoRolePage, SsoTarget } from '../sso/types.ts';
import { createClientOptions } from './client-options.ts';
import { createRequestHandler } from './request-handler.ts';
import { invalidAnswer, translateAwsError } from './translate-error.ts';

export interface SsoPortalOptions {
  readonly env: Environment;
  readonly clock: Clock;
}

/** The portal throttles whoever asks often; the SDK waits longer after each refusal. */
const ATTEMPTS = 8;
/** Whoever lists makes hundreds of calls and paces them together, better than each by itself. */
const LIST_ATTEMPTS = 1;
const HTTP_OK = 200;
/** The most that ListAccounts and ListAccountRoles give at once. */
const PAGE_SIZE = 100;

/** The portal of IAM Identity Center through AWS's SDK. */
export function createSsoPortal({ env, clock }: SsoPortalOptions): SsoPortal {
  const listClients = new Map<string, SSOClient>();
  return {
    listAccounts: (target, nextToken) =>
      list('ListAccounts', target, async (client, accessToken) => {
        const input = { accessToken, nextToken, maxResults: PAGE_SIZE };
        const { accountList, nextToken: next } = await client.send(new ListAccountsCommand(input));
        return accountList && readAccounts(accountList, next);
      }),
    listAccountRoles: (target, accountId, nextToken) =>
      list(`ListAccountRoles of account ${accountId}`, target, async (client, accessToken) => {
        const input = { accessToken, accountId, nextToken, maxResults: PAGE_SIZE };
        const { roleList, nextToken: next } = await client.send(new ListAccountRolesCommand(input));
        return roleList && readRoles(roleList, next);
      }),
    getRoleCredentials: (target, { accountId, roleName }) =>
      call(
        `GetRoleCredentials of role ${roleName} in account ${accountId}`,
        target,
        async (client, accessToken) => {
          const command = new GetRoleCredentialsCommand({ accessToken, accountId, roleName });
          return readCredentials((await client.send(command)).roleCredentials, accountId);
        },
      ),
    logout: async (target) => {
      await call('Logout', target, async (client, accessToken) => {
        return client.send(new LogoutCommand({ accessToken }));
      });
    },
  };

  async function call<T>(
    operation: string,
    { endpoint, accessToken }: SsoTarget,
    work: (client: SSOClient, accessToken: string) => Promise<T | undefined>,
  ): Promise<T> {
    const client = new SSOClient(createClientOptions({ endpoint }, env, ATTEMPTS));
    try {
      return await send(operation, endpoint, () => work(client, accessToken.reveal()));
    } finally {
      client.destroy();
    }
  }

  /** With one client for all calls: its connections stay open, and idle ones hold nobody back. */
  async function list<T>(
    operation: string,
    { endpoint, accessToken }: SsoTarget,
    work: (client: SSOClient, accessToken: string) => Promise<T | undefined>,
  ): Promise<T> {
    const client = listClients.get(endpoint.url) ?? createListClient(endpoint, env);
    listClients.set(endpoint.url, client);
    return send(operation, endpoint, () => work(client, accessToken.reveal()));
  }

  async function send<T>(
    operation: string,
    endpoint: Endpoint,
    work: () => Promise<T | undefined>,
  ): Promise<T> {
    const called = { operation, endpointUrl: endpoint.url };
    try {
      const result = await work();
      if (result !== undefined) return result;
      throw invalidAnswer({ ...called, now: clock.now() }, HTTP_OK);
    } catch (error) {
      throw tokenRejected(error) ?? translateAwsError(error, { ...called, now: clock.now() });
    }
  }
}

function createListClient(endpoint: Endpoint, env: Environment): SSOClient {
  return new SSOClient({
    ...createClientOptions({ endpoint }, env, LIST_ATTEMPTS),
    requestHandler: createRequestHandler({ endpointUrl: endpoint.url, env, keepAlive: true }),
  });
}

/** 401: the token has expired or was revoked; the portal does not tell which. */
function tokenRejected(error: unknown): AwsxError | undefined {
  if (!(error instanceof UnauthorizedException)) return undefined;
  return new AwsxError('sso_token_rejected', 'IAM Identity Center does not accept the sign-in', {
    hint: 'sign in again with: awsx sso login',
    cause: error,
  });
}

function readAccounts(list: readonly AccountInfo[], nextToken: string | undefined): SsoAccountPage {
  const accounts = list.flatMap(({ accountId, accountName, emailAddress }) =>
    accountId ? [dropUndefined({ accountId, accountName, emailAddress })] : [],
  );
  return { accounts, ...pageAfter(nextToken) };
}

function readRoles(list: readonly RoleInfo[], nextToken: string | undefined): SsoRolePage {
  return { roleNames: list.flatMap(({ roleName }) => roleName ?? []), ...pageAfter(nextToken) };
}

/** An empty token is the end too. */
function pageAfter(nextToken: string | undefined): { nextToken?: string } {
  return nextToken ? { nextToken } : {};
}

/** Undefined for an answer without credentials. */
function readCredentials(
  answer: RoleCredentials | undefined,
  accountId: string,
): SessionCredentials | undefined {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = answer ?? {};
  if (!accessKeyId || !secretAccessKey || !sessionToken || !expiration) return undefined;
  return {
    accessKeyId,
    secretAccessKey: new Secret(secretAccessKey),
    sessionToken: new Secret(sessionToken),
    // Milliseconds since 1970, unlike the other services.
    expiration: new Date(expiration),
    accountId,
  };
}
