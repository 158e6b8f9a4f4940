import { resolveChain } from '../../profiles/chain.ts';
import type { Chain } from '../../profiles/chain-types.ts';
import type { Setting, SharedConfig } from '../../profiles/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { resolveMinTtl } from './durations.ts';
import { createLockName } from './fingerprint.ts';
import { addRoleOfFlag } from './last-role.ts';
import { collectNarrowing, type ReadPolicyFile } from './plan-narrowing.ts';
import { createNotices } from './plan-notices.ts';
import type { PlanOptions } from './plan-options.ts';
import { createRoleSteps } from './plan-role.ts';
import { groupProfiles, type PlanProfiles, type PlanScope } from './plan-scope.ts';
import { createSessionStep, decideSession } from './plan-session.ts';
import { findShadows } from './plan-shadows.ts';
import { createSourceStep } from './plan-source.ts';
import { checkRegion } from './plan-values.ts';
import { refuseMisplaced } from './refuse-misplaced.ts';
import type { BaseCredentialRecord, Plan } from './types.ts';

export interface PlanInput {
  readonly config: SharedConfig;
  /** The profile that the user named. */
  readonly profile: string;
  readonly options: PlanOptions;
  readonly env: Environment;
  /** What the vault's index knows. */
  readonly baseCredentials: readonly BaseCredentialRecord[];
  readonly readPolicyFile: ReadPolicyFile;
}

/**
 * The steps from a source of credentials to those of a profile: which calls, signed with what,
 * for how long and with which device. Touches no secret, no network, and no file but those of
 * session policies, through the function that it is given.
 *
 * @throws AwsxError as resolving the chain does (`config_invalid`, `profile_not_found`,
 *   `profile_cycle`, `profile_incomplete`, `setting_conflict`), and `setting_invalid`,
 *   `duration_out_of_range`, `endpoint_refused`, `not_supported` for what AWS would refuse
 */
export function createPlan(input: PlanInput): Plan {
  const { options, baseCredentials } = input;
  const chain = resolvePlanChain(input);
  const profiles = addRoleOfFlag(groupProfiles(chain), chain.selected, options);
  const scope = createScope(input, chain, profiles);
  const source = createSourceStep(chain.source, scope, baseCredentials);
  const decision = decideSession(source, profiles, scope);
  const session = decision.use ? createSessionStep(source, profiles, scope) : undefined;
  const roles = createRoleSteps({ source, session }, profiles, scope);
  const steps: Plan['steps'] = [source, ...(session ? [session] : []), ...roles];
  refuseMisplaced(
    { owner: chain.source.profile, step: session ?? source, roles: profiles.roles },
    scope,
  );
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

function createScope(input: PlanInput, chain: Chain, { roles }: PlanProfiles): PlanScope {
  const { selected, source } = chain;
  const final = roles.at(-1);
  return {
    ...input,
    selected,
    named: final?.isAdded ? final.profile : selected,
    last: final?.profile ?? source.profile,
    narrowing: collectNarrowing(chain),
  };
}
