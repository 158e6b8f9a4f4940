import type { Chain } from '../../profiles/chain-types.ts';
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { Setting, SharedConfig } from '../../profiles/types.ts';
import type { Environment } from '../ports.ts';
import { resolveAskedRoleDuration } from './durations.ts';
import { resolveStsEndpoint, type StsEndpointInput } from './endpoint.ts';
import { partitionOfArn } from './partition.ts';
import type { NarrowingRequests, ReadPolicyFile } from './plan-narrowing.ts';
import type { PlanOptions } from './plan-options.ts';
import { checkMfaSerial } from './plan-values.ts';
import type { Endpoint } from './types.ts';

/** What every step of one plan is made from. */
export interface PlanScope {
  readonly config: SharedConfig;
  readonly options: PlanOptions;
  readonly env: Environment;
  readonly selected: ResolvedProfile;
  /** Whose role the environment's settings are for: the selected one, or that of `--role-arn`. */
  readonly named: ResolvedProfile;
  /** Whose role the flags are for: the last that is assumed, or else the source. */
  readonly last: ResolvedProfile;
  readonly narrowing: NarrowingRequests;
  readonly readPolicyFile: ReadPolicyFile;
}

/** A profile whose role the plan assumes. */
export interface RoleLink {
  readonly profile: ResolvedProfile;
  readonly roleArn: Setting<string>;
  /** By `--role-arn`: no profile has it. */
  readonly isAdded?: true;
}

/** The profiles of a chain as the plan sees them: profiles that only point at another add no step. */
export interface PlanProfiles {
  /**
   * The source's own profile, with what the profiles that only point at it say otherwise: one set
   * of credentials under several names, of which the last word counts.
   */
  readonly source: ResolvedProfile;
  /** In the order of the calls. The first may be the source's own profile. */
  readonly roles: readonly RoleLink[];
}

/** Sorts the links of a chain. */
export function groupProfiles({ source, links }: Chain): PlanProfiles {
  const firstRole = links.findIndex(({ kind }) => kind === 'role');
  const aliases = links.slice(0, firstRole < 0 ? links.length : firstRole);
  return {
    source: Object.assign({}, source.profile, ...aliases.map(({ profile }) => profile), {
      name: source.profile.name,
    }),
    roles: links.filter((link) => link.kind === 'role'),
  };
}

/** The MFA device: `AWS_MFA_SERIAL` for every profile of the chain, else the profile's own. */
export function resolveDevice(
  profile: ResolvedProfile,
  { options }: PlanScope,
): Setting<string> | undefined {
  const serial = options.mfaSerial ?? profile.mfaSerial;
  return serial && checkMfaSerial(serial);
}

/** How long a role's session was asked to last. */
export function askedDuration({ profile }: RoleLink, { options }: PlanScope): Setting<number> {
  return resolveAskedRoleDuration(profile.durationSeconds, options);
}

/**
 * The endpoint of a call on behalf of a profile, in its own region or else in that of the
 * selected one. Without any, an ARN tells at least the partition.
 */
export function resolveEndpoint(
  profile: ResolvedProfile,
  scope: PlanScope,
  arn: string | undefined,
): Endpoint {
  return resolveStsEndpoint(describeCall(profile, scope, arn));
}

/** The endpoint of a call that carries a bearer token in place of a signature. */
export function resolveTokenEndpoint(
  profile: ResolvedProfile,
  scope: PlanScope,
  arn: string,
): Endpoint {
  return resolveStsEndpoint({ ...describeCall(profile, scope, arn), carriesToken: true });
}

function describeCall(
  profile: ResolvedProfile,
  { config, env, options, selected }: PlanScope,
  arn: string | undefined,
): StsEndpointInput {
  return {
    config,
    env,
    profile,
    region: options.region ?? profile.region ?? selected.region,
    partition: arn === undefined ? undefined : partitionOfArn(arn),
    insecureEndpointAllowed: options.insecureEndpointAllowed,
  };
}
