import { describe, expect, test } from 'vitest';
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import { resolveProfile } from '../../profiles/resolve-profile.ts';
import {
  resolveContainerAddress,
  resolveInstanceAddress,
} from '../../src/credentials/metadata-address.ts';
import type { Environment } from '../../src/ports.ts';
import { readConfig } from '../profiles/read-config.ts';

const FULL = 'AWS_CONTAINER_CREDENTIALS_FULL_URI';
const RELATIVE = 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
const ENDPOINT = 'AWS_EC2_METADATA_SERVICE_ENDPOINT';
const MODE = 'AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE';
const inSandbox = { AWSX_SANDBOX: '/tmp/s', AWSX_SANDBOX_ENDPOINT: 'http://127.0.0.1:4000' };

function codeOf(run: () => unknown): unknown {
  try {
    run();
    return 'allowed';
  } catch (error) {
    return (error as { code?: string }).code;
  }
}

describe('a container', () => {
  test.each<[Environment, string | undefined]>([
    [{}, undefined],
    [{ [RELATIVE]: '', [FULL]: '' }, undefined],
    [{ [RELATIVE]: '/a?b=c' }, 'http://169.254.170.2/a?b=c'],
    [{ [RELATIVE]: '/a', [FULL]: 'http://127.0.0.1/b' }, 'http://169.254.170.2/a'],
    [{ [FULL]: 'http://localhost:99/b' }, 'http://localhost:99/b'],
    [{ [FULL]: 'http://[fd00:ec2::23]/b' }, 'http://[fd00:ec2::23]/b'],
    [{ [FULL]: 'https://credentials.example' }, 'https://credentials.example'],
    [{ ...inSandbox, [FULL]: 'http://127.0.0.1:4000/b' }, 'http://127.0.0.1:4000/b'],
  ])('%j', (env, address) => {
    expect(resolveContainerAddress(env)?.value).toBe(address);
  });

  test.each<[Environment, string]>([
    [{ [RELATIVE]: '.evil.example/a' }, 'setting_invalid'],
    [{ [RELATIVE]: '@evil.example/a' }, 'setting_invalid'],
    [{ [FULL]: 'http://169.254.169.254/a' }, 'endpoint_refused'],
    [{ [FULL]: 'http://localhost.evil.example/a' }, 'endpoint_refused'],
    [{ [FULL]: 'http://127.0.0.1@evil.example/a' }, 'endpoint_refused'],
    [{ [FULL]: 'ftp://127.0.0.1/a' }, 'endpoint_refused'],
    [{ [FULL]: 'not a uri' }, 'endpoint_refused'],
    [
      { [FULL]: 'https://credentials.example', NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      'endpoint_refused',
    ],
    [{ ...inSandbox, [RELATIVE]: '/a' }, 'endpoint_refused'],
    [{ ...inSandbox, [FULL]: 'http://127.0.0.1:4001/b' }, 'endpoint_refused'],
  ])('%j is refused', (env, code) => {
    expect(codeOf(() => resolveContainerAddress(env))).toBe(code);
  });
});

describe('an instance', () => {
  const profileWith = (lines = ''): ResolvedProfile =>
    resolveProfile(readConfig(`[profile dev]\n${lines}\n`), 'dev');
  const endpoint = 'ec2_metadata_service_endpoint';

  // The cases of the AWS SDK for Rust's imds-tests.json, with loopback for its hosts.
  test.each<[Environment, string, string]>([
    [{}, '', 'http://169.254.169.254'],
    [{ [ENDPOINT]: 'http://localhost:456' }, '', 'http://localhost:456'],
    [{}, `${endpoint} = http://localhost:456`, 'http://localhost:456'],
    [{ [ENDPOINT]: 'http://[::1]:4' }, `${endpoint} = http://localhost:4`, 'http://[::1]:4'],
    [{ [MODE]: 'IPv4' }, '', 'http://169.254.169.254'],
    [{ [MODE]: 'ipv6' }, '', 'http://[fd00:ec2::254]'],
    [{}, `${endpoint}_mode = IPv6`, 'http://[fd00:ec2::254]'],
    [{ [MODE]: 'IPv4' }, `${endpoint}_mode = IPv6`, 'http://169.254.169.254'],
    [{ [ENDPOINT]: 'http://169.254.169.200', [MODE]: 'IPv6' }, '', 'http://169.254.169.200'],
    [{ [ENDPOINT]: 'https://metadata.example' }, '', 'https://metadata.example'],
  ])('%j %s', (env, lines, address) => {
    expect(resolveInstanceAddress(profileWith(lines), env).value).toBe(address);
  });

  test.each<[Environment, string, string]>([
    [{ [MODE]: 'error' }, '', 'setting_invalid'],
    [{ [MODE]: 'constructor' }, '', 'setting_invalid'],
    [{}, `${endpoint}_mode = IPv7`, 'setting_invalid'],
    [{ [ENDPOINT]: 'not a uri' }, '', 'endpoint_refused'],
    [{ [ENDPOINT]: 'http://metadata.example' }, '', 'endpoint_refused'],
    [{}, `${endpoint} = http://10.0.0.1`, 'endpoint_refused'],
    [inSandbox, '', 'endpoint_refused'],
  ])('%j %s is refused', (env, lines, code) => {
    expect(codeOf(() => resolveInstanceAddress(profileWith(lines), env))).toBe(code);
  });
});
