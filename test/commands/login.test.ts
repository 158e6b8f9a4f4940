/** What `awsx login` sends where, for every kind of credentials. */
import { describe, expect, test } from 'vitest';
import type { Browser } from '../../src/browser/browser.ts';
import type { Invocation } from '../../src/commands/invocation.ts';
import { run } from '../../src/commands/login.ts';
import { AwsxError } from '../../src/errors.ts';
import type { SignInTokenRequest } from '../../src/login/console-sign-in.ts';
import type { Context, Sts } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import type { FederationTokenInput } from '../../src/sts-inputs.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import { createFakeContext } from './fake-context.ts';

const config = `
[profile dev]
[profile mfa]
mfa_serial = arn:aws:iam::111111111111:mfa/jon
[profile prod]
source_profile = dev
role_arn = arn:aws:iam::111111111111:role/prod
[profile china]
source_profile = dev
role_arn = arn:aws-cn:iam::111111111111:role/prod
[profile gov]
source_profile = dev
role_arn = arn:aws-us-gov:iam::111111111111:role/prod
region = us-gov-west-1
[profile europe]
source_profile = dev
role_arn = arn:aws-eusc:iam::111111111111:role/prod
[profile isolated]
source_profile = dev
role_arn = arn:aws-iso:iam::111111111111:role/prod
[profile static]
aws_access_key_id = ASIAEXAMPLEEXAMPLE09
aws_secret_access_key = canary
aws_session_token = canary-token
`;
const USER = 'arn:aws:iam::111111111111:user/team/jon';

interface Scene {
  readonly arn?: string;
  readonly federationFails?: AwsxError;
  readonly changes?: Partial<Context>;
}

async function createScene({ arn = USER, federationFails, changes }: Scene = {}) {
  const sent: SignInTokenRequest[] = [];
  const federated: FederationTokenInput[] = [];
  const calls: string[] = [];
  const session = {
    accessKeyId: 'ASIAEXAMPLEEXAMPLE01',
    secretAccessKey: new Secret('canary'),
    sessionToken: new Secret('canary-token'),
    expiration: new Date('2999-01-01T00:00:00Z'),
  };
  const give = (name: string) => async () => {
    calls.push(name);
    return session;
  };
  const sts: Sts = {
    getSessionToken: give('session'),
    assumeRole: give('role'),
    assumeRoleWithWebIdentity: give('web identity'),
    getFederationToken: async (_target, input) => {
      federated.push(input);
      if (federationFails !== undefined) throw federationFails;
      return session;
    },
    getCallerIdentity: async () => ({ account: '111111111111', arn, userId: 'AIDA' }),
  };
  const getSignInToken = async (request: SignInTokenRequest) => {
    sent.push(request);
    return new Secret('sign-in-canary');
  };
  const fake = createFakeContext({
    config,
    changes: {
      openSts: async () => sts,
      openConsoleSignIn: async () => ({ getSignInToken }),
      ...changes,
    },
  });
  const vault = await openVault(fake.context, {});
  for (const [index, profile] of ['dev', 'mfa'].entries()) {
    const key = { accessKeyId: `AKIAEXAMPLEEXAMPLE0${index}`, secretAccessKey: new Secret('key') };
    await vault.addBaseCredential(profile, key);
  }
  const login = (profile: string, flags: Invocation['flags'] = { print: true }) =>
    run({ positionals: [profile], flags }, fake.context);
  return { ...fake, sent, federated, calls, login };
}

test.each([
  ['prod', 'signin.aws.amazon.com', 'https://console.aws.amazon.com/'],
  ['china', 'signin.amazonaws.cn', 'https://console.amazonaws.cn/'],
  [
    'gov',
    'signin.amazonaws-us-gov.com',
    'https://us-gov-west-1.console.amazonaws-us-gov.com/console/home?region=us-gov-west-1',
  ],
  ['europe', 'eusc-de-east-1.signin.amazonaws-eusc.eu', 'https://console.amazonaws-eusc.eu/'],
])('%s signs in at %s', async (profile, host, destination) => {
  const { login, sent, stdout } = await createScene();
  await login(profile);
  expect(sent.map(({ federationUrl }) => federationUrl)).toEqual([`https://${host}/federation`]);
  const url = new URL(stdout().trim());
  expect([url.host, url.searchParams.get('Destination')]).toEqual([host, destination]);
  expect(url.searchParams.get('SigninToken')).toBe('sign-in-canary');
});

test.each<[string, Invocation['flags'], string]>([
  ['isolated', { print: true }, 'not_supported'],
  ['china', { print: true, region: 'eu-west-1' }, 'setting_conflict'],
  ['prod', { print: true, region: 'cn-north-1' }, 'setting_conflict'],
  ['dev', { print: true, region: 'evil.example/' }, 'invalid_argument'],
  ['prod', { print: true, service: 'a/b' }, 'invalid_argument'],
])('%s with %j sends nothing', async (profile, flags, code) => {
  const { login, sent, stdout } = await createScene();
  await expect(login(profile, flags)).rejects.toMatchObject({ code });
  expect([sent, stdout()]).toEqual([[], '']);
});

test.each<[string, Invocation['flags'], number | undefined]>([
  ['prod', {}, 43_200],
  ['prod', { duration: '2h' }, 7200],
  ['dev', {}, undefined],
  ['static', {}, undefined],
])('%s with %j asks for a session of %s seconds', async (profile, flags, seconds) => {
  const arn = profile === 'static' ? 'arn:aws:sts::111111111111:assumed-role/r/s' : USER;
  const { login, sent } = await createScene({ arn });
  await login(profile, { print: true, ...flags });
  expect(sent.map((request) => request.sessionDurationSeconds)).toEqual([seconds]);
});

describe('a key without a role', () => {
  test('is federated under its own name, without GetSessionToken', async () => {
    const { login, federated, calls, stderr } = await createScene();
    await login('mfa');
    expect(federated).toEqual([
      { name: 'jon', durationSeconds: 43_200, policy: expect.stringContaining('"*"') },
    ]);
    expect(calls).toEqual([]);
    expect(stderr()).toContain('without MFA');
  });

  test('can be narrowed', async () => {
    const { login, federated } = await createScene();
    await login('dev', { print: true, 'read-only': true });
    const policyArns = ['arn:aws:iam::aws:policy/ReadOnlyAccess'];
    expect(federated).toEqual([{ name: 'jon', durationSeconds: 43_200, policyArns }]);
  });

  test('that may not be is told what it lacks', async () => {
    const federationFails = new AwsxError('aws_refused', 'GetFederationToken refused: no');
    const { login } = await createScene({ federationFails });
    await expect(login('dev')).rejects.toMatchObject({
      code: 'aws_refused',
      hint: expect.stringContaining('sts:GetFederationToken'),
    });
  });
});

describe('a session from elsewhere', () => {
  test.each(['assumed-role/r/s', 'federated-user/jon'])('of %s signs in', async (name) => {
    const { login, sent, federated } = await createScene({ arn: `arn:aws:sts::1:${name}` });
    await login('static');
    expect(sent.map((request) => request.credentials.accessKeyId)).toEqual([
      'ASIAEXAMPLEEXAMPLE09',
    ]);
    expect(federated).toEqual([]);
  });

  test('of a user does not', async () => {
    const { login, sent } = await createScene();
    await expect(login('static')).rejects.toMatchObject({ code: 'not_supported' });
    expect(sent).toEqual([]);
  });

  test('cannot be narrowed any more', async () => {
    const { login, sent } = await createScene({ arn: 'arn:aws:sts::1:assumed-role/r/s' });
    const flags = { print: true, 'read-only': true };
    await expect(login('static', flags)).rejects.toMatchObject({ code: 'not_supported' });
    expect(sent).toEqual([]);
  });
});

describe('the browser', () => {
  test('gets the address, and nobody else', async () => {
    const shown: string[] = [];
    const show: Browser['show'] = async (url) => void shown.push(url.reveal());
    const { login, stdout, stderr } = await createScene({
      changes: { findBrowser: async () => ({ show }) },
    });
    await login('prod', {});
    expect(shown).toEqual([expect.stringContaining('SigninToken=sign-in-canary')]);
    expect(`${stdout()}${stderr()}`).not.toContain('canary');
  });

  test('is looked for before anybody is asked or called', async () => {
    const failure = new AwsxError('browser_unavailable', 'no desktop');
    const { login, calls } = await createScene({
      changes: { findBrowser: () => Promise.reject(failure) },
    });
    await expect(login('prod', {})).rejects.toMatchObject({
      code: 'browser_unavailable',
      hint: expect.stringContaining('--print'),
    });
    expect(calls).toEqual([]);
  });
});
