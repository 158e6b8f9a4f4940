import { AwsxError } from '../src/errors.ts';
import type { ChainSource } from './chain-types.ts';
import { describeLocation, quoted } from './describe.ts';
import { place } from './profile-errors.ts';
import type { ResolvedProfile } from './resolve-profile.ts';
import { parseList } from './setting-values.ts';
import type { Section, Setting, SharedConfig } from './types.ts';

/**
 * A profile's IAM Identity Center role. The values of the sso-session section win over those in
 * the profile. A session without account and role is enough to sign in, so it resolves.
 *
 * @throws AwsxError `profile_incomplete` when a part is missing, `setting_invalid` when the
 * sso-session section does not exist
 */
export function resolveSso(
  config: SharedConfig,
  profile: ResolvedProfile,
): ChainSource | undefined {
  const { ssoSession, ssoAccountId: accountId, ssoRoleName: roleName } = profile;
  const isSso = ssoSession ?? profile.ssoStartUrl ?? accountId ?? roleName;
  if (isSso === undefined) return undefined;
  checkAccountAndRole(profile);
  const section = ssoSession && findSession(config, profile, ssoSession);
  const startUrl = fromSection(section, 'sso_start_url') ?? profile.ssoStartUrl;
  const ssoRegion = fromSection(section, 'sso_region') ?? profile.ssoRegion;
  const registrationScopes =
    listFromSection(section, 'sso_registration_scopes') ?? profile.ssoRegistrationScopes;
  if (startUrl === undefined) throw lacks(profile, 'sso_start_url', section);
  if (ssoRegion === undefined) throw lacks(profile, 'sso_region', section);
  return {
    kind: 'sso',
    profile,
    ...(ssoSession && { ssoSession }),
    startUrl,
    ssoRegion,
    ...(registrationScopes && { registrationScopes }),
    ...(accountId && { accountId }),
    ...(roleName && { roleName }),
  };
}

function checkAccountAndRole(profile: ResolvedProfile): void {
  const { ssoSession, ssoAccountId, ssoRoleName } = profile;
  const mayLackBoth = ssoSession !== undefined && (ssoAccountId ?? ssoRoleName) === undefined;
  if (mayLackBoth) return;
  if (ssoAccountId === undefined) throw lacks(profile, 'sso_account_id');
  if (ssoRoleName === undefined) throw lacks(profile, 'sso_role_name');
}

function findSession(
  config: SharedConfig,
  profile: ResolvedProfile,
  { value, origin }: Setting<string>,
): Section {
  const section = config.ssoSessions.get(value);
  if (section !== undefined) return section;
  throw new AwsxError(
    'setting_invalid',
    `profile ${quoted(profile.name)} names an sso-session that does not exist: ${quoted(value)}${place(origin)}`,
    { hint: `add a section [sso-session ${value}] with sso_start_url and sso_region` },
  );
}

function fromSection(section: Section | undefined, key: string): Setting<string> | undefined {
  const property = section?.properties.get(key);
  if (section === undefined || property === undefined || property.value === '') return undefined;
  const { location, value } = property;
  return { value, origin: { kind: 'file', location, key: property.key, profile: section.name } };
}

function listFromSection(
  section: Section | undefined,
  key: string,
): Setting<readonly string[]> | undefined {
  const setting = fromSection(section, key);
  return setting && { value: parseList(setting.value), origin: setting.origin };
}

function lacks(profile: ResolvedProfile, key: string, section?: Section): AwsxError {
  const start = section?.locations[0];
  const owner = start
    ? `sso-session ${quoted(section.name)} (${describeLocation(start)})`
    : `profile ${quoted(profile.name)}`;
  return new AwsxError('profile_incomplete', `${owner} is missing ${key}`, {
    hint: `IAM Identity Center needs ${key}: run aws configure sso, or add it`,
  });
}
