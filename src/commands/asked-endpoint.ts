import { emptyProfile, resolveProfile } from '../../profiles/resolve-profile.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { resolveStsEndpoint } from '../credentials/endpoint.ts';
import { chooseRegion } from '../credentials/plan-options.ts';
import type { Endpoint } from '../credentials/types.ts';
import type { Environment } from '../ports.ts';
import { booleanFlag, type Invocation, stringFlag } from './invocation.ts';

export interface EndpointRequest {
  readonly config: SharedConfig;
  /** May be known to the vault alone. */
  readonly profile: string;
  readonly invocation: Invocation;
  readonly env: Environment;
}

/**
 * Where STS is asked for a profile outside a plan, as the flags of the command line say.
 *
 * @throws AwsxError as `resolveProfile` and `resolveStsEndpoint` do
 */
export function resolveAskedEndpoint({
  config,
  profile: name,
  invocation,
  env,
}: EndpointRequest): Endpoint {
  return resolveStsEndpoint({
    config,
    env,
    profile: config.profiles.has(name) ? resolveProfile(config, name) : emptyProfile(name),
    region: chooseRegion(stringFlag(invocation, 'region'), env),
    insecureEndpointAllowed: booleanFlag(invocation, 'insecure-endpoint'),
  });
}
