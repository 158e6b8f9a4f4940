import { describe, expect, test } from 'vitest';
import { emptyProfile, resolveProfile } from '../../profiles/resolve-profile.ts';
import { resolveStsEndpoint } from '../../src/credentials/endpoint.ts';
import { partitionOfRegion } from '../../src/credentials/partition.ts';
import type { Environment } from '../../src/ports.ts';
import { readConfig } from '../profiles/read-config.ts';

function resolve(lines: string, env: Environment = {}, insecureEndpointAllowed = false) {
  const config = readConfig(`[profile dev]\n${lines}\n`);
  const profile = resolveProfile(config, 'dev');
  return resolveStsEndpoint({ config, env, profile, insecureEndpointAllowed });
}

test('a profile that only the vault knows goes to the default region', () => {
  const base = { config: readConfig(''), env: {}, profile: emptyProfile('new') };
  expect(resolveStsEndpoint({ ...base, insecureEndpointAllowed: false })).toEqual({
    url: 'https://sts.us-east-1.amazonaws.com',
    signingRegion: 'us-east-1',
  });
  const partition = partitionOfRegion('cn-north-1');
  expect(resolveStsEndpoint({ ...base, partition, insecureEndpointAllowed: false }).url).toBe(
    'https://sts.cn-northwest-1.amazonaws.com.cn',
  );
});

test.each([
  ['region = eu-west-1', {}, 'https://sts.eu-west-1.amazonaws.com'],
  ['region = us-east-1\nuse_fips_endpoint = true', {}, 'https://sts-fips.us-east-1.amazonaws.com'],
  [
    'use_fips_endpoint = true',
    { AWS_USE_FIPS_ENDPOINT: 'false' },
    'https://sts.us-east-1.amazonaws.com',
  ],
  ['use_dualstack_endpoint = true', {}, 'https://sts.us-east-1.api.aws'],
  ['', { AWS_USE_DUALSTACK_ENDPOINT: 'true' }, 'https://sts.us-east-1.api.aws'],
  ['', { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' }, 'http://127.0.0.1:1'],
  [
    '',
    { AWS_ENDPOINT_URL: 'http://127.0.0.1:1', AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:2' },
    'http://127.0.0.1:2',
  ],
  ['endpoint_url = https://sts.corp.example', {}, 'https://sts.corp.example'],
  [
    'endpoint_url = https://sts.corp.example',
    { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
    'https://sts.us-east-1.amazonaws.com',
  ],
])('%s with %j', (lines, env, url) => {
  expect(resolve(lines, env).url).toBe(url);
});

test('an address of the user carries its origin', () => {
  expect(resolve('region = eu-west-1\nendpoint_url = https://sts.corp.example')).toEqual({
    url: 'https://sts.corp.example',
    signingRegion: 'eu-west-1',
    configured: {
      value: 'https://sts.corp.example',
      origin: {
        kind: 'file',
        key: 'endpoint_url',
        profile: 'dev',
        location: { file: '/home/jo/.aws/config', line: 3 },
      },
    },
  });
});

describe('what must not get a signed request', () => {
  test('a foreign host from the environment, without --insecure-endpoint', () => {
    const env = { AWS_ENDPOINT_URL: 'https://sts.evil.example' };
    expect(() => resolve('', env)).toThrow(expect.objectContaining({ code: 'endpoint_refused' }));
    expect(resolve('', env, true).url).toBe('https://sts.evil.example');
  });

  test.each(['use_fips_endpoint', 'use_dualstack_endpoint'])('an address beside %s', (key) => {
    expect(() => resolve(`${key} = true\nendpoint_url = https://sts.corp.example`)).toThrow(
      expect.objectContaining({
        code: 'setting_conflict',
        message: `an endpoint of your own (endpoint_url at /home/jo/.aws/config:3) and ${key} exclude each other`,
      }),
    );
  });
});
