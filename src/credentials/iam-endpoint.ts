import { resolveEndpointUrl } from '../../profiles/endpoint-url.ts';
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import type { Environment } from '../ports.ts';
import { checkEndpoint } from './endpoint-trust.ts';
import { partitionOfArn } from './partition.ts';
import type { Endpoint } from './types.ts';

/** One for each partition: https://docs.aws.amazon.com/general/latest/gr/iam-service.html */
const ADDRESSES: Readonly<Record<string, Endpoint>> = {
  aws: { url: 'https://iam.amazonaws.com', signingRegion: 'us-east-1' },
  'aws-cn': { url: 'https://iam.cn-north-1.amazonaws.com.cn', signingRegion: 'cn-north-1' },
  'aws-us-gov': { url: 'https://iam.us-gov.amazonaws.com', signingRegion: 'us-gov-west-1' },
};

export interface IamEndpointInput {
  readonly config: SharedConfig;
  readonly env: Environment;
  readonly profile: ResolvedProfile;
  /** Of the user that the request is about: its partition has an IAM of its own. */
  readonly userArn: string;
  /** `--insecure-endpoint`. */
  readonly insecureEndpointAllowed: boolean;
}

/**
 * Where an IAM request goes: the address that the user set, else AWS's own. Undefined in the
 * partitions that awsx knows no address of.
 *
 * @throws AwsxError `endpoint_refused` for an address that must not get a signed request
 */
export function resolveIamEndpoint(input: IamEndpointInput): Endpoint | undefined {
  const { config, env, profile, insecureEndpointAllowed } = input;
  const address = ADDRESSES[partitionOfArn(input.userArn)?.name ?? ''];
  if (address === undefined) return undefined;
  const configured = resolveEndpointUrl({ serviceId: 'iam', profile, config, env });
  const endpoint =
    configured === undefined ? address : { ...address, url: configured.value, configured };
  checkEndpoint(endpoint, { env, insecureEndpointAllowed });
  return endpoint;
}
