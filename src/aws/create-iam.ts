import { IAMClient, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import type { Clock, Environment, Iam } from '../ports.ts';
import { createRequestHandler } from './request-handler.ts';
import { translateAwsError } from './translate-error.ts';

export interface IamOptions {
  readonly env: Environment;
  readonly clock: Clock;
}

/** IAM through AWS's SDK, which is given everything and takes nothing from `AWS_PROFILE` or a file. */
export function createIam({ env, clock }: IamOptions): Iam {
  return {
    async listMfaDevices({ credentials, endpoint }) {
      const { accessKeyId, secretAccessKey, sessionToken } = credentials;
      const client = new IAMClient({
        region: endpoint.signingRegion,
        endpoint: endpoint.url,
        credentials: {
          accessKeyId,
          secretAccessKey: secretAccessKey.reveal(),
          ...(sessionToken === undefined ? {} : { sessionToken: sessionToken.reveal() }),
        },
        maxAttempts: 2,
        retryMode: 'standard',
        defaultsMode: 'standard',
        useFipsEndpoint: false,
        useDualstackEndpoint: false,
        userAgentAppId: 'awsx',
        requestHandler: createRequestHandler({ endpointUrl: endpoint.url, env }),
      });
      try {
        const output = await client.send(new ListMFADevicesCommand({}));
        return (output.MFADevices ?? []).flatMap(({ SerialNumber }) => SerialNumber ?? []);
      } catch (error) {
        const call = { operation: 'ListMFADevices', endpointUrl: endpoint.url, now: clock.now() };
        throw translateAwsError(error, call);
      } finally {
        client.destroy();
      }
    },
  };
}
