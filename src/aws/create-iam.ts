import { IAMClient, ListMFADevicesCommand } from '@aws-sdk/client-iam';
import type { Clock, Environment, Iam } from '../ports.ts';
import { createClientOptions } from './client-options.ts';
import { translateAwsError } from './translate-error.ts';

export interface IamOptions {
  readonly env: Environment;
  readonly clock: Clock;
}

/** Twice for a hiccup. */
const ATTEMPTS = 2;

/** IAM through AWS's SDK. */
export function createIam({ env, clock }: IamOptions): Iam {
  return {
    async listMfaDevices(target) {
      const client = new IAMClient(createClientOptions(target, env, ATTEMPTS));
      try {
        const output = await client.send(new ListMFADevicesCommand({}));
        return (output.MFADevices ?? []).flatMap(({ SerialNumber }) => SerialNumber ?? []);
      } catch (error) {
        const call = {
          operation: 'ListMFADevices',
          endpointUrl: target.endpoint.url,
          now: clock.now(),
        };
        throw translateAwsError(error, call);
      } finally {
        client.destroy();
      }
    },
  };
}
