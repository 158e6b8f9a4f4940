import type { Chain } from '../../profiles/chain-types.ts';
import { type ResolvedProfile, resolveProfile } from '../../profiles/resolve-profile.ts';
import type { Setting } from '../../profiles/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { printable } from '../printable.ts';
import { isWebIdentityEnvironment } from './plan-options.ts';
import { describeOrigin } from './plan-origin.ts';
import type { PlanScope } from './plan-scope.ts';
import type { LastRoleOptions } from './role-options.ts';
import type { Shadow } from './types.ts';

/** Credentials that SDKs would take from the environment, were no profile named. */
const CREDENTIAL_VARIABLES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
];

/** Everything of the same meaning that lost: in the profiles, then in the environment. */
export function findShadows(chain: Chain, scope: PlanScope): readonly Shadow[] {
  return [...chain.shadowed, ...shadowedSettings(chain, scope), ...shadowedVariables(chain, scope)];
}

/** Settings of the profiles that a flag or a variable overrides with another value. */
function shadowedSettings(chain: Chain, scope: PlanScope): readonly Shadow[] {
  const { options, selected, named, last, config } = scope;
  const profiles = [...new Set([chain.source.profile, ...chain.links.map((link) => link.profile)])];
  const roles = chain.links.filter(({ kind }) => kind === 'role').map((link) => link.profile);
  const ownRole = options.selected.roleArn && config.profiles.has(selected.name);
  return [
    ...profiles.flatMap(({ region }) => hidden(region, options.region)),
    ...profiles.flatMap(({ mfaSerial }) => hidden(mfaSerial, options.mfaSerial)),
    ...roles.flatMap(({ durationSeconds }) =>
      hidden(durationSeconds, options.duration ?? options.roleDuration),
    ),
    ...(ownRole
      ? hidden(resolveProfile(config, selected.name).roleArn, options.selected.roleArn)
      : []),
    ...hidden(named.sessionTags, options.selected.sessionTags),
    ...hidden(named.transitiveSessionTags, options.selected.transitiveTagKeys),
    ...[...new Set([named, last])].flatMap((profile) => shadowedIdentity(profile, scope)),
  ];
}

function shadowedIdentity(
  profile: ResolvedProfile,
  { options, named, last }: PlanScope,
): readonly Shadow[] {
  const variables = profile === named ? options.selected : {};
  const flags = profile === last ? options.last : {};
  const by: Partial<LastRoleOptions> = { ...variables, ...flags };
  return [
    ...hidden(profile.sessionName ?? profile.roleSessionName, by.roleSessionName),
    ...hidden(profile.sourceIdentity, by.sourceIdentity),
    ...hidden(profile.externalId, by.externalId),
  ];
}

function hidden(
  setting: Setting<unknown> | undefined,
  by: Setting<unknown> | undefined,
): readonly Shadow[] {
  if (setting === undefined || by === undefined || setting.origin.kind !== 'file') return [];
  if (setting.value === by.value) return [];
  const { key, profile, location } = setting.origin;
  const what = `${printable(key)} in profile "${printable(profile)}"`;
  return [{ what, location, by: describeOrigin(by.origin) }];
}

function shadowedVariables(
  { source }: Chain,
  { env, selected, options }: PlanScope,
): readonly Shadow[] {
  // The variables of the environment are the source then, and whichever the SDK takes.
  if (source.kind === 'credential-source') return [];
  const unused = CREDENTIAL_VARIABLES.filter((name) => Boolean(env[name]));
  const isReplaced = options.last.roleArn !== undefined && Boolean(env['AWS_ROLE_ARN']);
  if (isReplaced || isWebIdentityEnvironment(env)) unused.push('AWS_ROLE_ARN');
  const profile = env['AWS_PROFILE'];
  if (profile && profile !== selected.name) unused.push('AWS_PROFILE');
  const by = `profile "${printable(selected.name)}"`;
  return unused.map((name) => dropUndefined({ what: `${name} in the environment`, by }));
}
