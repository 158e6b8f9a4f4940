import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  arn,
  assumeRoleConstraints,
  assumeRoleWithWebIdentityConstraints,
  type Constraint,
  getAccessKeyInfoConstraints,
  getFederationTokenConstraints,
  getSessionTokenConstraints,
  tagKey,
  tagValue,
} from '../../src/sandbox/constraints.ts';

interface Shape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly required?: readonly string[];
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
}

const file = new URL('../vectors/sts-wire/sts-service-2.json', import.meta.url);
const shapes: Readonly<Record<string, Shape>> = JSON.parse(readFileSync(file, 'utf8')).shapes;

/** Where AWS's documentation is stricter than its model. */
const stricter: Readonly<Record<string, Partial<Constraint>>> = {
  PolicyArns: { max: 10 },
  Policy: { max: 2048 },
};

/** A list may be absent, so its least length is of no account. */
function readConstraint(name: string): Partial<Constraint> {
  const shape = shapes[name];
  const [type] = [shape?.type].filter((found) => found === 'integer' || found === 'list');
  return {
    type: type ?? 'string',
    ...(shape?.min === undefined || type === 'list' ? {} : { min: shape.min }),
    ...(shape?.max === undefined ? {} : { max: shape.max }),
    ...(shape?.pattern === undefined ? {} : { pattern: shape.pattern }),
  };
}

function readModel(request: string): Readonly<Record<string, Partial<Constraint>>> {
  const { members = {}, required = [] } = shapes[request] ?? {};
  return Object.fromEntries(
    Object.entries(members).map(([name, { shape }]) => [
      name,
      {
        ...readConstraint(shape),
        ...(required.includes(name) ? { required: true as const } : {}),
        ...stricter[name],
      },
    ]),
  );
}

function withoutExpression({ expression: _, ...rest }: Constraint): Partial<Constraint> {
  return rest;
}

test.each([
  ['GetSessionTokenRequest', getSessionTokenConstraints],
  ['AssumeRoleRequest', assumeRoleConstraints],
  ['AssumeRoleWithWebIdentityRequest', assumeRoleWithWebIdentityConstraints],
  ['GetAccessKeyInfoRequest', getAccessKeyInfoConstraints],
  ['GetFederationTokenRequest', getFederationTokenConstraints],
])('%s is checked as the model says', (request, constraints) => {
  const own = Object.entries<Constraint>(constraints).map(([name, constraint]) => [
    name,
    withoutExpression(constraint),
  ]);
  expect(Object.fromEntries(own)).toEqual(readModel(request));
});

test.each([
  ['arnType', arn],
  ['tagKeyType', tagKey],
  ['tagValueType', tagValue],
])('%s is checked as the model says', (shape, constraint) => {
  expect(withoutExpression(constraint)).toEqual(readConstraint(shape));
});

test('every pattern is one of JavaScript', () => {
  const all: readonly Constraint[] = [
    arn,
    tagKey,
    tagValue,
    ...Object.values(assumeRoleConstraints),
  ];
  const patterns = all.map(({ expression, pattern }) => expression ?? pattern ?? '');
  expect(patterns.map((pattern) => new RegExp(pattern, 'u').source)).toHaveLength(patterns.length);
});
