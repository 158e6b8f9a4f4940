import { expect, test } from 'vitest';
import { createFederationInput } from '../../src/login/federated-user.ts';

const user = 'arn:aws:iam::123456789012:user';

test.each([
  [`${user}/jon`, 'jon'],
  [`${user}/a/path/jon`, 'jon'],
  [`${user}/j`, 'awsx-j'],
  [`${user}/${'j'.repeat(40)}`, 'j'.repeat(32)],
  [`${user}/jon+a=b,c.d@e-f_g`, 'jon+a=b,c.d@e-f_g'],
  ['arn:aws:iam::123456789012:root', 'root'],
])('%s is named %s', (arn, name) => {
  expect(createFederationInput({ arn, durationSeconds: 900 }).name).toBe(name);
});

test('root has an hour at most', () => {
  const arn = 'arn:aws:iam::123456789012:root';
  const ask = (durationSeconds: number) => createFederationInput({ arn, durationSeconds });
  expect([ask(43_200), ask(900)].map((input) => input.durationSeconds)).toEqual([3600, 900]);
});

const origin = { kind: 'flag', flag: '--policy' } as const;

test.each([
  ['everything the user may', undefined, { policy: expect.stringContaining('"Action":"*"') }],
  ['a policy', { origin, policy: '{}' }, { policy: '{}' }],
  ['managed policies', { origin, policyArns: ['arn'] }, { policyArns: ['arn'] }],
])('the session is allowed %s', (_, narrowing, fields) => {
  const input = createFederationInput({ arn: `${user}/jon`, durationSeconds: 900, narrowing });
  expect(input).toEqual({ name: 'jon', durationSeconds: 900, ...fields });
});
