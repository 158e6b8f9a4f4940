import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { createPlan } from '../credentials/plan.ts';
import { type PlanFlags, parsePlanOptions } from '../credentials/plan-options.ts';
import type { Plan } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import type { Context } from '../ports.ts';
import { openIndex } from '../vault/open-vault.ts';
import { chooseProfile } from './choose-profile.ts';
import { booleanFlag, type Invocation, listFlag, stringFlag } from './invocation.ts';
import { createPolicyReader } from './policy-files.ts';

export interface PlanInputs {
  readonly profile: string;
  readonly plan: Plan;
  readonly config: SharedConfig;
}

/**
 * Plans what a command line asks for, from the shared config and the vault's index alone: no
 * secret is read, nothing from the config is run. Asks which profile when nobody named one.
 *
 * @throws AwsxError as reading the config and the index, {@link chooseProfile} and
 *   {@link createPlan} do
 */
export async function readPlanInputs(
  context: Context,
  invocation: Invocation,
): Promise<PlanInputs> {
  const options = parsePlanOptions(planFlags(invocation), context.env);
  const config = loadSharedConfig(context);
  const { baseCredentials } = openIndex(context).read();
  const listProfiles = () => [
    ...new Set([...config.profiles.keys(), ...baseCredentials.map(({ profile }) => profile)]),
  ];
  const profile = await chooseProfile({ invocation, context, listProfiles });
  const plan = createPlan({
    config,
    profile,
    options,
    env: context.env,
    baseCredentials,
    readPolicyFile: createPolicyReader(context),
  });
  return { profile, plan, config };
}

function planFlags(invocation: Invocation): PlanFlags {
  return dropUndefined({
    duration: stringFlag(invocation, 'duration'),
    region: stringFlag(invocation, 'region'),
    minTtl: stringFlag(invocation, 'min-ttl'),
    noSession: booleanFlag(invocation, 'no-session'),
    insecureEndpoint: booleanFlag(invocation, 'insecure-endpoint'),
    roleArn: stringFlag(invocation, 'role-arn'),
    sessionName: stringFlag(invocation, 'session-name'),
    externalId: stringFlag(invocation, 'external-id'),
    sourceIdentity: stringFlag(invocation, 'source-identity'),
    tags: listFlag(invocation, 'tag'),
    transitiveTags: listFlag(invocation, 'transitive-tag'),
    readOnly: booleanFlag(invocation, 'read-only'),
    policy: stringFlag(invocation, 'policy'),
    policyArns: listFlag(invocation, 'policy-arn'),
    scope: stringFlag(invocation, 'scope'),
  });
}
