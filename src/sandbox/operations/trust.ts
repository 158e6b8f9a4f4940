import type { Caller } from '../caller.ts';
import { decide, evaluatePolicies, type PolicyQuestion } from '../policy/evaluate.ts';
import type { Role } from '../state.ts';

/**
 * How a trust policy's principal stands to the caller: it names the caller's session, the
 * caller's user or role (or everybody), the caller's account, or none of these.
 */
type Naming = 'session' | 'identity' | 'account' | 'nobody';

/**
 * Whether the caller may do the action (`sts:AssumeRole`, `sts:TagSession`,
 * `sts:SetSourceIdentity`) on the role: the trust policy must allow it, and unless it names the
 * caller in the role's own account, the caller's policies too. An explicit Deny anywhere wins
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html).
 */
export function isTrusted(caller: Caller, role: Role, question: PolicyQuestion): boolean {
  const naming = findNaming(caller, role, question);
  if (naming === 'nobody') return false;
  const owner = caller.kind === 'role-session' ? caller.role : caller.user;
  const own = evaluatePolicies(owner.policies, question);
  if (own === 'deny') return false;
  const isNamedAtHome = naming !== 'account' && owner.accountId === role.accountId;
  if (own !== 'allow' && !isNamedAtHome) return false;
  return isWithinSession(caller, question, isNamedAtHome && naming === 'session');
}

/** A session policy limits what the role is granted, not what is granted to the session itself. */
function isWithinSession(caller: Caller, question: PolicyQuestion, isExempt: boolean): boolean {
  if (caller.kind !== 'role-session' || caller.sessionPolicies === undefined) return true;
  const verdict = evaluatePolicies(caller.sessionPolicies, question);
  return verdict === 'allow' || (verdict === 'silent' && isExempt);
}

/** The closest naming that the trust policy allows; `nobody` when a statement denies. */
function findNaming(caller: Caller, role: Role, question: PolicyQuestion): Naming {
  const ranked: readonly Naming[] = ['session', 'identity', 'account'];
  const named = role.trustPolicy.statements.map((statement) => ({
    statement,
    namings: statement.principals.map((principal) => compareWithCaller(principal, caller)),
  }));
  const addressed = named.filter(({ namings }) => namings.some((naming) => naming !== 'nobody'));
  const verdict = decide(
    addressed.map(({ statement }) => statement),
    question,
  );
  if (verdict !== 'allow') return 'nobody';
  const allowing = addressed.filter(({ statement }) => decide([statement], question) === 'allow');
  return (
    ranked.find((naming) => allowing.some(({ namings }) => namings.includes(naming))) ?? 'nobody'
  );
}

function compareWithCaller(principal: string, caller: Caller): Naming {
  const owner = caller.kind === 'role-session' ? caller.role : caller.user;
  if (caller.kind === 'role-session' && principal === caller.arn) return 'session';
  if (principal === owner.arn || principal === '*') return 'identity';
  const isAccount =
    principal === owner.accountId || principal === `arn:aws:iam::${owner.accountId}:root`;
  return isAccount ? 'account' : 'nobody';
}
