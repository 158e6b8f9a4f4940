import { parseList, parseTags } from '../../profiles/setting-values.ts';
import type { Setting } from '../../profiles/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import type { Environment } from '../ports.ts';
import { fromFlag } from './flag-setting.ts';
import { checkRegion, parseDurationSetting, parseSetting } from './plan-values.ts';
import { type LastRoleOptions, parseRoleFlags, type RoleFlags } from './role-options.ts';
import type { Tag } from './types.ts';

/** The flags that change a plan, as they stand on the command line. */
export interface PlanFlags extends RoleFlags {
  readonly duration?: string;
  readonly region?: string;
  readonly minTtl?: string;
  readonly noSession?: boolean;
  readonly insecureEndpoint?: boolean;
}

/**
 * What the command line and the environment ask of a plan. Each value carries where it comes
 * from; profiles fill in what is absent.
 */
export interface PlanOptions {
  readonly noSession: boolean;
  readonly insecureEndpointAllowed: boolean;
  readonly duration?: Setting<number>;
  readonly minTtl?: Setting<number>;
  readonly sessionDuration?: Setting<number>;
  readonly chainedSessionDuration?: Setting<number>;
  readonly roleDuration?: Setting<number>;
  /** For every profile of the chain. */
  readonly region?: Setting<string>;
  readonly mfaSerial?: Setting<string>;
  /** What the environment says for the profile that the user named, and no other. */
  readonly selected: SelectedProfileOptions;
  /** What flags say for the last role, and no other. */
  readonly last: LastRoleOptions;
}

export interface SelectedProfileOptions {
  readonly roleArn?: Setting<string>;
  readonly roleSessionName?: Setting<string>;
  readonly sessionTags?: Setting<readonly Tag[]>;
  readonly transitiveTagKeys?: Setting<readonly string[]>;
  readonly sourceIdentity?: Setting<string>;
}

/**
 * Flag before environment, under the names that aws-vault reads. An empty variable counts as
 * unset, as in AWS's SDKs.
 *
 * @throws AwsxError `invalid_argument` and `setting_invalid` for values that do not parse
 */
export function parsePlanOptions(flags: PlanFlags, env: Environment): PlanOptions {
  const variable = (name: string) => fromEnvironment(name, env);
  return dropUndefined({
    noSession: flags.noSession ?? false,
    insecureEndpointAllowed: flags.insecureEndpoint ?? false,
    duration: asDuration(fromFlag('--duration', flags.duration)),
    minTtl: asDuration(fromFlag('--min-ttl', flags.minTtl) ?? variable('AWS_MIN_TTL')),
    sessionDuration: asDuration(variable('AWS_SESSION_TOKEN_TTL')),
    chainedSessionDuration: asDuration(variable('AWS_CHAINED_SESSION_TOKEN_TTL')),
    roleDuration: asDuration(variable('AWS_ASSUME_ROLE_TTL')),
    region: chooseRegion(flags.region, env),
    mfaSerial: variable('AWS_MFA_SERIAL'),
    selected: dropUndefined({
      ...roleOverrides(flags, env),
      sessionTags: parsed(variable('AWS_SESSION_TAGS'), parseTags),
      transitiveTagKeys: parsed(variable('AWS_TRANSITIVE_TAGS'), parseList),
      sourceIdentity: variable('AWS_SOURCE_IDENTITY'),
    }),
    last: parseRoleFlags(flags),
  });
}

/**
 * The region that the user asked for, whatever a profile says.
 *
 * @throws AwsxError `setting_invalid`, `invalid_argument`
 */
export function chooseRegion(
  flag: string | undefined,
  env: Environment,
): Setting<string> | undefined {
  const region =
    fromFlag('--region', flag) ??
    fromEnvironment('AWS_REGION', env) ??
    fromEnvironment('AWS_DEFAULT_REGION', env);
  return region === undefined ? undefined : checkRegion(region);
}

/**
 * `AWS_ROLE_ARN` beside `AWS_WEB_IDENTITY_TOKEN_FILE` is what a cluster gives the SDK's default
 * chain (EKS sets them in every container); it says nothing about a profile that was named.
 * `--role-arn` wins over the variable, and the name of the session is then for its role.
 */
function roleOverrides(
  flags: PlanFlags,
  env: Environment,
): Pick<SelectedProfileOptions, 'roleArn' | 'roleSessionName'> {
  if (isWebIdentityEnvironment(env)) return {};
  return dropUndefined({
    roleArn: flags.roleArn === undefined ? fromEnvironment('AWS_ROLE_ARN', env) : undefined,
    roleSessionName: fromEnvironment('AWS_ROLE_SESSION_NAME', env),
  });
}

/** Whether the environment describes a web identity of its own. */
export function isWebIdentityEnvironment(env: Environment): boolean {
  return Boolean(env['AWS_WEB_IDENTITY_TOKEN_FILE']) && Boolean(env['AWS_ROLE_ARN']);
}

/** The setting of a variable that is set and not empty. */
export function fromEnvironment(variable: string, env: Environment): Setting<string> | undefined {
  const value = env[variable];
  if (value === undefined || value === '') return undefined;
  return { value, origin: { kind: 'environment', variable } };
}

function parsed<T>(
  setting: Setting<string> | undefined,
  parse: (text: string) => T,
): Setting<T> | undefined {
  return setting === undefined ? undefined : parseSetting(setting, parse);
}

function asDuration(setting: Setting<string> | undefined): Setting<number> | undefined {
  return setting === undefined ? undefined : parseDurationSetting(setting);
}
