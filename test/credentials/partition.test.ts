import { expect, test } from 'vitest';
import { partitionOfArn, partitionOfRegion, partitions } from '../../src/credentials/partition.ts';

test.each([
  ['us-east-1', 'aws'],
  ['mx-central-1', 'aws'],
  ['fake-region-10', 'aws'],
  ['cn-north-1', 'aws-cn'],
  ['us-gov-east-1', 'aws-us-gov'],
  ['eusc-de-east-1', 'aws-eusc'],
  ['us-iso-west-1', 'aws-iso'],
  ['us-isob-east-1', 'aws-iso-b'],
  ['eu-isoe-west-1', 'aws-iso-e'],
  ['us-isof-south-1', 'aws-iso-f'],
])('region %s lies in %s', (region, name) => {
  expect(partitionOfRegion(region).name).toBe(name);
});

test.each(partitions)('the default region of $name lies in it', ({ name, defaultRegion }) => {
  expect(partitionOfRegion(defaultRegion).name).toBe(name);
});

test.each([
  ['arn:aws:iam::123456789012:role/r', 'aws'],
  ['arn:aws-cn:iam::123456789012:role/r', 'aws-cn'],
  ['arn:aws-us-gov:iam::123456789012:mfa/m', 'aws-us-gov'],
  ['arn:aws-moon:iam::123456789012:role/r', undefined],
  ['GAHT12345678', undefined],
  ['', undefined],
])('ARN %j names partition %s', (arn, name) => {
  expect(partitionOfArn(arn)?.name).toBe(name);
});
