import type { Setting } from '../../profiles/types.ts';
import { type Partition, partitionOfRegion } from './partition.ts';
import type { Endpoint } from './types.ts';

/** Settings that choose among AWS's own addresses of one region. */
export interface EndpointVariant {
  /** `sts_regional_endpoints = legacy`. */
  readonly legacyGlobal: boolean;
  readonly fips: boolean;
  readonly dualStack: boolean;
}

export interface StsAddressInput {
  /** A valid region name. */
  readonly region: string | undefined;
  /** An address the user set; wins over everything. */
  readonly configured: Setting<string> | undefined;
  /** Tells where to go when no region is known. */
  readonly partition: Partition;
  readonly variant: EndpointVariant;
}

const GLOBAL_HOST = 'https://sts.amazonaws.com';
const GLOBAL_SIGNING_REGION = 'us-east-1';

/**
 * The regions that `sts_regional_endpoints = legacy` sends to the global host:
 * docs.aws.amazon.com/sdkref/latest/guide/feature-sts-regionalized-endpoints.html
 */
const LEGACY_REGIONS: readonly string[] = [
  'ap-northeast-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'aws-global',
  'ca-central-1',
  'eu-central-1',
  'eu-north-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'sa-east-1',
  'us-east-1',
  'us-east-2',
  'us-west-1',
  'us-west-2',
];

/**
 * Where an STS request goes and for which region it is signed: the user's address, else the
 * region's host by the rules of AWS's SDKs.
 */
export function createStsEndpoint(input: StsAddressInput): Endpoint {
  const region = input.region ?? input.partition.defaultRegion;
  const signingRegion = region === 'aws-global' ? GLOBAL_SIGNING_REGION : region;
  if (input.configured !== undefined) {
    return { url: input.configured.value, signingRegion, configured: input.configured };
  }
  if (isGlobal(region, input.variant)) {
    return { url: GLOBAL_HOST, signingRegion: GLOBAL_SIGNING_REGION };
  }
  return { url: `https://${regionalHost(signingRegion, input.variant)}`, signingRegion };
}

function isGlobal(region: string, { legacyGlobal, fips, dualStack }: EndpointVariant): boolean {
  if (fips || dualStack) return false;
  return region === 'aws-global' || (legacyGlobal && LEGACY_REGIONS.includes(region));
}

function regionalHost(region: string, { fips, dualStack }: EndpointVariant): string {
  const partition = partitionOfRegion(region);
  const suffix = dualStack ? partition.dualStackDnsSuffix : partition.dnsSuffix;
  // In GovCloud the plain host is the FIPS one.
  const isPlain = !fips || (partition.name === 'aws-us-gov' && !dualStack);
  return `${isPlain ? 'sts' : 'sts-fips'}.${region}.${suffix}`;
}
