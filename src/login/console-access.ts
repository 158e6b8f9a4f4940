import type { Setting } from '../../profiles/types.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import { describeTemporary } from '../credentials/plan-role.ts';
import type { Plan, Step } from '../credentials/types.ts';
import { formatDuration } from '../duration.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';

/** How the credentials of a plan can sign in to the console. */
export type ConsoleAccess =
  /** A role that no other session assumed: its console session may last as long as one likes. */
  | { readonly kind: 'direct-role'; readonly arn: string }
  /** The console session ends with the credentials. */
  | { readonly kind: 'fixed'; readonly because: string; readonly arn?: string }
  /** Not a role for certain: AWS has to be asked. */
  | { readonly kind: 'unknown' };

/**
 * AWS lets a console session outlast its credentials (SessionDuration) when they come from
 * AssumeRole or its like, and not from role chaining:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_enable-console-custom-url.html
 */
export function resolveConsoleAccess({ steps }: Plan): ConsoleAccess {
  const last: Step | undefined = steps.at(-1);
  const previous = steps.at(-2);
  if (last?.kind === 'web-identity') return { kind: 'direct-role', arn: last.roleArn.value };
  if (last?.kind === 'sso') {
    return { kind: 'fixed', because: 'they are credentials of IAM Identity Center' };
  }
  if (last?.kind !== 'assume-role' || previous === undefined) return { kind: 'unknown' };
  const arn = last.roleArn.value;
  const temporary = describeTemporary(previous);
  if (temporary === undefined) return { kind: 'direct-role', arn };
  return { kind: 'fixed', because: `the role is assumed with ${temporary}`, arn };
}

/** Whether the only thing between a long-lived key and the one role is a session. */
export function isRoleFedBySession({ steps }: Plan): boolean {
  return steps.length === 3 && steps[1]?.kind === 'get-session-token';
}

interface Limits {
  readonly what: string;
  readonly minimumSeconds: number;
  readonly maximumSeconds: number;
}

/** SessionDuration of getSigninToken. */
const ROLE_LIMITS: Limits = {
  what: 'a console session of a role',
  minimumSeconds: 900,
  maximumSeconds: 43_200,
};
/** DurationSeconds of GetFederationToken; 12 hours is AWS's own default. */
const FEDERATION_LIMITS: Limits = {
  what: 'a console session of a key (GetFederationToken)',
  minimumSeconds: 900,
  maximumSeconds: 129_600,
};
const DEFAULT_SECONDS = 43_200;

/** @throws AwsxError `duration_out_of_range` */
export function resolveRoleConsoleSeconds(
  profile: string,
  asked: Setting<number> | undefined,
): number {
  return resolveSeconds(profile, asked, ROLE_LIMITS);
}

/** @throws AwsxError `duration_out_of_range` */
export function resolveFederationSeconds(
  profile: string,
  asked: Setting<number> | undefined,
): number {
  return resolveSeconds(profile, asked, FEDERATION_LIMITS);
}

function resolveSeconds(
  profile: string,
  asked: Setting<number> | undefined,
  { what, minimumSeconds, maximumSeconds }: Limits,
): number {
  if (asked === undefined) return DEFAULT_SECONDS;
  if (asked.value >= minimumSeconds && asked.value <= maximumSeconds) return asked.value;
  throw new AwsxError(
    'duration_out_of_range',
    `profile "${printable(profile)}": ${formatDuration(asked.value)} (${describeOrigin(asked.origin)}) is out of range for ${what}`,
    { hint: `AWS allows ${formatDuration(minimumSeconds)} to ${formatDuration(maximumSeconds)}` },
  );
}
