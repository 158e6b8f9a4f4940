import { parseAwsxCall } from './awsx-call.ts';
import { type OwnSetting, type OwnSettings, readOwnSettings } from './own-settings.ts';
import { assertUsable, type CycleStep, profileCycle, profileNotFound } from './profile-errors.ts';
import type { ProfileSettings } from './settings.ts';
import type { Location, Section, Setting, SharedConfig } from './types.ts';

/** A profile with its settings, typed, each with where it comes from. */
export interface ResolvedProfile extends ProfileSettings {
  readonly name: string;
  /** Where its first section starts; absent for a profile that only the vault knows. */
  readonly location?: Location;
  /** The `awsx_scope_NAME` settings by NAME. */
  readonly scopes: ReadonlyMap<string, Setting<string>>;
}

/**
 * Resolves a profile's settings: its own, and for blanks those of the profile that
 * `include_profile` names, and so on. Nothing is inherited from `[default]`, and never the keys
 * of an account.
 *
 * @throws AwsxError `config_invalid` for a configuration with errors, `profile_not_found`,
 * `profile_cycle` for a loop of `include_profile`, `setting_invalid`, `setting_conflict`
 */
export function resolveProfile(config: SharedConfig, name: string): ResolvedProfile {
  assertUsable(config);
  const section = config.profiles.get(name);
  if (section === undefined) throw profileNotFound(config, name);
  return resolveSection(config, section);
}

/** The same for a profile of a configuration that is known to be usable. */
export function resolveSection(config: SharedConfig, section: Section): ResolvedProfile {
  const { settings, scopes } = withIncluded(config, section, []);
  const [location] = section.locations;
  const { name } = section;
  const profile: ResolvedProfile = location ? { name, location, scopes } : { name, scopes };
  // Each value was parsed by the definition of its own name.
  const values = profile as unknown as Record<keyof ProfileSettings, Setting<unknown>>;
  for (const [key, own] of settings) values[key] = own.setting;
  return profile;
}

/** A profile without a section, known by its base credential in the vault. */
export function emptyProfile(name: string): ResolvedProfile {
  return { name, scopes: new Map() };
}

function withIncluded(
  config: SharedConfig,
  section: Section,
  trail: readonly CycleStep[],
): OwnSettings {
  const own = readOwnSettings(section);
  const include = own.settings.get('includeProfile')?.setting as Setting<string> | undefined;
  if (include === undefined) return own;
  const steps = [...trail, { profile: section.name, origin: include.origin }];
  const repeated = steps.findIndex(({ profile }) => profile === include.value);
  if (repeated !== -1) throw profileCycle(steps.slice(repeated));
  const included = config.profiles.get(include.value);
  if (included === undefined) {
    const { origin } = include;
    const reference = { key: 'include_profile', profile: section.name, origin };
    throw profileNotFound(config, include.value, reference);
  }
  return fillBlanks(own, withIncluded(config, included, steps), included.name);
}

function fillBlanks(own: OwnSettings, included: OwnSettings, includedName: string): OwnSettings {
  const inherited = [...included.settings].filter(
    ([, { definition, setting }]) => definition.inherited && !isLink(setting, includedName),
  );
  return {
    settings: new Map<keyof ProfileSettings, OwnSetting>([...inherited, ...own.settings]),
    scopes: new Map([...included.scopes, ...own.scopes]),
  };
}

/** A command that only sends other tools to awsx for the included profile. */
function isLink({ value, origin }: Setting<unknown>, profile: string): boolean {
  if (origin.kind !== 'file' || origin.key.toLowerCase() !== 'credential_process') return false;
  return typeof value === 'string' && parseAwsxCall(value) === profile;
}
