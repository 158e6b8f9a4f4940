import type { Setting } from '../../profiles/types.ts';
import { formatDuration } from '../duration.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { PlanOptions } from './plan-options.ts';
import { describeOrigin } from './plan-origin.ts';
import { REFRESH_WINDOW_SECONDS } from './refresh-window.ts';
import type { EffectiveDuration, Step } from './types.ts';

/** AWS limits a role that is assumed with temporary credentials (role chaining) to one hour. */
export const CHAINED_ROLE_LIMIT_SECONDS = 3600;

interface Limits {
  readonly call: string;
  readonly minimumSeconds: number;
  readonly maximumSeconds: number;
}

/** AWS's own limits: STS API reference, GetSessionToken and AssumeRole, DurationSeconds. */
const SESSION_LIMITS: Limits = {
  call: 'GetSessionToken',
  minimumSeconds: 900,
  maximumSeconds: 129_600,
};
const ROLE_LIMITS: Limits = { call: 'AssumeRole', minimumSeconds: 900, maximumSeconds: 43_200 };

const SESSION_DEFAULT = byDefault(3600, 'default of a session');
const CHAINED_SESSION_DEFAULT = byDefault(
  8 * 3600,
  'default of a session that roles are assumed with',
);
const ROLE_DEFAULT = byDefault(3600, 'default of a role');
const REFRESH_WINDOW = byDefault(REFRESH_WINDOW_SECONDS, 'default');

export interface SessionDurationInput {
  readonly profile: string;
  readonly feedsLaterSteps: boolean;
  readonly options: PlanOptions;
}

/**
 * How long a GetSessionToken session is to last (defaults and variables as in aws-vault).
 *
 * @throws AwsxError `duration_out_of_range`
 */
export function resolveSessionDuration(input: SessionDurationInput): EffectiveDuration {
  const { duration, sessionDuration, chainedSessionDuration } = input.options;
  const asked = input.feedsLaterSteps
    ? (duration ?? chainedSessionDuration ?? CHAINED_SESSION_DEFAULT)
    : (duration ?? sessionDuration ?? SESSION_DEFAULT);
  checkLimits(input.profile, asked, SESSION_LIMITS);
  return { seconds: asked.value, asked };
}

/** What a role's session was asked to last: flag, environment, file, one hour. */
export function resolveAskedRoleDuration(
  fromFile: Setting<number> | undefined,
  options: PlanOptions,
): Setting<number> {
  return options.duration ?? options.roleDuration ?? fromFile ?? ROLE_DEFAULT;
}

export interface RoleDurationInput {
  readonly profile: string;
  readonly asked: Setting<number>;
  /** What temporary credentials the role is assumed with; absent for a long-lived key. */
  readonly chainedFrom?: string;
}

/**
 * How long a role's session will last. The limits apply to what AWS is asked for, after the cap.
 *
 * @throws AwsxError `duration_out_of_range`
 */
export function resolveRoleDuration(input: RoleDurationInput): EffectiveDuration {
  const { profile, asked, chainedFrom } = input;
  if (chainedFrom !== undefined && asked.value > CHAINED_ROLE_LIMIT_SECONDS) {
    const cappedBecause = `AWS limits a role to ${formatDuration(CHAINED_ROLE_LIMIT_SECONDS)} when it is assumed with ${chainedFrom} (role chaining)`;
    return { seconds: CHAINED_ROLE_LIMIT_SECONDS, asked, cappedBecause };
  }
  checkLimits(profile, asked, ROLE_LIMITS);
  return { seconds: asked.value, asked };
}

/**
 * How much the result must have left to be handed out: never less than the refresh window.
 *
 * @throws AwsxError `duration_out_of_range` when the last step cannot give that much
 */
export function resolveMinTtl(options: PlanOptions, last: Step): number {
  const { value, origin } = options.minTtl ?? REFRESH_WINDOW;
  const lasts = lifetime(last);
  if (lasts !== undefined && value > lasts) {
    throw new AwsxError(
      'duration_out_of_range',
      `profile "${printable(last.profile)}": ${formatDuration(value)} left (${describeOrigin(origin)}) is more than its session lasts, ${formatDuration(lasts)}`,
      { hint: 'ask for a longer session with --duration, or for less with --min-ttl' },
    );
  }
  return Math.max(value, REFRESH_WINDOW_SECONDS);
}

/** Undefined for what AWS or a process decides, and for keys that do not expire. */
function lifetime(step: Step): number | undefined {
  if (step.kind === 'web-identity') return step.durationSeconds.value;
  return 'duration' in step ? step.duration.seconds : undefined;
}

function checkLimits(profile: string, asked: Setting<number>, limits: Limits): void {
  const { call, minimumSeconds, maximumSeconds } = limits;
  if (asked.value >= minimumSeconds && asked.value <= maximumSeconds) return;
  throw new AwsxError(
    'duration_out_of_range',
    `profile "${printable(profile)}": ${formatDuration(asked.value)} (${describeOrigin(asked.origin)}) is out of range for ${call}`,
    { hint: `AWS allows ${formatDuration(minimumSeconds)} to ${formatDuration(maximumSeconds)}` },
  );
}

function byDefault(value: number, reason: string): Setting<number> {
  return { value, origin: { kind: 'default', reason } };
}
