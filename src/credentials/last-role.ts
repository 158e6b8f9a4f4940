import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { Setting } from '../../profiles/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { partitionOfArn, partitionOfRegion } from './partition.ts';
import type { PlanOptions } from './plan-options.ts';
import type { PlanProfiles } from './plan-scope.ts';

/** `123456789012:admin`; the role's name may have a path before it. */
const SHORT_ROLE = /^(\d{12}):([^:]+)$/;

/**
 * Adds the role of `--role-arn` behind those of the profile. It is the profile's own in region and
 * endpoint, and in nothing that is about another role: no tags, no policy, no duration.
 */
export function addRoleOfFlag(
  profiles: PlanProfiles,
  selected: ResolvedProfile,
  options: PlanOptions,
): PlanProfiles {
  const { roleArn } = options.last;
  if (roleArn === undefined) return profiles;
  const { source, roles } = profiles;
  const profile: ResolvedProfile = {
    name: selected.name,
    scopes: selected.scopes,
    ...dropUndefined({
      location: selected.location,
      region: selected.region,
      endpointUrl: selected.endpointUrl,
      services: selected.services,
      ignoreConfiguredEndpointUrls: selected.ignoreConfiguredEndpointUrls,
      stsRegionalEndpoints: selected.stsRegionalEndpoints,
      useFipsEndpoint: selected.useFipsEndpoint,
      useDualstackEndpoint: selected.useDualstackEndpoint,
      // A device belongs to the user of the key: a role has none.
      ...(roles.length === 0 ? { mfaSerial: source.mfaSerial, mfaProcess: source.mfaProcess } : {}),
    }),
  };
  const arn = expandRole(roleArn, partitionOf(profiles, selected, options));
  return { source, roles: [...roles, { profile, roleArn: arn, isAdded: true }] };
}

function expandRole({ value, origin }: Setting<string>, partition: string): Setting<string> {
  const [, accountId, roleName] = SHORT_ROLE.exec(value) ?? [];
  if (accountId === undefined) return { value, origin };
  return { value: `arn:${partition}:iam::${accountId}:role/${roleName}`, origin };
}

/** As the ARNs on the way tell, else the region. */
function partitionOf(
  { source, roles }: PlanProfiles,
  selected: ResolvedProfile,
  options: PlanOptions,
): string {
  const arn = roles.at(-1)?.roleArn.value ?? source.mfaSerial?.value ?? '';
  const region = options.region ?? selected.region;
  return (partitionOfArn(arn) ?? partitionOfRegion(region?.value ?? '')).name;
}
