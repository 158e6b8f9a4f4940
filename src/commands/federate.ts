import { resolveProfile } from '../../profiles/resolve-profile.ts';
import { resolveNarrowing } from '../credentials/plan-narrowing.ts';
import { fromEnvironment } from '../credentials/plan-options.ts';
import { parseDurationSetting } from '../credentials/plan-values.ts';
import type { Credentials, Narrowing, SessionCredentials } from '../credentials/types.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import { resolveFederationSeconds } from '../login/console-access.ts';
import { createFederationInput } from '../login/federated-user.ts';
import type { Context, StsTarget } from '../ports.ts';
import { printable } from '../printable.ts';
import { resolveAskedEndpoint } from './asked-endpoint.ts';
import type { Invocation } from './invocation.ts';
import type { ConsolePlan } from './plan-console.ts';
import { readPlanOptions } from './plan-from-invocation.ts';
import { createPolicyReader } from './policy-files.ts';

export interface FederationRequest {
  readonly consolePlan: ConsolePlan;
  /** What the plan gave. */
  readonly credentials: Credentials;
  readonly invocation: Invocation;
  readonly context: Context;
}

export interface Federated {
  readonly credentials: SessionCredentials;
  /** Whose they are. */
  readonly arn: string;
  /** Of those that were made now, with a key. */
  readonly durationSeconds?: number;
}

/**
 * Credentials that the console takes, from others: a role's as they are, a user's key through
 * GetFederationToken.
 *
 * @throws AwsxError `not_supported` for a session that the console takes from nobody, and for a
 *   role's that should be narrowed; as the calls of STS do
 */
export async function federate(request: FederationRequest): Promise<Federated> {
  const { credentials, context, consolePlan, invocation } = request;
  const endpoint = resolveAskedEndpoint({ ...consolePlan.planned, invocation, env: context.env });
  const target: StsTarget = { credentials, endpoint };
  const sts = await context.openSts();
  const { arn } = await sts.getCallerIdentity(target);
  const isUser = !/:(assumed-role|federated-user)\//.test(arn);
  if (credentials.sessionToken !== undefined) {
    if (isUser) throw sessionOfUser(consolePlan.planned.profile);
    refuseNarrowing(request);
    return { credentials: asSession(credentials, context), arn };
  }
  const narrowing = narrow(request, arn);
  const ttl = fromEnvironment('AWS_FEDERATION_TOKEN_TTL', context.env);
  const asked = consolePlan.asked ?? (ttl && parseDurationSetting(ttl));
  const durationSeconds = resolveFederationSeconds(consolePlan.planned.profile, asked);
  const input = createFederationInput({ arn, durationSeconds, narrowing });
  try {
    const session = await sts.getFederationToken(target, input);
    return { credentials: session, arn, durationSeconds: input.durationSeconds };
  } catch (error) {
    throw explainRefusal(error);
  }
}

function narrow(
  { consolePlan, invocation, context }: FederationRequest,
  arn: string,
): Narrowing | undefined {
  const { config, profile } = consolePlan.planned;
  const scopes = config.profiles.has(profile) ? resolveProfile(config, profile).scopes : new Map();
  return resolveNarrowing({
    profile,
    requests: readPlanOptions(invocation, context.env).last.narrowing,
    roleArn: arn,
    scopes,
    readPolicyFile: createPolicyReader(context),
  });
}

function refuseNarrowing({ consolePlan, invocation, context }: FederationRequest): void {
  const [request] = readPlanOptions(invocation, context.env).last.narrowing;
  if (request === undefined) return;
  const name = printable(consolePlan.planned.profile);
  throw new AwsxError(
    'not_supported',
    `profile "${name}" cannot be narrowed: its credentials come from elsewhere, with a session already`,
    { hint: `assume a role with it: awsx login ${name} --role-arn ACCOUNT:ROLE` },
  );
}

/** Sources do not always tell when their credentials expire; the console will know. */
function asSession(credentials: Credentials, { clock }: Context): SessionCredentials {
  const { sessionToken, expiration = clock.now() } = credentials;
  if (sessionToken === undefined) throw new Error('a session has a token');
  return { ...credentials, sessionToken, expiration };
}

function sessionOfUser(profile: string): AwsxError {
  return new AwsxError(
    'not_supported',
    `profile "${printable(profile)}" gives a session of an IAM user, and AWS signs nobody in to the console with one`,
    { hint: 'use a profile with a role, or one with the long-lived key itself' },
  );
}

function explainRefusal(error: unknown): unknown {
  if (!isAwsxError(error) || error.code !== 'aws_refused' || error.hint !== undefined) return error;
  return new AwsxError(error.code, error.message, {
    hint: 'allow the user sts:GetFederationToken, or use a profile with a role',
    cause: error,
  });
}
