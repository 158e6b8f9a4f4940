import { describe, expect, test } from 'vitest';
import { resolveEndpointUrl } from '../../profiles/endpoint-url.ts';
import { resolveProfile } from '../../profiles/resolve-profile.ts';
import { CONFIG_FILE, readConfig } from './read-config.ts';

function resolve(text: string, env: Readonly<Record<string, string>> = {}, serviceId = 'sts') {
  const config = readConfig(`[profile a]\n${text}`);
  return resolveEndpointUrl({ serviceId, profile: resolveProfile(config, 'a'), config, env });
}

describe('a configured endpoint', () => {
  test('says where it stands', () => {
    expect(resolve('services = s\n[services s]\nSTS =\n  ENDPOINT_URL = http://x\n')).toEqual({
      value: 'http://x',
      origin: {
        kind: 'file',
        location: { file: CONFIG_FILE, line: 5 },
        key: 'ENDPOINT_URL',
        profile: 'a',
      },
    });
    expect(resolve('', { AWS_ENDPOINT_URL: 'http://e' })?.origin).toEqual({
      kind: 'environment',
      variable: 'AWS_ENDPOINT_URL',
    });
  });

  test.each([
    ['awsx_endpoint_url = http://x', {}, 'sts', 'http://x'],
    ['', { AWS_ENDPOINT_URL_SSO_OIDC: 'http://o' }, 'SSO OIDC', 'http://o'],
    ['', { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_STS: '' }, 'sts', undefined],
    [
      'ignore_configured_endpoint_urls = true\nendpoint_url = http://x',
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
      'sts',
      'http://x',
    ],
    ['services = s\nendpoint_url = http://x\n[services s]\nsts = flat', {}, 'sts', 'http://x'],
    ['services = s\n[services s]\nsts =\n endpoint_url =', {}, 'sts', undefined],
    ['services = typo', { AWS_ENDPOINT_URL_STS: 'http://e' }, 'sts', 'http://e'],
  ])('%j with %j for %s is %s', (text, env, serviceId, expected) => {
    expect(resolve(text, env, serviceId)?.value).toBe(expected);
  });

  test.each([
    ['services = typo', {}, `services section that does not exist: "typo" (${CONFIG_FILE}:2)`],
    ['', { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'yes' }, 'neither true nor false: "yes"'],
  ])('%j with %j is an error', (text, env, message) => {
    expect(() => resolve(text, env)).toThrowError(
      expect.objectContaining({
        code: 'setting_invalid',
        message: expect.stringContaining(message),
      }),
    );
  });
});
