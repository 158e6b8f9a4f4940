import { expect, test } from 'vitest';
import { partitionOfArn, partitionOfRegion } from '../../src/credentials/partition.ts';
import { createStsEndpoint, type EndpointVariant } from '../../src/credentials/sts-address.ts';

const plain: EndpointVariant = { legacyGlobal: false, fips: false, dualStack: false };
const commercial = partitionOfRegion('us-east-1');

function create(region: string | undefined, variant: Partial<EndpointVariant> = {}) {
  return createStsEndpoint({
    region,
    configured: undefined,
    partition: commercial,
    variant: { ...plain, ...variant },
  });
}

const legacy = { legacyGlobal: true };
const fips = { fips: true };
const dualStack = { dualStack: true };

test.each([
  ['us-east-1', {}, 'https://sts.us-east-1.amazonaws.com', 'us-east-1'],
  ['eu-west-1', {}, 'https://sts.eu-west-1.amazonaws.com', 'eu-west-1'],
  ['fake-region-10', {}, 'https://sts.fake-region-10.amazonaws.com', 'fake-region-10'],
  ['cn-north-1', {}, 'https://sts.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['us-gov-east-1', {}, 'https://sts.us-gov-east-1.amazonaws.com', 'us-gov-east-1'],
  ['eusc-de-east-1', {}, 'https://sts.eusc-de-east-1.amazonaws.eu', 'eusc-de-east-1'],
  ['us-iso-east-1', {}, 'https://sts.us-iso-east-1.c2s.ic.gov', 'us-iso-east-1'],
  ['aws-global', {}, 'https://sts.amazonaws.com', 'us-east-1'],
  [undefined, {}, 'https://sts.us-east-1.amazonaws.com', 'us-east-1'],
  ['eu-west-1', legacy, 'https://sts.amazonaws.com', 'us-east-1'],
  ['us-west-2', legacy, 'https://sts.amazonaws.com', 'us-east-1'],
  ['eu-south-1', legacy, 'https://sts.eu-south-1.amazonaws.com', 'eu-south-1'],
  ['cn-north-1', legacy, 'https://sts.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['eu-west-1', fips, 'https://sts-fips.eu-west-1.amazonaws.com', 'eu-west-1'],
  ['us-gov-west-1', fips, 'https://sts.us-gov-west-1.amazonaws.com', 'us-gov-west-1'],
  ['eu-west-1', dualStack, 'https://sts.eu-west-1.api.aws', 'eu-west-1'],
  ['us-east-1', { ...fips, ...dualStack }, 'https://sts-fips.us-east-1.api.aws', 'us-east-1'],
  ['aws-global', fips, 'https://sts-fips.us-east-1.amazonaws.com', 'us-east-1'],
])('region %s with %j', (region, variant, url, signingRegion) => {
  expect(create(region, variant)).toEqual({ url, signingRegion });
});

test('all sixteen legacy regions go to the global host', () => {
  const regions = [
    ...['ap-northeast-1', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2', 'aws-global'],
    ...['ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3'],
    ...['sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
  ];
  const urls = regions.map((region) => create(region, legacy).url);
  expect(urls).toEqual(Array(16).fill('https://sts.amazonaws.com'));
});

test('without a region the partition says where', () => {
  const partition = partitionOfArn('arn:aws-cn:iam::123456789012:role/r') ?? commercial;
  const endpoint = createStsEndpoint({
    region: undefined,
    configured: undefined,
    partition,
    variant: plain,
  });
  expect(endpoint).toEqual({
    url: 'https://sts.cn-northwest-1.amazonaws.com.cn',
    signingRegion: 'cn-northwest-1',
  });
});

test('an address of the user wins, signed for the region', () => {
  const configured = {
    value: 'http://127.0.0.1:5000',
    origin: { kind: 'environment', variable: 'AWS_ENDPOINT_URL_STS' },
  } as const;
  const endpoint = createStsEndpoint({
    region: 'eu-west-1',
    configured,
    partition: commercial,
    variant: { ...plain, ...legacy },
  });
  expect(endpoint).toEqual({
    url: 'http://127.0.0.1:5000',
    signingRegion: 'eu-west-1',
    configured,
  });
});
