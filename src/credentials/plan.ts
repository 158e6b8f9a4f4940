import { resolveChain } from '../../profiles/chain.ts';
import type { Chain } from '../../profiles/chain-types.ts';
import type { ResolvedProfile } from '../../profiles/resolve-profile.ts';
import type { Setting, SharedConfig } from '../../profiles/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { resolveMinTtl } from './durations.ts';
import { createLockName } from './fingerprint.ts';
import { createNotices } from './plan-notices.ts';
import type { PlanOptions } from './plan-options.ts';
import { describeOrigin } from './plan-origin.ts';
import { createRoleSteps } from './plan-role.ts';
import { groupProfiles, type PlanScope } from './plan-scope.ts';
import { createSessionStep, decideSession } from './plan-session.ts';
import { findShadows } from './plan-shadows.ts';
import { createSourceStep } from './plan-source.ts';
import { checkRegion } from './plan-values.ts';
import type { BaseCredentialRecord, Plan } from './types.ts';

export interface PlanInput {
  readonly config: SharedConfig;
  /** The profile that the user named. */
  readonly profile: string;
  readonly options: PlanOptions;
  readonly env: Environment;
  /** What the vault's index knows. */
  readonly baseCredentials: readonly BaseCredentialRecord[];
}

/**
 * The steps from a source of credentials to those of a profile: which calls, signed with what,
 * for how long and with which device. Pure: touches no secret, no file and no network.
 *
 * @throws AwsxError as resolving the chain does (`config_invalid`, `profile_not_found`,
 *   `profile_cycle`, `profile_incomplete`, `setting_conflict`), and `setting_invalid`,
 *   `duration_out_of_range`, `endpoint_refused`, `not_supported` for what AWS would refuse
 */
export function createPlan(input: PlanInput): Plan {
  const { config, options, env, baseCredentials } = input;
  const chain = resolvePlanChain(input);
  const scope: PlanScope = { config, options, env, selected: chain.selected };
  refuseNarrowing(chain);
  const source = createSourceStep(chain.source, scope, baseCredentials);
  const profiles = groupProfiles(chain);
  const decision = decideSession(source, profiles, scope);
  const session = decision.use ? createSessionStep(source, profiles, scope) : undefined;
  const roles = createRoleSteps({ source, session }, profiles, scope);
  const steps: Plan['steps'] = [source, ...(session ? [session] : []), ...roles];
  return {
    profile: input.profile,
    steps,
    ...dropUndefined({ region: resolveRegion(scope) }),
    ...(decision.use ? {} : { withoutSessionBecause: decision.because }),
    lockName: createLockName(source),
    minTtlSeconds: resolveMinTtl(options, roles.at(-1) ?? session ?? source),
    notices: createNotices(chain.source, steps),
    shadows: findShadows(chain, scope),
  };
}

/** What the child gets: like AWS's SDKs, only what is said about the profile itself. */
function resolveRegion({ options, selected }: PlanScope): Setting<string> | undefined {
  const region = options.region ?? selected.region;
  return region && checkRegion(region);
}

function resolvePlanChain({ config, profile, options, baseCredentials }: PlanInput): Chain {
  const known = new Set(baseCredentials.map((record) => record.profile));
  const { roleArn } = options.selected;
  try {
    return resolveChain(config, profile, {
      hasBaseCredential: (name) => known.has(name),
      ...dropUndefined({ roleArn }),
    });
  } catch (error) {
    throw roleArn === undefined ? error : explainOverride(error);
  }
}

/** Few remember that their environment gives every profile a role. */
function explainOverride(error: unknown): unknown {
  if (!isAwsxError(error) || error.code !== 'profile_incomplete') return error;
  const hint =
    'AWS_ROLE_ARN in the environment gives the profile a role: unset it if it should not';
  return new AwsxError(error.code, error.message, { hint, cause: error });
}

/** To ignore what should narrow a session would hand out more than was asked for. */
function refuseNarrowing({ source, links }: Chain): void {
  for (const { profile } of [source, ...links]) {
    const setting = narrowingOf(profile);
    if (setting === undefined) continue;
    throw new AwsxError(
      'not_supported',
      `profile "${printable(profile.name)}" narrows its session (${describeOrigin(setting.origin)}), which this version of awsx cannot do`,
      { hint: 'remove the key, or use a role that may do less' },
    );
  }
}

function narrowingOf(profile: ResolvedProfile): Setting<unknown> | undefined {
  return profile.policy ?? profile.policyArns;
}
