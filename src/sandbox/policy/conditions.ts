import { BlockList, isIP } from 'node:net';
import { matchPattern } from './match-pattern.ts';
import type { Condition, ConditionKeys } from './policy.ts';

type Test = (actual: string, expected: string) => boolean;

interface Operator {
  readonly test: Test;
  /** True for `…NotEquals` and its kin: they match when no value matches, or the key is absent. */
  readonly negated: boolean;
}

const ignoreCase: Test = (actual, expected) => actual.toLowerCase() === expected.toLowerCase();
const isLike: Test = (actual, expected) => matchPattern(expected, actual);
const isEqual: Test = (actual, expected) => actual === expected;

/** Comparison operators by AWS's name; what is not here is refused when a policy is parsed. */
const operators: ReadonlyMap<string, Operator> = new Map([
  ...withNegation('StringEquals', 'StringNotEquals', isEqual),
  ...withNegation('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', ignoreCase),
  ...withNegation('StringLike', 'StringNotLike', isLike),
  ...withNegation('ArnEquals', 'ArnNotEquals', isLike),
  ...withNegation('ArnLike', 'ArnNotLike', isLike),
  ...withNegation('IpAddress', 'NotIpAddress', isInRange),
  ...orderOperators('Numeric', Number),
  ...orderOperators('Date', parseDate),
  ['Bool', { test: ignoreCase, negated: false }],
]);

/** True when the sandbox can evaluate the operator (named without `IfExists`). */
export function isKnownOperator(name: string): boolean {
  return name === 'Null' || operators.has(name);
}

/** True when the operator can compare with the value, so that no condition is void unnoticed. */
export function isComparable(operator: string, value: string): boolean {
  if (operator.startsWith('Numeric')) return value !== '' && Number.isFinite(Number(value));
  if (operator.startsWith('Date')) return !Number.isNaN(parseDate(value));
  if (operator.endsWith('IpAddress')) return parseNetwork(value) !== undefined;
  if (operator === 'Bool' || operator === 'Null') return /^(true|false)$/i.test(value);
  return true;
}

/**
 * True when the request's keys satisfy the condition. A key that the request lacks satisfies no
 * operator, save negated ones, `…IfExists` and `Null`
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
export function isConditionMet(condition: Condition, keys: ConditionKeys): boolean {
  const actual = keys.get(condition.key);
  if (condition.operator === 'Null') {
    return condition.values.some(
      (value) => (actual === undefined) === (value.toLowerCase() === 'true'),
    );
  }
  const operator = operators.get(condition.operator);
  if (operator === undefined) return false;
  if (actual === undefined) return operator.negated || condition.ifExists;
  return condition.values.some((expected) => operator.test(actual, expected)) !== operator.negated;
}

function withNegation(name: string, negatedName: string, test: Test): [string, Operator][] {
  return [
    [name, { test, negated: false }],
    [negatedName, { test, negated: true }],
  ];
}

function orderOperators(prefix: string, parse: (text: string) => number): [string, Operator][] {
  const compare =
    (holds: (actual: number, expected: number) => boolean): Test =>
    (actual, expected) =>
      holds(parse(actual), parse(expected));
  return [
    ...withNegation(
      `${prefix}Equals`,
      `${prefix}NotEquals`,
      compare((a, b) => a === b),
    ),
    [`${prefix}LessThan`, { test: compare((a, b) => a < b), negated: false }],
    [`${prefix}LessThanEquals`, { test: compare((a, b) => a <= b), negated: false }],
    [`${prefix}GreaterThan`, { test: compare((a, b) => a > b), negated: false }],
    [`${prefix}GreaterThanEquals`, { test: compare((a, b) => a >= b), negated: false }],
  ];
}

/** ISO 8601 or seconds since 1970, as policies may write dates. */
function parseDate(text: string): number {
  return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

/** An address, or a network in CIDR notation. */
function isInRange(actual: string, range: string): boolean {
  const network = parseNetwork(range);
  if (network === undefined || isIP(actual) === 0) return false;
  const list = new BlockList();
  list.addSubnet(network.address, network.prefixLength, network.family);
  return list.check(actual, isIP(actual) === 6 ? 'ipv6' : 'ipv4');
}

interface Network {
  readonly address: string;
  readonly prefixLength: number;
  readonly family: 'ipv4' | 'ipv6';
}

function parseNetwork(range: string): Network | undefined {
  const [address = '', length, ...rest] = range.split('/');
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const longest = family === 'ipv6' ? 128 : 32;
  if (isIP(address) === 0 || rest.length > 0) return undefined;
  if (length !== undefined && !/^\d{1,3}$/.test(length)) return undefined;
  const prefixLength = Number(length ?? longest);
  return prefixLength > longest ? undefined : { address, prefixLength, family };
}
