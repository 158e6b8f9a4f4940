/** A group of regions with accounts, hosts and ARNs of its own. */
export interface Partition {
  /** As the second field of its ARNs. */
  readonly name: string;
  readonly dnsSuffix: string;
  readonly dualStackDnsSuffix: string;
  /** Where to send and sign when nobody said a region. */
  readonly defaultRegion: string;
  /** What the names of its regions start with; empty for the partition of all other regions. */
  readonly regionPrefix: string;
}

const COMMERCIAL: Partition = {
  name: 'aws',
  dnsSuffix: 'amazonaws.com',
  dualStackDnsSuffix: 'api.aws',
  defaultRegion: 'us-east-1',
  regionPrefix: '',
};

/** As the `partitions.json` that every AWS SDK carries. */
export const partitions: readonly Partition[] = [
  COMMERCIAL,
  {
    name: 'aws-cn',
    dnsSuffix: 'amazonaws.com.cn',
    dualStackDnsSuffix: 'api.amazonwebservices.com.cn',
    defaultRegion: 'cn-northwest-1',
    regionPrefix: 'cn-',
  },
  {
    name: 'aws-us-gov',
    dnsSuffix: 'amazonaws.com',
    dualStackDnsSuffix: 'api.aws',
    defaultRegion: 'us-gov-west-1',
    regionPrefix: 'us-gov-',
  },
  {
    name: 'aws-eusc',
    dnsSuffix: 'amazonaws.eu',
    dualStackDnsSuffix: 'api.amazonwebservices.eu',
    defaultRegion: 'eusc-de-east-1',
    regionPrefix: 'eusc-',
  },
  {
    name: 'aws-iso',
    dnsSuffix: 'c2s.ic.gov',
    dualStackDnsSuffix: 'api.aws.ic.gov',
    defaultRegion: 'us-iso-east-1',
    regionPrefix: 'us-iso-',
  },
  {
    name: 'aws-iso-b',
    dnsSuffix: 'sc2s.sgov.gov',
    dualStackDnsSuffix: 'api.aws.scloud',
    defaultRegion: 'us-isob-east-1',
    regionPrefix: 'us-isob-',
  },
  {
    name: 'aws-iso-e',
    dnsSuffix: 'cloud.adc-e.uk',
    dualStackDnsSuffix: 'api.cloud-aws.adc-e.uk',
    defaultRegion: 'eu-isoe-west-1',
    regionPrefix: 'eu-isoe-',
  },
  {
    name: 'aws-iso-f',
    dnsSuffix: 'csp.hci.ic.gov',
    dualStackDnsSuffix: 'api.aws.hci.ic.gov',
    defaultRegion: 'us-isof-south-1',
    regionPrefix: 'us-isof-',
  },
];

/** The partition of a region by its name. An unknown region counts as commercial, as in the SDKs. */
export function partitionOfRegion(region: string): Partition {
  const special = partitions.find(
    ({ regionPrefix }) => regionPrefix !== '' && region.startsWith(regionPrefix),
  );
  return special ?? COMMERCIAL;
}

/** The partition that an ARN names, or undefined for no ARN or an unknown partition. */
export function partitionOfArn(arn: string): Partition | undefined {
  const [scheme, name] = arn.split(':', 2);
  return scheme === 'arn' ? partitions.find((partition) => partition.name === name) : undefined;
}
