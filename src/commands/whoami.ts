import type { Credentials, Endpoint } from '../credentials/types.ts';
import { formatDuration } from '../duration.ts';
import { formatExpiration } from '../exec/credential-variables.ts';
import { formatJson } from '../format-json.ts';
import type { CallerIdentity, Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { resolveAskedEndpoint } from './asked-endpoint.ts';
import { booleanFlag, type Invocation } from './invocation.ts';
import { obtainCredentials } from './obtain-credentials.ts';
import { type PlanInputs, readPlanInputs } from './plan-from-invocation.ts';

/**
 * `awsx whoami [PROFILE] [--json]`: asks AWS whose credentials a profile's are. They go to nobody
 * else, so it works inside a session of another profile too.
 *
 * @throws AwsxError as planning, running the plan and GetCallerIdentity do
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const planned = await readPlanInputs(context, invocation, 'ask AWS whose it is');
  const endpoint = resolveEndpoint(planned, invocation, context);
  const credentials = await obtainCredentials({ planned, invocation, context });
  const sts = await context.openSts();
  const identity = await sts.getCallerIdentity({ credentials, endpoint });
  const answer: Answer = { profile: planned.profile, identity, credentials };
  const isJson = booleanFlag(invocation, 'json');
  context.stdout.write(isJson ? toJson(answer) : toText(answer, context.clock.now()));
  return 0;
}

/** AWS is asked where the credentials came from; those that came from no call, where one would go. */
function resolveEndpoint(planned: PlanInputs, invocation: Invocation, { env }: Context): Endpoint {
  const last = planned.plan.steps.at(-1);
  if (last?.kind === 'assume-role' || last?.kind === 'get-session-token') return last.endpoint;
  return resolveAskedEndpoint({ ...planned, invocation, env });
}

interface Answer {
  readonly profile: string;
  readonly identity: CallerIdentity;
  readonly credentials: Credentials;
}

/** The stable shape: `expiration` is null when the credentials do not tell one. */
function toJson({ profile, identity, credentials }: Answer): string {
  const { account, arn, userId } = identity;
  const { expiration } = credentials;
  return formatJson({
    account,
    arn,
    userId,
    profile,
    expiration: expiration === undefined ? null : formatExpiration(expiration),
  });
}

function toText({ profile, identity, credentials }: Answer, now: Date): string {
  const rows = [
    ['account', identity.account],
    ['arn', identity.arn],
    ['user id', identity.userId],
    ['profile', profile],
    ['expires', describeExpiration(credentials, now)],
  ] as const;
  return rows.map(([label, value]) => `${label.padEnd(9)}${printable(value)}\n`).join('');
}

function describeExpiration({ expiration, sessionToken }: Credentials, now: Date): string {
  if (expiration === undefined) {
    return sessionToken === undefined ? 'never: it is the long-lived key itself' : 'not known';
  }
  const secondsLeft = Math.max(0, Math.floor((expiration.getTime() - now.getTime()) / 1000));
  return `${formatExpiration(expiration)}, in ${formatDuration(secondsLeft)}`;
}
