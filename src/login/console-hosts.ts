import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';

/** Where people sign in to a partition's console, and where it is. */
export interface ConsoleHosts {
  readonly signIn: string;
  readonly console: string;
}

/**
 * By partition: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html,
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/endpoints-arns.html,
 * https://docs.aws.amazon.com/govcloud-us/latest/UserGuide/using-govcloud-endpoints.html. The
 * European Sovereign Cloud has no sign-in host but that of its region (the endpoint rules of AWS's
 * SDKs for the service signin).
 */
const HOSTS: ReadonlyMap<string, ConsoleHosts> = new Map([
  ['aws', { signIn: 'signin.aws.amazon.com', console: 'console.aws.amazon.com' }],
  ['aws-cn', { signIn: 'signin.amazonaws.cn', console: 'console.amazonaws.cn' }],
  [
    'aws-us-gov',
    { signIn: 'signin.amazonaws-us-gov.com', console: 'console.amazonaws-us-gov.com' },
  ],
  [
    'aws-eusc',
    {
      signIn: 'eusc-de-east-1.signin.amazonaws-eusc.eu',
      console: 'console.amazonaws-eusc.eu',
    },
  ],
]);

/** @throws AwsxError `not_supported` for a partition whose console is not on the internet */
export function resolveConsoleHosts(partition: string): ConsoleHosts {
  const hosts = HOSTS.get(partition);
  if (hosts !== undefined) return hosts;
  throw new AwsxError(
    'not_supported',
    `awsx knows no console of the partition ${printable(partition)}`,
    { hint: `it knows those of ${[...HOSTS.keys()].join(', ')}` },
  );
}
