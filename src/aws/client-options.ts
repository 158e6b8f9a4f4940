import type { Environment, StsTarget } from '../ports.ts';
import { createRequestHandler } from './request-handler.ts';

/**
 * What every AWS client of awsx is made with. Everything that the SDK would otherwise look up in
 * the environment, in `AWS_PROFILE` or in a file is given.
 */
export function createClientOptions(target: StsTarget, env: Environment, maxAttempts: number) {
  const { accessKeyId, secretAccessKey, sessionToken } = target.credentials;
  return {
    region: target.endpoint.signingRegion,
    endpoint: target.endpoint.url,
    credentials: {
      accessKeyId,
      secretAccessKey: secretAccessKey.reveal(),
      ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
    },
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
