import { describe, expect, test } from 'vitest';
import { resolveEndpointUrl } from '../../profiles/endpoint-url.ts';
import { resolveProfile } from '../../profiles/resolve-profile.ts';
import type { Setting } from '../../profiles/types.ts';
import suites from '../vectors/config-parser/endpoint-url-profile-tests.json' with { type: 'json' };
import { readConfig } from './read-config.ts';

type Values = Readonly<Record<string, string>>;

interface Suite {
  readonly profiles: Readonly<Record<string, Values>>;
  readonly services: Readonly<Record<string, Readonly<Record<string, Values>>>>;
  readonly client_configs: Readonly<Record<string, ClientConfig>>;
  readonly environments: Readonly<Record<string, Values>>;
  readonly endpointUrlTests: readonly Case[];
}

interface ClientConfig {
  readonly endpoint_url?: string;
  readonly ignore_configured_endpoint_urls?: boolean;
}

interface Case {
  readonly name: string;
  readonly profile: string;
  readonly client_config: string;
  readonly environment: string;
  readonly service: string;
  readonly output: { readonly endpointUrl: string };
}

const suite = suites.testSuites[0] as unknown as Suite;
const config = readConfig(writtenConfig());

describe("AWS's rules for configured endpoints", () => {
  test('there are 39 cases', () => {
    expect(suite.endpointUrlTests).toHaveLength(39);
  });

  test.each(suite.endpointUrlTests)('$name', (each) => {
    const client = suite.client_configs[each.client_config] ?? {};
    const region = suite.profiles[each.profile]?.['region'];
    const url = resolveEndpointUrl({
      serviceId: each.service,
      profile: resolveProfile(config, each.profile),
      config,
      env: environment(each.environment, client),
      ...(client.endpoint_url && { explicit: fromFlag(client.endpoint_url) }),
    });
    const awsOwn = `https://${each.service}.${region}.amazonaws.com`;
    expect(url?.value ?? awsOwn).toBe(each.output.endpointUrl);
  });
});

/** awsx has no option of a client object; the variable has the same meaning. */
function environment(name: string, client: ClientConfig): Values {
  const ignore = client.ignore_configured_endpoint_urls;
  return {
    ...suite.environments[name],
    ...(ignore && { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' }),
  };
}

function fromFlag(value: string): Setting<string> {
  return { value, origin: { kind: 'flag', flag: '--endpoint-url' } };
}

function writtenConfig(): string {
  const profiles = Object.entries(suite.profiles).flatMap(([name, values]) => [
    `[profile ${name}]`,
    ...Object.entries(values).map(([key, value]) => `${key} = ${value}`),
  ]);
  const services = Object.entries(suite.services).flatMap(([name, ids]) => [
    `[services ${name}]`,
    ...Object.entries(ids).flatMap(([id, values]) => [
      `${id} =`,
      ...Object.entries(values).map(([key, value]) => `  ${key} = ${value}`),
    ]),
  ]);
  return [...profiles, ...services].join('\n');
}
