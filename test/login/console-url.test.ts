import { expect, test } from 'vitest';
import { resolveConsoleHosts } from '../../src/login/console-hosts.ts';
import { resolvePagePath } from '../../src/login/console-page.ts';
import { resolveFederationUrl } from '../../src/login/federation-endpoint.ts';
import { createDestination, createSignInUrl } from '../../src/login/sign-in-url.ts';
import { Secret } from '../../src/secret.ts';

test.each([
  ['aws', 'https://signin.aws.amazon.com', 'us-east-1', 'console.aws.amazon.com'],
  ['aws-cn', 'https://signin.amazonaws.cn', 'cn-north-1', 'console.amazonaws.cn'],
  [
    'aws-us-gov',
    'https://signin.amazonaws-us-gov.com',
    'us-gov-west-1',
    'console.amazonaws-us-gov.com',
  ],
  [
    'aws-eusc',
    'https://eusc-de-east-1.signin.amazonaws-eusc.eu',
    'eusc-de-east-1',
    'console.amazonaws-eusc.eu',
  ],
])('the console of %s', (partition, signIn, region, console) => {
  const hosts = resolveConsoleHosts(partition);
  expect(resolveFederationUrl(hosts, {})).toBe(`${signIn}/federation`);
  expect(createDestination({ host: hosts.console })).toBe(`https://${console}/`);
  expect(createDestination({ host: hosts.console, region })).toBe(
    `https://${region}.${console}/console/home?region=${region}`,
  );
});

test.each(['aws-iso', 'aws-iso-b', 'aws-iso-e', 'aws-iso-f', '', '__proto__', 'aws-x\u001b[2J'])(
  'there is none of %j',
  (partition) => {
    expect(() => resolveConsoleHosts(partition)).toThrowError(
      expect.objectContaining({ code: 'not_supported' }),
    );
  },
);

const host = 'console.aws.amazon.com';

test.each([
  [{}, 'https://console.aws.amazon.com/'],
  [{ service: 's3' }, 'https://console.aws.amazon.com/s3/home'],
  [{ service: 'EC2' }, 'https://console.aws.amazon.com/ec2/home'],
  [{ service: 'ddb' }, 'https://console.aws.amazon.com/dynamodbv2/home'],
  [{ service: 'new-one' }, 'https://console.aws.amazon.com/new-one/home'],
  [{ path: '/ec2/home?a=1#Instances:' }, 'https://console.aws.amazon.com/ec2/home?a=1#Instances:'],
  [{ path: '/a/../b' }, 'https://console.aws.amazon.com/b'],
])('the page of %o', (asked, url) => {
  const path = resolvePagePath(asked);
  expect(createDestination({ host, ...(path === undefined ? {} : { path }) })).toBe(url);
});

test.each([
  [{ service: 'logs' }, '/cloudwatch/home?region=eu-west-1#logsV2:log-groups'],
  [{ path: '/ec2/home?region=us-east-1' }, '/ec2/home?region=eu-west-1'],
])('the page of %o in a region', (asked, rest) => {
  const path = resolvePagePath(asked) ?? '';
  expect(createDestination({ host, region: 'eu-west-1', path })).toBe(
    `https://eu-west-1.console.aws.amazon.com${rest}`,
  );
});

test.each([
  '',
  'ec2/home',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example',
  '/a/..//evil.example/',
  '/./\\evil.example',
  '\\\\evil.example',
  '@evil.example/',
  '.evil.example/',
  ':443@evil.example/',
  '/two words',
  '/line\nbreak',
  '/\u202e',
  `/${'a'.repeat(1024)}`,
])('%j is no path', (path) => {
  expect(() => resolvePagePath({ path })).toThrowError(
    expect.objectContaining({ code: 'invalid_argument' }),
  );
});

test.each(['', '.', '../x', 'a/b', 'a b', 'a?b', '-x', '%2e', 'ö', 'a'.repeat(64), 'a\u001b[2J'])(
  '%j is no service',
  (service) => {
    expect(() => resolvePagePath({ service })).toThrowError(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  },
);

test('a service and a path exclude each other', () => {
  expect(() => resolvePagePath({ service: 's3', path: '/s3' })).toThrowError(
    expect.objectContaining({ code: 'usage' }),
  );
});

test('the address escapes what it carries, and does not print', () => {
  const url = createSignInUrl({
    federationUrl: 'https://signin.aws.amazon.com/federation',
    destination: 'https://console.aws.amazon.com/a?b=c&d#e',
    signInToken: new Secret('a+b/c=&Action=x'),
  });
  const { searchParams } = new URL(url.reveal());
  expect([...searchParams]).toEqual([
    ['Action', 'login'],
    ['Issuer', 'awsx'],
    ['Destination', 'https://console.aws.amazon.com/a?b=c&d#e'],
    ['SigninToken', 'a+b/c=&Action=x'],
  ]);
  expect(`${url}`).toBe('[redacted]');
});

const inside = { AWSX_SANDBOX: '/tmp/box' };

test('inside the sandbox credentials go to the sandbox', () => {
  const env = { ...inside, AWSX_SANDBOX_ENDPOINT: 'http://127.0.0.1:4000' };
  const url = resolveFederationUrl(resolveConsoleHosts('aws'), env);
  expect(url).toBe('http://127.0.0.1:4000/federation');
});

test.each([
  ['a sandbox elsewhere', { ...inside, AWSX_SANDBOX_ENDPOINT: 'http://192.0.2.1:4000' }],
  ['a sandbox without an address', inside],
  ['connections that prove nothing', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }],
])('they do not go to %s', (_, env) => {
  expect(() => resolveFederationUrl(resolveConsoleHosts('aws'), env)).toThrowError(
    expect.objectContaining({ code: 'endpoint_refused' }),
  );
});

test('a configured endpoint changes nothing', () => {
  const env = { AWS_ENDPOINT_URL: 'https://evil.example', AWS_ENDPOINT_URL_STS: 'https://x.test' };
  expect(resolveFederationUrl(resolveConsoleHosts('aws'), env)).toBe(
    'https://signin.aws.amazon.com/federation',
  );
});
