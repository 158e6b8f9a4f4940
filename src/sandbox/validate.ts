import type { Constraint } from './constraints.ts';
import type { Form } from './form.ts';
import { validationError } from './service-error.ts';

/** A value, what it must satisfy, and where it stands in AWS's notation (`tags.1.member.key`). */
export interface Check {
  readonly location: string;
  readonly value: string | number | undefined;
  readonly constraint: Constraint;
}

/**
 * Checks values as AWS's model validation does. Throws one ValidationError that lists every
 * violation ("1 validation error detected: Value '…' at '…' failed to satisfy constraint: …").
 */
export function validate(checks: readonly Check[]): void {
  const problems = checks.flatMap((check) =>
    listViolations(check).map(
      (violation) =>
        `${describeValue(check)} at '${check.location}' failed to satisfy constraint: ${violation}`,
    ),
  );
  if (problems.length === 0) return;
  const count =
    problems.length === 1 ? '1 validation error' : `${problems.length} validation errors`;
  throw validationError(`${count} detected: ${problems.join('; ')}`);
}

/** One check per constraint, for the parameter of the same name. */
export function checkForm(
  form: Form,
  constraints: Readonly<Record<string, Constraint>>,
): readonly Check[] {
  return Object.entries(constraints)
    .filter(([, constraint]) => constraint.type !== 'list')
    .map(([name, constraint]) => ({
      location: lowerFirst(name),
      value: form.get(name),
      constraint,
    }));
}

/** An integer parameter that {@link validate} has passed. */
export function readInteger(form: Form, name: string, defaultValue: number): number {
  const text = form.get(name);
  return text === undefined ? defaultValue : Number(text);
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

function listViolations({ value, constraint }: Check): readonly string[] {
  if (value === undefined) return constraint.required ? ['Member must not be null'] : [];
  if (constraint.type === 'list') return listRangeViolations(Number(value), 'length', constraint);
  if (constraint.type === 'integer') return listIntegerViolations(String(value), constraint);
  return listStringViolations(String(value), constraint);
}

function listIntegerViolations(text: string, constraint: Constraint): readonly string[] {
  if (!/^-?[0-9]{1,10}$/.test(text)) return ['Member must be an integer'];
  return listRangeViolations(Number(text), 'value', constraint);
}

function listStringViolations(text: string, constraint: Constraint): readonly string[] {
  const { values } = constraint;
  if (values !== undefined) {
    return values.includes(text)
      ? []
      : [`Member must satisfy enum value set: [${values.join(', ')}]`];
  }
  return [
    ...listRangeViolations(text.length, 'length', constraint),
    ...listPatternViolations(text, constraint),
  ];
}

function listPatternViolations(
  text: string,
  { pattern, expression }: Constraint,
): readonly string[] {
  if (pattern === undefined) return [];
  if (new RegExp(`^(?:${expression ?? pattern})$`, 'u').test(text)) return [];
  return [`Member must satisfy regular expression pattern: ${pattern}`];
}

function listRangeViolations(
  size: number,
  what: 'length' | 'value',
  { min, max }: Constraint,
): readonly string[] {
  if (min !== undefined && size < min)
    return [`Member must have ${what} greater than or equal to ${min}`];
  if (max !== undefined && size > max)
    return [`Member must have ${what} less than or equal to ${max}`];
  return [];
}

function describeValue({ value, constraint }: Check): string {
  if (value === undefined) return 'Value null';
  return constraint.type === 'list' ? `Value with ${value} members` : `Value '${value}'`;
}
