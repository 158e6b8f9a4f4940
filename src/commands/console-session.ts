import type { Credentials, SessionCredentials } from '../credentials/types.ts';
import { formatDuration } from '../duration.ts';
import { AwsxError } from '../errors.ts';
import { resolveRoleConsoleSeconds } from '../login/console-access.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { type Federated, federate } from './federate.ts';
import type { Invocation } from './invocation.ts';
import { obtainCredentials } from './obtain-credentials.ts';
import type { ConsolePlan } from './plan-console.ts';

export interface ConsoleSessionRequest {
  readonly consolePlan: ConsolePlan;
  readonly invocation: Invocation;
  readonly context: Context;
}

/** What signs in to the console. */
export interface ConsoleSession {
  readonly credentials: SessionCredentials;
  /** Of the role or user; absent when only AWS knows it. */
  readonly arn: string | undefined;
  /** Absent when the console session ends with the credentials. */
  readonly seconds: number | undefined;
  /** For the person: how long it lasts, and why. */
  readonly notes: readonly string[];
}

/**
 * Gets the credentials of a console session.
 *
 * @throws AwsxError `duration_out_of_range`, and as running the plan and {@link federate} do
 */
export async function obtainConsoleSession(
  request: ConsoleSessionRequest,
): Promise<ConsoleSession> {
  const { consolePlan, invocation, context } = request;
  const { planned, access, asked } = consolePlan;
  const isDirect = access.kind === 'direct-role';
  const seconds = isDirect ? resolveRoleConsoleSeconds(planned.profile, asked) : undefined;
  const credentials = await obtainCredentials({ planned, invocation, context });
  if (access.kind === 'unknown') {
    const federated = await federate({ ...request, credentials });
    const notes = describeFederation(planned.profile, federated);
    return { credentials: federated.credentials, arn: federated.arn, seconds: undefined, notes };
  }
  const session = asSession(credentials);
  const note =
    seconds === undefined
      ? describeEnd(consolePlan, secondsUntil(session.expiration, context))
      : describeLength(planned.profile, seconds);
  return { credentials: session, arn: access.arn, seconds, notes: [note] };
}

/** A role's credentials always have both. */
function asSession(credentials: Credentials): SessionCredentials {
  const { sessionToken, expiration } = credentials;
  if (sessionToken !== undefined && expiration !== undefined) {
    return { ...credentials, sessionToken, expiration };
  }
  throw new AwsxError('unexpected', 'the credentials of a role came without token or expiry');
}

function describeLength(profile: string, seconds: number): string {
  const longest = seconds === 43_200 ? ', the longest that AWS allows' : ' (AWS allows up to 12h)';
  return `the console session of ${printable(profile)} lasts ${formatDuration(seconds)}${longest}`;
}

function describeEnd({ planned, access, mayLast }: ConsolePlan, secondsLeft: number): string {
  const because = access.kind === 'fixed' ? `: ${access.because}` : '';
  const wayOut = mayLast ? '; --duration 12h assumes it with the key itself' : '';
  return `the console session of ${printable(planned.profile)} ends with its credentials, in ${formatDuration(secondsLeft)}${because}${wayOut}`;
}

function describeFederation(profile: string, { durationSeconds }: Federated): readonly string[] {
  const name = printable(profile);
  if (durationSeconds === undefined) {
    return [`the console session of ${name} ends with its credentials`];
  }
  return [
    `the console session of ${name} lasts ${formatDuration(durationSeconds)} (AWS allows a user 36h, root 1h)`,
    'it is signed in without MFA, since GetFederationToken takes no code: what demands MFA is denied',
  ];
}

function secondsUntil(date: Date, { clock }: Context): number {
  return Math.max(0, Math.round((date.getTime() - clock.now().getTime()) / 1000));
}
