import { expect, it } from 'vitest';
import { refuseNesting } from '../../src/exec/refuse-nesting.ts';
import type { Environment } from '../../src/ports.ts';

const dev = { profile: 'dev', platform: 'linux', nested: false } as const;

it.each<[string, Environment]>([
  ['no session', {}],
  ['an empty marker', { AWSX_PROFILE: '', AWS_VAULT: '' }],
  ['the same profile', { AWSX_PROFILE: 'dev', AWS_VAULT: 'dev' }],
  ['the same profile in aws-vault', { AWS_VAULT: 'dev' }],
])('allows %s', (_, env) => {
  expect(() => refuseNesting({ ...dev, env })).not.toThrow();
});

it.each<[string, Environment, string]>([
  ['another profile', { AWSX_PROFILE: 'prod' }, 'profile "prod" (AWSX_PROFILE)'],
  ['another profile of aws-vault', { AWS_VAULT: 'prod' }, 'profile "prod" (AWS_VAULT)'],
  [
    'aws-vault inside the same profile',
    { AWSX_PROFILE: 'dev', AWS_VAULT: 'prod' },
    'profile "prod" (AWS_VAULT)',
  ],
  ['a hostile name', { AWSX_PROFILE: '\x1b[2J' }, 'profile "\\x1b[2J" (AWSX_PROFILE)'],
])('refuses %s, unless --nested', (_, env, named) => {
  expect(() => refuseNesting({ ...dev, env })).toThrow(
    expect.objectContaining({
      code: 'nested_session',
      message: `already in a session of ${named}, asked for profile "dev"`,
    }),
  );
  expect(() => refuseNesting({ ...dev, env, nested: true })).not.toThrow();
});

it('finds the marker in any case on Windows', () => {
  const env = { aws_vault: 'prod' };
  expect(() => refuseNesting({ ...dev, env, platform: 'win32' })).toThrow('prod');
});
