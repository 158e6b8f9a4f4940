import { malformedPolicy } from '../service-error.ts';
import { isComparable, isKnownOperator } from './conditions.ts';
import type { Condition, Patterns, Policy, Statement } from './policy.ts';

/** `identity` for policies of users, roles and sessions; `trust` for a role's trust policy. */
export type PolicyKind = 'identity' | 'trust';

/** Their names never look like one another: ARNs of users and roles, of providers, host names. */
const principalKinds = new Set(['AWS', 'Federated', 'Service']);

type JsonObject = Readonly<Record<string, unknown>>;

const statementKeys = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'Condition',
]);

/**
 * Parses a policy document. Throws MalformedPolicyDocument for what AWS refuses and for what the
 * sandbox cannot evaluate, so that nothing is allowed by being overlooked.
 */
export function parsePolicy(text: string, kind: PolicyKind): Policy {
  const document = requireObject(parseJson(text));
  const version = document['Version'];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    throw malformedPolicy('The policy must contain a valid version string');
  }
  const found = document['Statement'];
  const statements = Array.isArray(found) ? found : [found];
  if (statements.length === 0) throw syntaxError();
  return { statements: statements.map((statement) => parseStatement(statement, kind)) };
}

function parseStatement(value: unknown, kind: PolicyKind): Statement {
  const statement = requireObject(value);
  if (Object.keys(statement).some((key) => !statementKeys.has(key))) throw syntaxError();
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw syntaxError();
  const actions = parsePatterns(statement, 'Action');
  if (actions === undefined) throw malformedPolicy('Policy statement must contain actions.');
  const common = { effect, actions, conditions: parseConditions(statement['Condition']) } as const;
  if (kind === 'trust') return { ...common, principals: parsePrincipals(statement) };
  if (statement['Principal'] !== undefined) {
    throw malformedPolicy('Policy document should not specify a principal.');
  }
  const resources = parsePatterns(statement, 'Resource');
  if (resources === undefined) throw malformedPolicy('Policy statement must contain resources.');
  return { ...common, resources, principals: [] };
}

/** `Action` or `NotAction`, `Resource` or `NotResource`: exactly one; undefined for none. */
function parsePatterns(statement: JsonObject, name: string): Patterns | undefined {
  const plain = statement[name];
  const negated = statement[`Not${name}`];
  if (plain !== undefined && negated !== undefined) throw syntaxError();
  if (plain !== undefined) return { negated: false, patterns: requireTexts(plain) };
  if (negated !== undefined) return { negated: true, patterns: requireTexts(negated) };
  return undefined;
}

function parsePrincipals(statement: JsonObject): readonly string[] {
  if (statement['Resource'] !== undefined || statement['NotResource'] !== undefined) {
    throw malformedPolicy('Has prohibited field Resource');
  }
  const principal = statement['Principal'];
  if (principal === '*') return ['*'];
  const byKind = requireObject(principal);
  const kinds = Object.keys(byKind);
  if (kinds.length === 0 || kinds.some((kind) => !principalKinds.has(kind))) throw syntaxError();
  return kinds.flatMap((kind) => requireTexts(byKind[kind]));
}

function parseConditions(value: unknown): readonly Condition[] {
  if (value === undefined) return [];
  return Object.entries(requireObject(value)).flatMap(([name, keys]) => {
    const ifExists = name.endsWith('IfExists');
    const operator = ifExists ? name.slice(0, -'IfExists'.length) : name;
    if (!isKnownOperator(operator)) throw malformedPolicy(`Invalid Condition type : ${name}.`);
    return Object.entries(requireObject(keys)).map(([key, values]) => ({
      operator,
      ifExists,
      key: key.toLowerCase(),
      values: parseConditionValues(operator, values),
    }));
  });
}

function parseConditionValues(operator: string, value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.map((item) => {
    const isScalar = ['string', 'number', 'boolean'].includes(typeof item);
    if (!isScalar || !isComparable(operator, String(item))) throw syntaxError();
    return String(item);
  });
}

function requireTexts(value: unknown): readonly string[] {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  if (values.length === 0) throw syntaxError();
  return values.map((item) => {
    if (typeof item !== 'string' || item === '') throw syntaxError();
    return item;
  });
}

function requireObject(value: unknown): JsonObject {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw syntaxError();
  return Object.fromEntries(Object.entries(value));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
}

function syntaxError(): Error {
  return malformedPolicy('Syntax errors in policy.');
}
