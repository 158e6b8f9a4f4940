import {
  CreateTokenCommand,
  type CreateTokenRequest,
  type CreateTokenResponse,
  RegisterClientCommand,
  type RegisterClientResponse,
  SSOOIDCClient,
  SSOOIDCServiceException,
  StartDeviceAuthorizationCommand,
  type StartDeviceAuthorizationResponse,
} from '@aws-sdk/client-sso-oidc';
import type { Endpoint } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import type { Clock, Environment } from '../ports.ts';
import { Secret } from '../secret.ts';
import type { SsoOidc } from '../sso/services.ts';
import type {
  DeviceAuthorization,
  Grant,
  SsoClient,
  SsoTokens,
  TokenAnswer,
} from '../sso/types.ts';
import { createClientOptions } from './client-options.ts';
import { invalidAnswer, translateAwsError } from './translate-error.ts';

export interface SsoOidcOptions {
  readonly env: Environment;
  readonly clock: Clock;
}

/** Twice for a hiccup; codes and refresh tokens are good once, so asking for a token is not repeated. */
const ATTEMPTS = 2;
const ATTEMPTS_FOR_TOKEN = 1;
const HTTP_OK = 200;
/** What Identity Center shows to the person who allows it. */
const CLIENT_NAME = 'awsx';
/** RFC 8628, 3.2: when the answer names none. */
const DEFAULT_INTERVAL_SECONDS = 5;

/** SSO-OIDC through AWS's SDK. */
export function createSsoOidc({ env, clock }: SsoOidcOptions): SsoOidc {
  return {
    registerClient: (endpoint, { grantTypes, scopes, redirectUri, issuerUrl }) =>
      call({ operation: 'RegisterClient', endpoint, attempts: ATTEMPTS }, async (client) => {
        const command = new RegisterClientCommand({
          clientName: CLIENT_NAME,
          clientType: 'public',
          grantTypes: [...grantTypes],
          scopes: [...scopes],
          issuerUrl,
          ...(redirectUri === undefined ? {} : { redirectUris: [redirectUri] }),
        });
        return readClient(await client.send(command));
      }),
    startDeviceAuthorization: (endpoint, { client: { clientId, clientSecret }, startUrl }) =>
      call(
        { operation: 'StartDeviceAuthorization', endpoint, attempts: ATTEMPTS },
        async (client) => {
          const command = new StartDeviceAuthorizationCommand({
            clientId,
            clientSecret: clientSecret.reveal(),
            startUrl,
          });
          return readDeviceAuthorization(await client.send(command));
        },
      ),
    createToken: (endpoint, { client: { clientId, clientSecret }, grant }) =>
      call(
        { operation: 'CreateToken', endpoint, attempts: ATTEMPTS_FOR_TOKEN },
        async (client): Promise<TokenAnswer | undefined> => {
          const command = new CreateTokenCommand({
            clientId,
            clientSecret: clientSecret.reveal(),
            ...grantFields(grant),
          });
          try {
            return readTokens(await client.send(command), clock.now());
          } catch (error) {
            const refusal = readRefusal(error);
            if (refusal === undefined) throw error;
            return { kind: 'refused', ...refusal };
          }
        },
      ),
  };

  async function call<T>(
    { operation, endpoint, attempts }: Call,
    work: (client: SSOOIDCClient) => Promise<T | undefined>,
  ): Promise<T> {
    const client = new SSOOIDCClient(createClientOptions({ endpoint }, env, attempts));
    const called = { operation, endpointUrl: endpoint.url };
    try {
      const result = await work(client);
      if (result !== undefined) return result;
      throw invalidAnswer({ ...called, now: clock.now() }, HTTP_OK);
    } catch (error) {
      throw (
        refusedInOAuth(error, operation) ??
        translateAwsError(error, { ...called, now: clock.now() })
      );
    } finally {
      client.destroy();
    }
  }
}

interface Call {
  readonly operation: string;
  readonly endpoint: Endpoint;
  readonly attempts: number;
}

function grantFields(
  grant: Grant,
): Omit<CreateTokenRequest, 'clientId' | 'clientSecret'> & { grantType: string } {
  switch (grant.grantType) {
    case 'authorization_code':
      return {
        grantType: 'authorization_code',
        code: grant.code.reveal(),
        codeVerifier: grant.codeVerifier.reveal(),
        redirectUri: grant.redirectUri,
      };
    case 'device_code':
      return {
        grantType: 'urn:ietf:params:oauth:grant-type:device_code',
        deviceCode: grant.deviceCode.reveal(),
      };
    case 'refresh_token':
      return { grantType: 'refresh_token', refreshToken: grant.refreshToken.reveal() };
  }
}

function readClient(answer: RegisterClientResponse): SsoClient | undefined {
  const { clientId, clientSecret, clientSecretExpiresAt } = answer;
  if (!clientId || !clientSecret || !clientSecretExpiresAt) return undefined;
  return {
    clientId,
    clientSecret: new Secret(clientSecret),
    expiresAt: new Date(clientSecretExpiresAt * 1000),
  };
}

function readDeviceAuthorization(
  answer: StartDeviceAuthorizationResponse,
): DeviceAuthorization | undefined {
  const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn } = answer;
  if (!deviceCode || !userCode || !verificationUri || !expiresIn) return undefined;
  return {
    deviceCode: new Secret(deviceCode),
    userCode,
    verificationUri,
    ...dropUndefined({ verificationUriComplete }),
    expiresInSeconds: expiresIn,
    intervalSeconds: answer.interval ? answer.interval : DEFAULT_INTERVAL_SECONDS,
  };
}

function readTokens(
  { accessToken, expiresIn, refreshToken }: CreateTokenResponse,
  now: Date,
): TokenAnswer | undefined {
  if (!accessToken || !expiresIn) return undefined;
  const tokens: SsoTokens = {
    accessToken: new Secret(accessToken),
    expiresAt: new Date(now.getTime() + expiresIn * 1000),
    ...(refreshToken ? { refreshToken: new Secret(refreshToken) } : {}),
  };
  return { kind: 'tokens', tokens };
}

type Refusal = Omit<Extract<TokenAnswer, { kind: 'refused' }>, 'kind'>;

/** The error of RFC 6749, 5.2, in what the SDK throws; it leaves the message empty. */
function readRefusal(error: unknown): Refusal | undefined {
  if (!(error instanceof SSOOIDCServiceException) || !('error' in error)) return undefined;
  const { error: code, error_description: description } = error as OAuthError;
  if (typeof code !== 'string' || code === '') return undefined;
  return { error: code, ...(typeof description === 'string' ? { description } : {}) };
}

interface OAuthError extends SSOOIDCServiceException {
  readonly error: unknown;
  readonly error_description?: unknown;
}

function refusedInOAuth(cause: unknown, operation: string): AwsxError | undefined {
  const refusal = readRefusal(cause);
  if (refusal === undefined) return undefined;
  const { error, description } = refusal;
  const why = description === undefined ? error : `${description} (${error})`;
  return new AwsxError('aws_refused', `${operation} refused: ${why}`, {
    hint: 'check sso_start_url, sso_region and sso_registration_scopes',
    cause,
  });
}
