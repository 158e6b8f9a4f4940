import type { Credentials } from '../credentials/types.ts';
import type { Environment, StsTarget } from '../ports.ts';
import { createRequestHandler } from './request-handler.ts';

/** A target without credentials is for calls that are not signed. */
export type ClientTarget = Pick<StsTarget, 'endpoint'> & Partial<StsTarget>;

/**
 * What every AWS client of awsx is made with. Everything that the SDK would otherwise look up in
 * the environment, in `AWS_PROFILE` or in a file is given.
 */
export function createClientOptions(target: ClientTarget, env: Environment, maxAttempts: number) {
  return {
    region: target.endpoint.signingRegion,
    endpoint: target.endpoint.url,
    credentials: async () => revealKeys(target.credentials),
    maxAttempts,
    retryMode: 'standard',
    defaultsMode: 'standard' as const,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    userAgentAppId: 'awsx',
    authSchemePreference: async () => [],
    sigv4aSigningRegionSet: async () => undefined,
    requestHandler: createRequestHandler({ endpointUrl: target.endpoint.url, env }),
  };
}

function revealKeys(credentials: Credentials | undefined) {
  if (credentials === undefined) throw new Error('this call has nothing to be signed with');
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  return {
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
  };
}
