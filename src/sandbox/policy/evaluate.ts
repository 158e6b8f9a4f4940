import { isConditionMet } from './conditions.ts';
import { matchPattern } from './match-pattern.ts';
import type { ConditionKeys, Patterns, Policy, Statement } from './policy.ts';

export interface PolicyQuestion {
  /** For example `iam:GetUser`. */
  readonly action: string;
  readonly resource: string;
  readonly keys: ConditionKeys;
}

/** `silent` when no statement applies, which AWS treats as a denial unless another policy allows. */
export type Verdict = 'allow' | 'deny' | 'silent';

/** The verdict of several policies together: an explicit Deny in any of them wins. */
export function evaluatePolicies(policies: readonly Policy[], question: PolicyQuestion): Verdict {
  return decide(
    policies.flatMap((policy) => policy.statements),
    question,
  );
}

/** The verdict of those statements alone that apply to the question. */
export function decide(statements: readonly Statement[], question: PolicyQuestion): Verdict {
  const effects = statements
    .filter((statement) => appliesTo(statement, question))
    .map((statement) => statement.effect);
  if (effects.includes('Deny')) return 'deny';
  return effects.includes('Allow') ? 'allow' : 'silent';
}

function appliesTo(statement: Statement, { action, resource, keys }: PolicyQuestion): boolean {
  return (
    covers(statement.actions, (pattern) =>
      matchPattern(pattern.toLowerCase(), action.toLowerCase()),
    ) &&
    (statement.resources === undefined ||
      covers(statement.resources, (pattern) => matchPattern(pattern, resource))) &&
    statement.conditions.every((condition) => isConditionMet(condition, keys))
  );
}

function covers({ negated, patterns }: Patterns, matches: (pattern: string) => boolean): boolean {
  return patterns.some(matches) !== negated;
}
