import type { Setting } from '../../profiles/types.ts';
import { CHAINED_ROLE_LIMIT_SECONDS } from '../credentials/durations.ts';
import { fromFlag } from '../credentials/flag-setting.ts';
import { parseDurationSetting } from '../credentials/plan-values.ts';
import type { Plan } from '../credentials/types.ts';
import {
  type ConsoleAccess,
  isRoleFedBySession,
  resolveConsoleAccess,
} from '../login/console-access.ts';
import type { Context } from '../ports.ts';
import type { ProfilesToChoose } from './choose-profile.ts';
import { type Invocation, stringFlag } from './invocation.ts';
import { nameProfile, type PlanInputs, readProfiles } from './plan-from-invocation.ts';
import { warnAboutAccess } from './warn-about-access.ts';

export interface ConsolePlan {
  readonly planned: PlanInputs;
  readonly access: ConsoleAccess;
  /** `--duration`: of the console session. */
  readonly asked: Setting<number> | undefined;
  /** A longer `--duration` would assume the role with the key itself. */
  readonly mayLast: boolean;
}

/** What is asked of the console session is not asked of the credentials. */
const FOR_THE_CONSOLE = { duration: undefined };

/** A key without a role is federated: GetSessionToken's credentials sign nobody in. */
const KEY_ALONE = {
  ...FOR_THE_CONSOLE,
  'no-session': true,
  'read-only': undefined,
  scope: undefined,
  policy: undefined,
  'policy-arn': undefined,
};

/**
 * Plans the credentials that sign in to the console, so that the session can last as long as
 * `--duration` asks.
 *
 * @throws AwsxError as `readPlanInputs` does
 */
export async function planConsole(invocation: Invocation, context: Context): Promise<ConsolePlan> {
  const duration = fromFlag('--duration', stringFlag(invocation, 'duration'));
  const asked = duration && parseDurationSetting(duration);
  const profiles = readProfiles(context, invocation);
  const profile = await nameProfile(profiles, invocation, 'open its console');
  const { config } = profiles;
  warnAboutAccess(config, context, invocation);
  const plan = choosePlan(profiles, profile, asked?.value ?? 0);
  return {
    planned: { profile, config, plan },
    access: resolveConsoleAccess(plan),
    asked,
    mayLast: isRoleFedBySession(plan),
  };
}

function choosePlan({ planProfile }: ProfilesToChoose, profile: string, seconds: number): Plan {
  const keyAlone = planProfile(profile, KEY_ALONE);
  if (keyAlone.steps.length === 1 && resolveConsoleAccess(keyAlone).kind === 'unknown') {
    return keyAlone;
  }
  const plan = planProfile(profile, FOR_THE_CONSOLE);
  if (resolveConsoleAccess(plan).kind === 'direct-role') return plan;
  if (seconds > CHAINED_ROLE_LIMIT_SECONDS && isRoleFedBySession(plan)) {
    return planProfile(profile, { ...FOR_THE_CONSOLE, 'no-session': true });
  }
  return planProfile(profile);
}
