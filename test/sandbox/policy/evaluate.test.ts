import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluatePolicies } from '../../../src/sandbox/policy/evaluate.ts';
import { matchPattern } from '../../../src/sandbox/policy/match-pattern.ts';
import { parsePolicy } from '../../../src/sandbox/policy/parse-policy.ts';

const keys = new Map([
  ['a:text', 'Blue'],
  ['a:number', '5'],
  ['a:date', '2026-01-02T03:04:05Z'],
  ['a:ip', '10.1.2.3'],
  ['a:ipv6', '2001:db8::1'],
  ['a:bool', 'true'],
]);

function evaluate(...statements: readonly unknown[]): string {
  const policy = parsePolicy(JSON.stringify({ Statement: statements }), 'identity');
  return evaluatePolicies([policy], { action: 's3:GetObject', resource: 'arn:aws:s3:::b/k', keys });
}

const allow = { Effect: 'Allow', Action: '*', Resource: '*' };

test.each([
  [[allow], 'allow'],
  [[{ ...allow, Action: 'S3:get*' }], 'allow'],
  [[{ ...allow, Action: ['iam:*', 's3:GetObjec?'] }], 'allow'],
  [[{ ...allow, Resource: 'arn:aws:s3:::b/*' }], 'allow'],
  [[{ Effect: 'Allow', NotAction: 'iam:*', NotResource: 'arn:aws:s3:::c/*' }], 'allow'],
  [[{ ...allow, Action: 's3:Put*' }], 'silent'],
  [[{ ...allow, Resource: 'arn:aws:s3:::B/*' }], 'silent'],
  [[{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], 'silent'],
  [[{ Effect: 'Deny', Action: 's3:*', Resource: '*' }], 'deny'],
  [[allow, { Effect: 'Deny', Action: 's3:GetObject', Resource: '*' }], 'deny'],
])('%j gives %s', (statements, verdict) => {
  expect(evaluate(...statements)).toBe(verdict);
});

describe('conditions', () => {
  const met: readonly [string, string, unknown][] = [
    ['StringEquals', 'a:text', ['Red', 'Blue']],
    ['StringEquals', 'A:TEXT', 'Blue'],
    ['StringNotEquals', 'a:text', 'Red'],
    ['StringNotEquals', 'a:none', 'Red'],
    ['StringEqualsIgnoreCase', 'a:text', 'BLUE'],
    ['StringNotEqualsIgnoreCase', 'a:text', 'RED'],
    ['StringLike', 'a:text', 'B*'],
    ['StringNotLike', 'a:text', 'R*'],
    ['StringEqualsIfExists', 'a:none', 'x'],
    ['NumericEquals', 'a:number', 5],
    ['NumericNotEquals', 'a:number', '6'],
    ['NumericLessThan', 'a:number', 6],
    ['NumericLessThanEquals', 'a:number', 5],
    ['NumericGreaterThan', 'a:number', 4],
    ['NumericGreaterThanEquals', 'a:number', 5],
    ['NumericLessThanIfExists', 'a:none', 1],
    ['DateEquals', 'a:date', '2026-01-02T03:04:05Z'],
    ['DateLessThan', 'a:date', '2026-01-02T03:04:06Z'],
    ['DateGreaterThan', 'a:date', '1767225600'],
    ['Bool', 'a:bool', true],
    ['Bool', 'a:bool', 'True'],
    ['BoolIfExists', 'a:none', 'true'],
    ['IpAddress', 'a:ip', '10.0.0.0/8'],
    ['IpAddress', 'a:ip', ['192.168.0.0/16', '10.1.2.3']],
    ['IpAddress', 'a:ipv6', '2001:db8::/32'],
    ['NotIpAddress', 'a:ip', '192.168.0.0/16'],
    ['ArnLike', 'a:text', 'Bl?e'],
    ['Null', 'a:none', 'true'],
    ['Null', 'a:text', 'false'],
  ];
  test.each(met)('%s %s %j is met', (operator, key, values) => {
    expect(evaluate({ ...allow, Condition: { [operator]: { [key]: values } } })).toBe('allow');
  });

  const unmet: readonly [string, string, unknown][] = [
    ['StringEquals', 'a:text', 'blue'],
    ['StringEquals', 'a:none', 'x'],
    ['StringNotEquals', 'a:text', ['Red', 'Blue']],
    ['StringLike', 'a:text', 'b*'],
    ['StringEqualsIfExists', 'a:text', 'x'],
    ['NumericEquals', 'a:text', 5],
    ['NumericLessThan', 'a:number', 5],
    ['NumericGreaterThan', 'a:number', 5],
    ['NumericLessThan', 'a:none', 5],
    ['DateLessThan', 'a:date', '2026-01-02T03:04:05Z'],
    ['DateLessThan', 'a:text', '2026-01-02T03:04:05Z'],
    ['Bool', 'a:bool', 'false'],
    ['Bool', 'a:none', 'false'],
    ['IpAddress', 'a:ip', '11.0.0.0/8'],
    ['IpAddress', 'a:text', '10.0.0.0/8'],
    ['IpAddress', 'a:ip', '2001:db8::/32'],
    ['Null', 'a:none', 'false'],
    ['Null', 'a:text', 'true'],
  ];
  test.each(unmet)('%s %s %j is not met', (operator, key, values) => {
    expect(evaluate({ ...allow, Condition: { [operator]: { [key]: values } } })).toBe('silent');
  });

  test.each([
    ['IpAddress', 'nonsense'],
    ['NotIpAddress', '10.0.0.0/99'],
    ['NotIpAddress', '10.0.0.0/x'],
    ['NotIpAddress', '10.0.0.0/8/8'],
    ['NumericNotEquals', 'five'],
    ['NumericNotEquals', ''],
    ['DateNotEquals', 'tomorrow'],
    ['Bool', 'yes'],
    ['StringNotEquals', { a: 1 }],
  ])('%s cannot compare with %j', (operator, value) => {
    const condition = { Condition: { [operator]: { 'a:text': value } } };
    expect(() => evaluate({ ...allow, ...condition })).toThrow('Syntax errors in policy.');
  });

  test('all have to be met', () => {
    const Condition = { StringEquals: { 'a:text': 'Blue', 'a:number': '6' } };
    expect(evaluate({ ...allow, Condition })).toBe('silent');
  });
});

describe('patterns', () => {
  test('match as the regular expression of the same meaning', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.'), maxLength: 12 });
    fc.assert(
      fc.property(text, text, (pattern, value) => {
        const expression = pattern
          .replaceAll('.', '\\.')
          .replaceAll('*', '.*')
          .replaceAll('?', '.');
        expect(matchPattern(pattern, value)).toBe(new RegExp(`^${expression}$`).test(value));
      }),
    );
  });

  test('that explode in a regular expression do not', () => {
    expect(matchPattern('*a'.repeat(1000), 'a'.repeat(999))).toBe(false);
  });
});
