import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { Setting } from '../../profiles/types.ts';
import type { Environment } from '../ports.ts';
import { checkMetadataAddress } from './metadata-trust.ts';
import { fromEnvironment } from './plan-options.ts';
import { invalid } from './plan-values.ts';

/** Where ECS and EKS answer containers: docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html */
const CONTAINER_HOST = 'http://169.254.170.2';
const CONTAINER_HOSTS = ['169.254.170.2', '169.254.170.23', '[fd00:ec2::23]'];

/**
 * Where a container gets its credentials; undefined outside of one.
 *
 * @throws AwsxError `setting_invalid`, `endpoint_refused`
 */
export function resolveContainerAddress(env: Environment): Setting<string> | undefined {
  const address =
    relativeAddress(fromEnvironment('AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', env)) ??
    fromEnvironment('AWS_CONTAINER_CREDENTIALS_FULL_URI', env);
  if (address !== undefined) checkMetadataAddress(address, { env, httpHosts: CONTAINER_HOSTS });
  return address;
}

function relativeAddress(path: Setting<string> | undefined): Setting<string> | undefined {
  if (path === undefined) return undefined;
  // Without the slash it would become a part of the host.
  if (!path.value.startsWith('/')) throw invalid(path, 'is not a path', 'one that begins with /');
  return { value: CONTAINER_HOST + path.value, origin: path.origin };
}

/** Where EC2 answers instances: docs.aws.amazon.com/sdkref/latest/guide/feature-imds-client.html */
const INSTANCE_ADDRESSES: ReadonlyMap<string, string> = new Map([
  ['ipv4', 'http://169.254.169.254'],
  ['ipv6', 'http://[fd00:ec2::254]'],
]);
/** Link-local addresses reach no further than the next machine. */
const INSTANCE_HOSTS = [/^169\.254\.\d+\.\d+$/, '[fd00:ec2::254]'];

/**
 * The address of the instance metadata service, which is there on EC2 only.
 *
 * @throws AwsxError `setting_invalid`, `endpoint_refused`
 */
export function resolveInstanceAddress(
  profile: ResolvedProfile,
  env: Environment,
): Setting<string> {
  const address =
    fromEnvironment('AWS_EC2_METADATA_SERVICE_ENDPOINT', env) ??
    profile.ec2MetadataServiceEndpoint ??
    addressOfMode(profile, env);
  checkMetadataAddress(address, { env, httpHosts: INSTANCE_HOSTS });
  return address;
}

function addressOfMode(profile: ResolvedProfile, env: Environment): Setting<string> {
  const mode =
    fromEnvironment('AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE', env) ??
    profile.ec2MetadataServiceEndpointMode ??
    DEFAULT_MODE;
  const value = INSTANCE_ADDRESSES.get(mode.value.toLowerCase());
  if (value === undefined) throw invalid(mode, 'is not an endpoint mode', 'IPv4 or IPv6');
  return { value, origin: mode.origin };
}

const DEFAULT_MODE: Setting<string> = {
  value: 'IPv4',
  origin: { kind: 'default', reason: 'default of instance metadata' },
};
