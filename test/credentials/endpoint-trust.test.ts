import { describe, expect, test } from 'vitest';
import type { Origin } from '../../profiles/types.ts';
import { checkEndpoint } from '../../src/credentials/endpoint-trust.ts';
import type { Environment } from '../../src/ports.ts';

const fromConfig: Origin = {
  kind: 'file',
  key: 'endpoint_url',
  profile: 'dev',
  location: { file: '/home/x/.aws/config', line: 7 },
};
const fromEnvironment: Origin = { kind: 'environment', variable: 'AWS_ENDPOINT_URL' };

interface Case {
  readonly url: string;
  readonly origin?: Origin;
  readonly env?: Environment;
  readonly insecureEndpointAllowed?: boolean;
}

function check({ url, origin, env = {}, insecureEndpointAllowed = false }: Case): void {
  const configured = origin === undefined ? {} : { configured: { value: url, origin } };
  checkEndpoint(
    { url, signingRegion: 'us-east-1', ...configured },
    { env, insecureEndpointAllowed },
  );
}

describe('the environment may name, without --insecure-endpoint', () => {
  test.each([
    'https://sts.amazonaws.com',
    'https://sts.eu-west-1.amazonaws.com/',
    'https://STS.US-EAST-1.AMAZONAWS.COM',
    'https://sts.amazonaws.com:443',
    'https://sts-fips.us-east-1.amazonaws.com',
    'https://sts.us-east-1.api.aws',
    'https://sts.cn-north-1.amazonaws.com.cn',
    'https://sts.us-gov-west-1.amazonaws.com',
    'https://sts.eusc-de-east-1.amazonaws.eu',
    'https://sts.us-iso-east-1.c2s.ic.gov',
    'https://vpce-0a1b-2c.sts.us-east-1.vpce.amazonaws.com',
    'https://iam.us-gov.amazonaws.com',
    'http://127.0.0.1:5000',
    'http://127.8.9.10',
    'http://localhost:4566/',
    'http://LOCALHOST:4566/',
    'https://localhost:4566',
    'http://[::1]:9000/path',
    'http://[0:0:0:0:0:0:0:1]',
    'http://2130706433:80',
    'http://0x7f.1',
    'http://127.0.0.1.',
  ])('%s', (url) => {
    expect(() => check({ url, origin: fromEnvironment })).not.toThrow();
  });
});

describe('a foreign https host from the environment needs --insecure-endpoint', () => {
  test.each([
    'https://sts.example.com',
    'https://sts.amazonaws.com.evil.example',
    'https://sts.amazonaws.com.',
    'https://amazonaws.com',
    'https://stsamazonaws.com',
    'https://sts.evil-amazonaws.com',
    'https://sts.amazonaws.com:8443',
    'https://sts.s3.amazonaws.com',
    'https://sts.s3-us-west-2.amazonaws.com',
    'https://bucket.s3.us-east-1.amazonaws.com',
    'https://ec2-1-2-3-4.compute-1.amazonaws.com',
    'https://abc.execute-api.us-east-1.amazonaws.com',
    'https://sts.x.us-east-1.amazonaws.com',
    'https://vpce-1.vpce-svc-2.us-east-1.vpce.amazonaws.com',
    'https://127.0.0.1.evil.example',
    'https://localhost.evil.example',
    'https://2130706434.example',
    'https://[::ffff:10.0.0.1]',
    'https://sts.xn--mazonaws-06g.com',
    'https://sts.аmazonaws.com',
    'https://169.254.169.254',
  ])('%s', (url) => {
    expect(() => check({ url, origin: fromEnvironment })).toThrow(/is not an AWS host/);
    expect(() =>
      check({ url, origin: fromEnvironment, insecureEndpointAllowed: true }),
    ).not.toThrow();
    expect(() => check({ url, origin: fromConfig })).not.toThrow();
  });
});

describe('refused whoever names it and whatever is allowed', () => {
  test.each([
    ['http://sts.amazonaws.com', /plain http/],
    ['http://10.0.0.1:5000', /plain http/],
    ['http://127.0.0.1.evil.example', /plain http/],
    ['http://localhost.', /plain http/],
    ['http://0.0.0.0:5000', /plain http/],
    ['http://[::]:5000', /plain http/],
    ['http://134744072', /plain http/],
    ['https://sts.amazonaws.com@evil.example', /user name; its host is evil\.example/],
    ['https://user:pass@127.0.0.1', /user name/],
    ['https://sts.amazonaws.com?x=https://evil.example', /query/],
    ['https://evil.example#.amazonaws.com', /fragment/],
    ['ftp://127.0.0.1', /neither https nor http/],
    ['file:///etc/passwd', /neither https nor http/],
    ['sts.amazonaws.com', /not a URL/],
    ['', /not a URL/],
  ])('%s', (url, message) => {
    for (const origin of [fromEnvironment, fromConfig]) {
      const refusal = () => check({ url, origin, insecureEndpointAllowed: true });
      expect(refusal).toThrow(message);
      expect(refusal).toThrow(expect.objectContaining({ code: 'endpoint_refused' }));
    }
  });
});

test('the refusal does not repeat a password', () => {
  const url = 'https://me:canary@127.0.0.1';
  expect(() => check({ url, origin: fromEnvironment })).toThrow(
    'endpoint …@127.0.0.1 (AWS_ENDPOINT_URL) carries a user name; its host is 127.0.0.1',
  );
});

test('the refusal says where the address comes from and shows no control characters', () => {
  expect(() => check({ url: 'http://evil.example/\u001b[2J', origin: fromConfig })).toThrow(
    'endpoint http://evil.example/\\x1b[2J (endpoint_url at /home/x/.aws/config:7) is plain http to another machine',
  );
  expect(() => check({ url: 'https://evil.example', origin: fromEnvironment })).toThrow(
    'endpoint https://evil.example (AWS_ENDPOINT_URL) is not an AWS host',
  );
});

describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };

  test('is refused off loopback, for AWS itself too', () => {
    expect(() => check({ url: 'https://sts.amazonaws.com', env })).toThrow(/NODE_TLS/);
    expect(() => check({ url: 'https://evil.example', origin: fromConfig, env })).toThrow(
      /NODE_TLS/,
    );
  });

  test('does not matter on loopback', () => {
    expect(() => check({ url: 'https://127.0.0.1:5000', origin: fromConfig, env })).not.toThrow();
  });
});

describe('inside the sandbox', () => {
  const env = {
    AWSX_SANDBOX: '/run/sandbox',
    AWSX_SANDBOX_ENDPOINT: 'http://127.0.0.1:4100',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4101',
  };

  test('the sandbox is allowed', () => {
    expect(() => check({ url: 'http://127.0.0.1:4100/', env })).not.toThrow();
  });

  test.each([
    'https://sts.amazonaws.com',
    'http://127.0.0.1:4101',
    'https://127.0.0.1:4100',
    'http://localhost:4100',
    'http://127.0.0.1.evil.example:4100',
  ])('%s is refused', (url) => {
    for (const origin of [fromEnvironment, fromConfig]) {
      expect(() => check({ url, origin, env, insecureEndpointAllowed: true })).toThrow(
        /is not the sandbox/,
      );
    }
  });

  test.each([
    { AWSX_SANDBOX: '/run/sandbox' },
    { AWSX_SANDBOX: '/run/sandbox', AWSX_SANDBOX_ENDPOINT: 'https://evil.example' },
    { AWSX_SANDBOX: '/run/sandbox', AWS_ENDPOINT_URL: 'https://evil.example' },
  ])('a sandbox that is not on loopback is none: %j', (broken) => {
    expect(() => check({ url: 'https://evil.example', env: broken })).toThrow(/not the sandbox/);
  });
});
