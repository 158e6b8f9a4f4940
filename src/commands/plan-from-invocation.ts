import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import type { SharedConfig } from '../../profiles/types.ts';
import { createPlan } from '../credentials/plan.ts';
import { type PlanFlags, type PlanOptions, parsePlanOptions } from '../credentials/plan-options.ts';
import type { Plan } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import type { Context, Environment } from '../ports.ts';
import { openIndex } from '../vault/open-vault.ts';
import { chooseProfile, type ProfilesToChoose } from './choose-profile.ts';
import { booleanFlag, type Invocation, listFlag, stringFlag } from './invocation.ts';
import { createPolicyReader } from './policy-files.ts';

export interface PlanInputs {
  readonly profile: string;
  readonly plan: Plan;
  readonly config: SharedConfig;
}

/**
 * Plans what a command line asks for, from the shared config and the vault's index alone: no
 * secret is read, nothing from the config is run. Asks which profile when nobody named one;
 * `purpose` tells the person what for.
 *
 * @throws AwsxError as reading the config and the index, {@link chooseProfile},
 *   `findProfileOfRole` and {@link createPlan} do
 */
export async function readPlanInputs(
  context: Context,
  invocation: Invocation,
  purpose = 'choose it',
): Promise<PlanInputs> {
  const profiles = readProfiles(context, invocation);
  const profile = await nameProfile(profiles, invocation, purpose);
  return { profile, plan: profiles.planProfile(profile), config: profiles.config };
}

/**
 * The profile that a command line is about.
 *
 * @throws AwsxError as {@link chooseProfile} and `findProfileOfRole` do
 */
export async function nameProfile(
  profiles: ProfilesToChoose,
  invocation: Invocation,
  purpose: string,
): Promise<string> {
  return expandRole(profiles, await chooseProfile({ ...profiles, invocation, purpose }));
}

/**
 * What there is to plan, with the flags of a command line.
 *
 * @throws AwsxError as reading the config and the index does
 */
export function readProfiles(context: Context, invocation: Invocation): ProfilesToChoose {
  const options = readPlanOptions(invocation, context.env);
  const config = loadSharedConfig(context);
  const index = openIndex(context).read();
  const { baseCredentials } = index;
  const readPolicyFile = createPolicyReader(context);
  const { env } = context;
  const planProfile: ProfilesToChoose['planProfile'] = (profile, changes) => {
    const changed = { ...invocation, flags: { ...invocation.flags, ...changes } };
    const asked = changes === undefined ? options : readPlanOptions(changed, env);
    return createPlan({ config, profile, options: asked, env, baseCredentials, readPolicyFile });
  };
  return { context, config, index, planProfile };
}

/**
 * What the flags and the environment ask of a plan.
 *
 * @throws AwsxError `invalid_argument`, `setting_invalid`
 */
export function readPlanOptions(invocation: Invocation, env: Environment): PlanOptions {
  return parsePlanOptions(planFlags(invocation), env);
}

/** `ACCOUNT:ROLE` stands for the profile with that role, unless a profile has that very name. */
async function expandRole({ config, index }: ProfilesToChoose, word: string): Promise<string> {
  const isStored = index.baseCredentials.some(({ profile }) => profile === word);
  if (!word.includes(':') || config.profiles.has(word) || isStored) return word;
  const { findProfileOfRole } = await import('./find-profile-of-role.ts');
  return findProfileOfRole(config, word) ?? word;
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
