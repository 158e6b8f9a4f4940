import { expect, test } from 'vitest';
import { emptyProfile } from '../../profiles/resolve-profile.ts';
import { resolveIamEndpoint } from '../../src/credentials/iam-endpoint.ts';
import type { Environment } from '../../src/ports.ts';

function resolve(userArn: string, env: Environment = {}) {
  return resolveIamEndpoint({
    config: {
      configFile: '/config',
      credentialsFile: '/credentials',
      files: [],
      profiles: new Map(),
      ssoSessions: new Map(),
      services: new Map(),
      diagnostics: [],
      filesOthersMayWrite: [],
    },
    env,
    profile: emptyProfile('dev'),
    userArn,
    insecureEndpointAllowed: false,
  });
}

test.each([
  ['aws', 'https://iam.amazonaws.com', 'us-east-1'],
  ['aws-cn', 'https://iam.cn-north-1.amazonaws.com.cn', 'cn-north-1'],
  ['aws-us-gov', 'https://iam.us-gov.amazonaws.com', 'us-gov-west-1'],
])('the partition %s has one address', (partition, url, signingRegion) => {
  expect(resolve(`arn:${partition}:iam::000000000000:user/jon`)).toEqual({ url, signingRegion });
});

test.each(['arn:aws-iso:iam::000000000000:user/jon', 'arn:toString:iam::0:user/x', 'jon', ''])(
  'there is none for %j',
  (arn) => {
    expect(resolve(arn)).toBeUndefined();
  },
);

test('an address that the user set wins, if it may get a signed request', () => {
  const arn = 'arn:aws:iam::000000000000:user/jon';
  const local = resolve(arn, { AWS_ENDPOINT_URL_IAM: 'http://127.0.0.1:4566' });
  expect(local).toMatchObject({ url: 'http://127.0.0.1:4566', signingRegion: 'us-east-1' });
  expect(() => resolve(arn, { AWS_ENDPOINT_URL: 'https://evil.example' })).toThrow(
    expect.objectContaining({ code: 'endpoint_refused' }),
  );
});
