import { expect, test } from 'vitest';
import type { Invocation } from '../../src/commands/invocation.ts';
import { run } from '../../src/commands/whoami.ts';
import { AwsxError } from '../../src/errors.ts';
import type { CallerIdentity, Sts, StsTarget } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import { createFakePicker } from '../fake-picker.ts';
import { type ContextSettings, createFakeContext } from './fake-context.ts';

const config = `
[profile dev]
region = eu-west-1
[profile prod]
source_profile = dev
role_arn = arn:aws:iam::111111111111:role/prod
region = eu-central-1
[profile static]
aws_access_key_id = ASIAEXAMPLEEXAMPLE09
aws_secret_access_key = canary
aws_session_token = canary
`;
const jon: CallerIdentity = {
  account: '000000000000',
  arn: 'arn:aws:iam::000000000000:user/jon\u001b[2J',
  userId: 'AIDAJON',
};

function whoami(positionals: readonly string[], flags: Invocation['flags'] = {}): Invocation {
  return { positionals, flags };
}

/** An AWS that gives sessions of an hour, and what it was asked. */
async function createStored(settings: ContextSettings = {}) {
  const asked: StsTarget[] = [];
  const calls: string[] = [];
  const mint = (name: string) => async () => {
    calls.push(name);
    return {
      accessKeyId: `ASIA${name.toUpperCase()}`,
      secretAccessKey: new Secret('canary'),
      sessionToken: new Secret('canary'),
      expiration: new Date('2026-01-01T01:00:00Z'),
    };
  };
  const sts: Sts = {
    getSessionToken: mint('session'),
    assumeRole: mint('role'),
    assumeRoleWithWebIdentity: mint('web identity'),
    getFederationToken: mint('federated user'),
    getCallerIdentity: async (target) => {
      asked.push(target);
      return jon;
    },
  };
  const changes = { openSts: async () => sts, ...settings.changes };
  const fake = createFakeContext({ config, ...settings, changes });
  const vault = await openVault(fake.context, {});
  const secretAccessKey = new Secret('canary');
  await vault.addBaseCredential('dev', { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey });
  return { ...fake, asked, calls };
}

test('prints whose the final credentials are, and how long they last', async () => {
  const { context, stdout, stderr, asked } = await createStored();
  expect(await run(whoami(['prod']), context)).toBe(0);
  expect(stdout()).toBe(
    [
      'account  000000000000',
      'arn      arn:aws:iam::000000000000:user/jon\\x1b[2J',
      'user id  AIDAJON',
      'profile  prod',
      'expires  2026-01-01T01:00:00Z, in 1h',
      '',
    ].join('\n'),
  );
  expect(stderr()).toBe('');
  expect(asked).toMatchObject([
    {
      credentials: { accessKeyId: 'ASIAROLE' },
      endpoint: { url: 'https://sts.eu-central-1.amazonaws.com' },
    },
  ]);
});

test('prints JSON, and takes the session from the cache', async () => {
  const { context, stdout, calls } = await createStored();
  const json = whoami(['dev'], { json: true });
  await run(whoami(['dev']), context);
  const before = stdout().length;
  expect(await run(json, context)).toBe(0);
  expect(JSON.parse(stdout().slice(before))).toEqual({
    account: jon.account,
    arn: jon.arn,
    userId: jon.userId,
    profile: 'dev',
    expiration: '2026-01-01T01:00:00Z',
  });
  expect(calls).toEqual(['session']);
  await run(whoami(['dev'], { 'no-cache': true }), context);
  expect(calls).toEqual(['session', 'session']);
});

test.each([
  ['dev', { 'no-session': true }, 'AKIAEXAMPLEEXAMPLE01', 'never: it is the long-lived key itself'],
  ['static', {}, 'ASIAEXAMPLEEXAMPLE09', 'not known'],
])('says what it knows of the expiry of %s with %o', async (profile, flags, keyId, words) => {
  const { context, stdout, asked } = await createStored();
  await run(whoami([profile], flags), context);
  expect(stdout()).toContain(`expires  ${words}\n`);
  expect(asked[0]?.credentials.accessKeyId).toBe(keyId);
  const before = stdout().length;
  await run(whoami([profile], { ...flags, json: true }), context);
  expect(JSON.parse(stdout().slice(before))).toMatchObject({ expiration: null });
});

test.each([
  ['the flag', { region: 'ap-south-1' }, {}, 'https://sts.ap-south-1.amazonaws.com'],
  ['the variable', {}, { AWS_REGION: 'us-west-2' }, 'https://sts.us-west-2.amazonaws.com'],
  ['the profile', {}, {}, 'https://sts.eu-west-1.amazonaws.com'],
])('asks about a key in the region of %s', async (_, flags, env, url) => {
  const { context, asked } = await createStored({ env });
  await run(whoami(['dev'], { 'no-session': true, ...flags }), context);
  expect(asked[0]?.endpoint.url).toBe(url);
});

test('takes AWS_PROFILE, else asks which profile', async () => {
  const named = await createStored({ env: { AWS_PROFILE: 'prod' } });
  await run(whoami([]), named.context);
  expect(named.stdout()).toContain('profile  prod\n');
  const asking = await createStored(createFakePicker({ profile: 'dev' }));
  await run(whoami([]), asking.context);
  expect(asking.stdout()).toContain('profile  dev\n');
  const nobody = await createStored();
  await expect(run(whoami([]), nobody.context)).rejects.toMatchObject({ code: 'usage' });
});

test('works inside a session of another profile', async () => {
  const { context } = await createStored({ env: { AWSX_PROFILE: 'dev' } });
  expect(await run(whoami(['prod']), context)).toBe(0);
});

test.each<[string, ContextSettings, string[], Invocation['flags'], string]>([
  ['an unknown profile', {}, ['typo'], {}, 'profile_not_found'],
  [
    'a foreign endpoint of the environment',
    { env: { AWS_ENDPOINT_URL: 'https://evil.example' } },
    ['dev'],
    { 'no-session': true },
    'endpoint_refused',
  ],
  [
    'a refusal by AWS',
    {
      changes: {
        openSts: () => Promise.reject(new AwsxError('aws_refused', 'InvalidClientTokenId')),
      },
    },
    ['dev'],
    {},
    'aws_refused',
  ],
])('prints nothing on stdout for %s', async (_, settings, positionals, flags, code) => {
  const { context, stdout } = await createStored(settings);
  await expect(run(whoami(positionals, flags), context)).rejects.toMatchObject({ code });
  expect(stdout()).toBe('');
});
