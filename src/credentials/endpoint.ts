import { resolveEndpointUrl } from '../../profiles/endpoint-url.ts';
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import { parseBoolean, parseStsRegionalEndpoints } from '../../profiles/setting-values.ts';
import type { Setting, SharedConfig } from '../../profiles/types.ts';
import { AwsxError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { checkEndpoint } from './endpoint-trust.ts';
import { type Partition, partitionOfRegion } from './partition.ts';
import { fromEnvironment } from './plan-options.ts';
import { describeOrigin } from './plan-origin.ts';
import { checkRegion, parseSetting } from './plan-values.ts';
import { createStsEndpoint, type EndpointVariant } from './sts-address.ts';
import type { Endpoint } from './types.ts';

export interface StsEndpointInput {
  readonly config: SharedConfig;
  readonly env: Environment;
  /** On whose behalf the request is made. */
  readonly profile: ResolvedProfile;
  /** Wins over the profile's own. */
  readonly region?: Setting<string> | undefined;
  /** Where to go when no region is known; without it, AWS's commercial partition. */
  readonly partition?: Partition | undefined;
  /** `--insecure-endpoint`. */
  readonly insecureEndpointAllowed: boolean;
  /** The request carries a bearer token. */
  readonly carriesToken?: boolean;
}

/**
 * Where an STS request goes and for which region it is signed: the address that the user set,
 * else AWS's own of the region.
 *
 * @throws AwsxError `endpoint_refused` for an address that must not get a signed request,
 *   `setting_invalid` and `setting_conflict` for settings that make no sense
 */
export function resolveStsEndpoint(input: StsEndpointInput): Endpoint {
  const { config, env, profile, partition, insecureEndpointAllowed, carriesToken = false } = input;
  const region = input.region ?? profile.region;
  const configured = resolveEndpointUrl({ serviceId: 'sts', profile, config, env });
  const variant = resolveVariant(profile, env);
  if (configured !== undefined) refuseVariant(configured, variant);
  const endpoint = createStsEndpoint({
    region: region && checkRegion(region).value,
    configured,
    partition: partition ?? partitionOfRegion(''),
    variant,
  });
  checkEndpoint(endpoint, { env, insecureEndpointAllowed, carriesToken });
  return endpoint;
}

function resolveVariant(profile: ResolvedProfile, env: Environment): EndpointVariant {
  const variable = <T>(name: string, parse: (text: string) => T): Setting<T> | undefined => {
    const setting = fromEnvironment(name, env);
    return setting && parseSetting(setting, parse);
  };
  const regional =
    variable('AWS_STS_REGIONAL_ENDPOINTS', parseStsRegionalEndpoints) ??
    profile.stsRegionalEndpoints;
  const fips = variable('AWS_USE_FIPS_ENDPOINT', parseBoolean) ?? profile.useFipsEndpoint;
  const dualStack =
    variable('AWS_USE_DUALSTACK_ENDPOINT', parseBoolean) ?? profile.useDualstackEndpoint;
  return {
    legacyGlobal: regional?.value === 'legacy',
    fips: fips?.value ?? false,
    dualStack: dualStack?.value ?? false,
  };
}

/** AWS's SDKs refuse the combination: the address would silently not be a FIPS one. */
function refuseVariant({ origin }: Setting<string>, { fips, dualStack }: EndpointVariant): void {
  if (!fips && !dualStack) return;
  throw new AwsxError(
    'setting_conflict',
    `an endpoint of your own (${describeOrigin(origin)}) and ${fips ? 'use_fips_endpoint' : 'use_dualstack_endpoint'} exclude each other`,
    { hint: 'set one of them' },
  );
}
