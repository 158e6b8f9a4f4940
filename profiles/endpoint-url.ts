import { AwsxError } from '../src/errors.ts';
import type { Environment } from '../src/ports.ts';
import { quoted } from './describe.ts';
import { place } from './profile-errors.ts';
import type { ResolvedProfile } from './resolve-profile.ts';
import type { Property, Setting, SharedConfig } from './types.ts';

export interface EndpointUrlInput {
  /** AWS's service id, such as `sts` or `SSO OIDC`; case, spaces and dashes do not matter. */
  readonly serviceId: string;
  readonly profile: ResolvedProfile;
  readonly config: SharedConfig;
  readonly env: Environment;
  /** An address given on the command line; nothing overrides it. */
  readonly explicit?: Setting<string>;
}

/**
 * The address that the user set for a service, by AWS's rules: explicit, then
 * AWS_ENDPOINT_URL_<SERVICE>, AWS_ENDPOINT_URL, the profile's services section, its endpoint_url
 * (docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html). Undefined when there is
 * none, or when AWS_IGNORE_CONFIGURED_ENDPOINT_URLS or its key in the profile says so.
 *
 * @throws AwsxError `setting_invalid` for a services section that does not exist and a variable
 * that is neither true nor false
 */
export function resolveEndpointUrl(input: EndpointUrlInput): Setting<string> | undefined {
  const { explicit, env, profile } = input;
  if (explicit !== undefined) return explicit;
  if (ignoresConfigured(profile, env)) return undefined;
  const service = input.serviceId.toLowerCase().replace(/[ -]/g, '_');
  return (
    fromVariable(env, `AWS_ENDPOINT_URL_${service.toUpperCase()}`) ??
    fromVariable(env, 'AWS_ENDPOINT_URL') ??
    fromServices(input, service) ??
    profile.endpointUrl
  );
}

function ignoresConfigured(profile: ResolvedProfile, env: Environment): boolean {
  const variable = 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS';
  const setting = fromVariable(env, variable);
  if (setting === undefined) return profile.ignoreConfiguredEndpointUrls?.value ?? false;
  const value = setting.value.toLowerCase();
  if (value === 'true' || value === 'false') return value === 'true';
  throw new AwsxError(
    'setting_invalid',
    `${variable} is neither true nor false: ${quoted(setting.value)}`,
  );
}

function fromVariable(env: Environment, variable: string): Setting<string> | undefined {
  const value = env[variable];
  if (value === undefined || value === '') return undefined;
  return { value, origin: { kind: 'environment', variable } };
}

function fromServices(input: EndpointUrlInput, service: string): Setting<string> | undefined {
  const { config, profile } = input;
  if (profile.services === undefined) return undefined;
  const { value: name, origin } = profile.services;
  const section = config.services.get(name);
  if (section === undefined) {
    throw new AwsxError(
      'setting_invalid',
      `profile ${quoted(profile.name)} names a services section that does not exist: ${quoted(name)}${place(origin)}`,
      { hint: `add a section [services ${name}], or remove the key` },
    );
  }
  const nested = section.properties.get(service)?.nested ?? new Map<string, Property>();
  const property = [...nested.values()].findLast(
    ({ name }) => name.toLowerCase() === 'endpoint_url',
  );
  if (property === undefined || property.value === '') return undefined;
  const { key, location, value } = property;
  return { value, origin: { kind: 'file', location, key, profile: profile.name } };
}
