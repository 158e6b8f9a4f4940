import { type ChainStep, decideStep } from './chain-step.ts';
import type { Chain, ChainLink, Shadowed } from './chain-types.ts';
import { assertUsable, type CycleStep, profileCycle, profileNotFound } from './profile-errors.ts';
import { emptyProfile, type ResolvedProfile, resolveProfile } from './resolve-profile.ts';
import { findShadowed } from './shadowed.ts';
import type { Setting, SharedConfig } from './types.ts';

export interface ChainOptions {
  /** Whether the vault's index has a base credential under a profile's name. */
  readonly hasBaseCredential: (profile: string) => boolean;
  /** A role for the selected profile in place of its own (`AWS_ROLE_ARN`). */
  readonly roleArn?: Setting<string>;
}

/**
 * Follows a profile to the source of its credentials. Pure: reads no secret and runs nothing.
 * A profile that only the vault knows is a chain by itself.
 *
 * @throws AwsxError `config_invalid`, `profile_not_found`, `profile_cycle`, `profile_incomplete`,
 * `setting_invalid`, `setting_conflict`; each names the profile and, where there is one, the line
 */
export function resolveChain(config: SharedConfig, name: string, options: ChainOptions): Chain {
  assertUsable(config);
  const selected = withRole(findProfile(config, name, options), options.roleArn);
  const links: ChainLink[] = [];
  const shadowed: Shadowed[] = [];
  const trail: CycleStep[] = [];
  let profile = selected;
  for (;;) {
    const hasBaseCredential = options.hasBaseCredential(profile.name);
    const input = { config, profile, hasBaseCredential, isSelected: trail.length === 0 };
    const step = decideStep(input);
    shadowed.push(...findShadowed(input, step));
    links.push(...linkOf(profile, step));
    const { next } = step;
    if (next.kind === 'source') {
      return { selected, source: next.source, links: links.reverse(), shadowed };
    }
    trail.push({ profile: profile.name, origin: next.setting.origin });
    const repeated = trail.findIndex((passed) => passed.profile === next.setting.value);
    if (repeated !== -1) throw profileCycle(trail.slice(repeated));
    const reference = { key: next.key, profile: profile.name, origin: next.setting.origin };
    profile = findProfile(config, next.setting.value, options, reference);
  }
}

function findProfile(
  config: SharedConfig,
  name: string,
  { hasBaseCredential }: ChainOptions,
  reference?: Parameters<typeof profileNotFound>[2],
): ResolvedProfile {
  if (config.profiles.has(name)) return resolveProfile(config, name);
  if (hasBaseCredential(name)) return emptyProfile(name);
  throw profileNotFound(config, name, reference);
}

function withRole(profile: ResolvedProfile, roleArn: Setting<string> | undefined): ResolvedProfile {
  return roleArn === undefined ? profile : { ...profile, roleArn };
}

function linkOf(profile: ResolvedProfile, { roleArn, next }: ChainStep): readonly ChainLink[] {
  if (roleArn !== undefined) return [{ kind: 'role', profile, roleArn }];
  return next.kind === 'profile' ? [{ kind: 'alias', profile }] : [];
}
