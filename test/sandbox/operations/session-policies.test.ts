import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Answer, createTestSandbox, type Parameters } from '../sandbox-client.ts';

const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const statement = { Effect: 'Allow', Action: 's3:Get*', Resource: '*' };

function assumeWith(parameters: Parameters): Answer {
  const sandbox = createTestSandbox();
  const RoleArn = sandbox.roleArns.readonly;
  const base = { Action: 'AssumeRole', RoleArn, RoleSessionName: 'me' };
  return sandbox.call(sandbox.dev, { ...base, ...parameters });
}

function withStatement(changes: Readonly<Record<string, unknown>>): Parameters {
  return { Policy: JSON.stringify({ Statement: { ...statement, ...changes } }) };
}

/** Hard to compress, of the characters that tags may have. */
function createNoise(seed: string): string {
  return createHash('sha512').update(seed).digest('base64');
}

test.each([
  ['inline', withStatement({})],
  ['managed', { 'PolicyArns.member.1.arn': readOnly }],
  ['tags', { 'Tags.member.1.Key': 'team', 'Tags.member.1.Value': 'red' }],
])('the answer tells how much room is taken: %s', (_, parameters) => {
  const answer = assumeWith(parameters);
  expect(answer.status).toBe(200);
  expect(Number(answer.get('PackedPolicySize'))).toBeGreaterThan(0);
});

test.each([
  ['no JSON', { Policy: '{' }],
  ['no object', { Policy: '[]' }],
  ['no statement', { Policy: '{}' }],
  ['no statements', { Policy: '{"Statement":[]}' }],
  ['another version', { Policy: JSON.stringify({ Version: '2020-01-01', Statement: statement }) }],
  ['no effect', withStatement({ Effect: 'allow' })],
  ['no action', withStatement({ Action: undefined })],
  ['an empty action', withStatement({ Action: [] })],
  ['two kinds of action', withStatement({ NotAction: 'x' })],
  ['an action that is a number', withStatement({ Action: 1 })],
  ['no resource', withStatement({ Resource: undefined })],
  ['a principal', withStatement({ Principal: '*' })],
  ['an unknown key', withStatement({ Ressource: '*' })],
  ['an unknown operator', withStatement({ Condition: { StringMatches: { a: 'b' } } })],
  [
    'an operator for many values',
    withStatement({ Condition: { 'ForAllValues:StringEquals': { a: 'b' } } }),
  ],
  ['a condition that is none', withStatement({ Condition: { Bool: 'true' } })],
])('refuses a policy with %s', (_, parameters) => {
  const answer = assumeWith(parameters);
  expect([answer.status, answer.get('Code')]).toEqual([400, 'MalformedPolicyDocument']);
});

test('refuses an inline policy above 2,048 characters', () => {
  const limit = (length: number): Answer =>
    assumeWith({ Policy: JSON.stringify({ Statement: statement }).padEnd(length) });
  expect(limit(2048).status).toBe(200);
  expect(limit(2049).get('Message')).toMatch(
    /at 'policy' failed to satisfy constraint: Member must have length less than or equal to 2048$/,
  );
});

test('counts inline policy and ARNs together', () => {
  const Policy = JSON.stringify({ Statement: statement }).padEnd(2040);
  const answer = assumeWith({ Policy, 'PolicyArns.member.1.arn': readOnly });
  expect([answer.status, answer.get('Code'), answer.get('Message')]).toEqual([
    400,
    'PackedPolicyTooLarge',
    'Packed policy consumes 102% of allotted space, please use smaller policy.',
  ]);
});

test.each([
  [10, 200],
  [50, 400],
])('packs %i long tags: %i', (count, status) => {
  const tags = Array.from({ length: count }, (_, index) => [
    [`Tags.member.${index + 1}.Key`, createNoise(`key ${index}`)],
    [`Tags.member.${index + 1}.Value`, createNoise(`value ${index}`)],
  ]);
  const answer = assumeWith(Object.fromEntries(tags.flat()));
  expect(answer.status).toBe(status);
  expect(answer.get('Code')).toBe(status === 200 ? undefined : 'PackedPolicyTooLarge');
});

test('takes ten ARNs', () => {
  const arns = (count: number): Parameters =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`PolicyArns.member.${index + 1}.arn`, readOnly]),
    );
  expect(assumeWith(arns(10)).status).toBe(200);
  expect(assumeWith(arns(11)).get('Code')).toBe('ValidationError');
});

test('refuses an ARN that names nothing', () => {
  const answer = assumeWith({ 'PolicyArns.member.1.arn': 'arn:aws:iam::aws:policy/None' });
  expect([answer.status, answer.get('Code')]).toEqual([400, 'ValidationError']);
});
