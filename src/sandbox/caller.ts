import type { ConditionKeys } from './policy/policy.ts';
import type { AccessKey, Session, User } from './state.ts';

/** Who signed a request. */
export type Caller =
  | { readonly kind: 'user'; readonly user: User; readonly key: AccessKey }
  | Session;

/** The ARN that GetCallerIdentity and error messages name. */
export function getCallerArn(caller: Caller): string {
  return 'arn' in caller ? caller.arn : caller.user.arn;
}

export function getCallerAccount(caller: Caller): string {
  return caller.kind === 'role-session' ? caller.role.accountId : caller.user.accountId;
}

/** The user that the caller is; role sessions and federated users are none. */
export function getCallerUser(caller: Caller): User | undefined {
  return 'arn' in caller ? undefined : caller.user;
}

export interface RequestCircumstances {
  readonly now: Date;
  readonly sourceIp: string;
  /** When this very request proves MFA, as AssumeRole with a code does. */
  readonly mfaAuthenticatedAt?: Date;
}

/**
 * The global condition keys of a request. `aws:MultiFactorAuthPresent` is absent for long-lived
 * keys, true or false for temporary ones, and `aws:MultiFactorAuthAge` is there only with MFA
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html).
 */
export function createConditionKeys(
  caller: Caller,
  { now, sourceIp, mfaAuthenticatedAt }: RequestCircumstances,
): ConditionKeys {
  const keys = new Map([
    ['aws:currenttime', now.toISOString()],
    ['aws:epochtime', String(Math.floor(now.getTime() / 1000))],
    ['aws:sourceip', sourceIp],
    ['aws:principalarn', caller.kind === 'role-session' ? caller.role.arn : getCallerArn(caller)],
    ['aws:principalaccount', getCallerAccount(caller)],
  ]);
  const authenticatedAt =
    mfaAuthenticatedAt ?? (caller.kind === 'user' ? undefined : caller.mfaAuthenticatedAt);
  if (authenticatedAt !== undefined) {
    const ageSeconds = Math.floor((now.getTime() - authenticatedAt.getTime()) / 1000);
    keys
      .set('aws:multifactorauthpresent', 'true')
      .set('aws:multifactorauthage', String(ageSeconds));
  } else if (caller.kind !== 'user') {
    keys.set('aws:multifactorauthpresent', 'false');
  }
  if (caller.kind === 'role-session') addSessionKeys(keys, caller);
  return keys;
}

function addSessionKeys(
  keys: Map<string, string>,
  session: Extract<Caller, { kind: 'role-session' }>,
): void {
  for (const [key, value] of session.tags) keys.set(`aws:principaltag/${key.toLowerCase()}`, value);
  if (session.sourceIdentity !== undefined) keys.set('aws:sourceidentity', session.sourceIdentity);
}
