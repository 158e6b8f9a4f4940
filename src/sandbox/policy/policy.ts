/** One condition of a statement: `{"StringEquals": {"sts:ExternalId": ["a", "b"]}}`. */
export interface Condition {
  /** Without `IfExists`. */
  readonly operator: string;
  readonly ifExists: boolean;
  /** Lower case, since condition keys are compared without regard to case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** What a statement covers; `negated` for NotAction and NotResource. */
export interface Patterns {
  readonly negated: boolean;
  readonly patterns: readonly string[];
}

export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Patterns;
  /** Absent in trust policies, which apply to the role they belong to. */
  readonly resources?: Patterns;
  /** Trust policies only: `*`, account numbers, ARNs and AWS's services. */
  readonly principals: readonly string[];
  readonly conditions: readonly Condition[];
}

export interface Policy {
  readonly statements: readonly Statement[];
}

/** Values of the condition keys that a request has, by lower-case name. Absent keys do not match. */
export type ConditionKeys = ReadonlyMap<string, string>;
