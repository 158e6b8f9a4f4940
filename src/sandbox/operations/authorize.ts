import { createConditionKeys, getCallerArn } from '../caller.ts';
import { evaluatePolicies, type PolicyQuestion } from '../policy/evaluate.ts';
import type { Policy } from '../policy/policy.ts';
import { accessDenied } from '../service-error.ts';
import type { OperationRequest } from './operation.ts';

export interface Target {
  /** What policies name. */
  readonly arn: string;
  /** What AWS's message names. */
  readonly name: string;
}

/**
 * Demands that the caller's own policies allow the action, and its session policies too when it
 * has some. Throws AccessDenied with the reason as AWS words it
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html).
 */
export function authorize(request: OperationRequest, action: string, target: Target): void {
  const { caller } = request;
  const keys = createConditionKeys(caller, {
    now: request.world.clock.now(),
    sourceIp: request.sourceIp,
  });
  const question = { action, resource: target.arn, keys };
  const owner = caller.kind === 'role-session' ? caller.role : caller.user;
  const reason =
    findRefusal('an identity-based policy', owner.policies, question) ??
    (caller.kind === 'role-session' && caller.sessionPolicies !== undefined
      ? findRefusal('a session policy', caller.sessionPolicies, question)
      : undefined);
  if (reason === undefined) return;
  throw accessDenied(
    `User: ${getCallerArn(caller)} is not authorized to perform: ${action} on resource: ${target.name} ${reason}`,
  );
}

function findRefusal(
  kind: string,
  policies: readonly Policy[],
  question: PolicyQuestion,
): string | undefined {
  const verdict = evaluatePolicies(policies, question);
  if (verdict === 'allow') return undefined;
  if (verdict === 'deny') return `with an explicit deny in ${kind}`;
  return `because no ${kind.replace(/^an? /, '')} allows the ${question.action} action`;
}
