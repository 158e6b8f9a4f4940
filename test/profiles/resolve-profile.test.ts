import { describe, expect, test } from 'vitest';
import { resolveProfile } from '../../profiles/resolve-profile.ts';
import { CONFIG_FILE, readConfig } from './read-config.ts';

function resolve(config: string, name = 'dev', credentials = '') {
  return resolveProfile(readConfig(config, credentials), name);
}

const readings = [
  ['duration_seconds = 3600', { durationSeconds: 3600 }],
  ['ignore_configured_endpoint_urls = TRUE', { ignoreConfiguredEndpointUrls: true }],
  ['awsx_mfa_unattended = false', { mfaUnattended: false }],
  ['credential_source = ec2instancemetadata', { credentialSource: 'Ec2InstanceMetadata' }],
  ['sts_regional_endpoints = Legacy', { stsRegionalEndpoints: 'legacy' }],
  [
    'session_tags =  a = 1 , b=x=y',
    {
      sessionTags: [
        { key: 'a', value: '1' },
        { key: 'b', value: 'x=y' },
      ],
    },
  ],
  ['transitive_session_tags = a, ,b ,', { transitiveSessionTags: ['a', 'b'] }],
  ['awsx_policy_arns = arn:1,arn:2', { policyArns: ['arn:1', 'arn:2'] }],
  ['awsx_policy = {\n }', { policy: '{\n}' }],
  ['sso_start_url = https://x/#/start', { ssoStartUrl: 'https://x/#/start' }],
  ['region = eu-west-1 # home', { region: 'eu-west-1' }],
  ['region =', {}],
  ['output = json', {}],
] as const;

describe('a setting', () => {
  test('carries its value and where it stands', () => {
    expect(resolve('# c\n[profile dev]\nRole_Arn = arn:x\n').roleArn).toEqual({
      value: 'arn:x',
      origin: {
        kind: 'file',
        location: { file: CONFIG_FILE, line: 3 },
        key: 'Role_Arn',
        profile: 'dev',
      },
    });
  });

  test.each(readings)('%j is read as %j', (line, expected) => {
    const { name, location, scopes, ...settings } = resolve(`[profile dev]\n${line}\n`);
    const values = Object.entries(settings).map(([key, setting]) => [key, setting?.value]);
    expect(Object.fromEntries(values)).toEqual(expected);
    expect([name, location?.line, scopes.size]).toEqual(['dev', 1, 0]);
  });

  test('that is a secret does not print itself', () => {
    const profile = resolve('[profile dev]', 'dev', '[dev]\naws_secret_access_key = canary\n');
    expect(JSON.stringify(profile)).not.toContain('canary');
    expect(profile.secretAccessKey?.value.reveal()).toBe('canary');
  });

  test.each([
    ['duration_seconds = 1h', '"1h" is not a whole number of seconds'],
    ['duration_seconds = 0', 'is not a whole number of seconds'],
    ['duration_seconds = 99999999999', 'is not a whole number of seconds'],
    ['use_fips_endpoint = yes', '"yes" is neither true nor false'],
    ['credential_source = EC2', 'is none of Environment, Ec2InstanceMetadata, EcsContainer'],
    ['session_tags = a=b,c', 'is not a list of key=value,key=value'],
    ['session_tags = =b', 'is not a list of key=value,key=value'],
    ['role_arn = arn:x\n  # indented', 'goes on in the next line'],
  ])('%j is an error with file and line', (line, message) => {
    expect(() => resolve(`[profile dev]\n${line}\n`)).toThrowError(
      expect.objectContaining({
        code: 'setting_invalid',
        message: expect.stringMatching(
          new RegExp(`at ${CONFIG_FILE}:2, in profile "dev": .*${message}`),
        ),
      }),
    );
  });

  test('that swallowed a secret does not show it', () => {
    const text = '[profile dev]\nregion = x\n  aws_secret_access_key = canary\n';
    expect(() => resolve(text)).toThrowError(
      expect.objectContaining({ message: expect.not.stringContaining('canary') }),
    );
  });
});

describe('keys with the prefix awsx_', () => {
  test.each([
    ['alone', 'awsx_role_arn = twin\n'],
    ['beside the same value', 'role_arn = twin\nawsx_role_arn = twin\n'],
    ['beside an empty value', 'awsx_role_arn = twin\nrole_arn =\n'],
    ['in capitals', 'AWSX_Role_Arn = twin\n'],
  ])('win %s', (_, lines) => {
    const { roleArn } = resolve(`[profile dev]\n${lines}`);
    expect(roleArn?.value).toBe('twin');
  });

  test('with another value than the key is a conflict that names both lines', () => {
    const text = '[profile dev]\nrole_arn = a\nawsx_role_arn = b\n';
    expect(() => resolve(text)).toThrowError(
      expect.objectContaining({
        code: 'setting_conflict',
        message: `profile "dev" has two values for one setting: role_arn at ${CONFIG_FILE}:2 and awsx_role_arn at ${CONFIG_FILE}:3`,
      }),
    );
  });

  test('keep a credential_process beside the one that only calls awsx', () => {
    const text =
      '[profile dev]\ncredential_process = "/n/node" "/a/awsx.cjs" credential-process dev\nawsx_credential_process = real\n';
    expect(resolve(text).credentialProcess?.value).toBe('real');
  });

  test('give scopes by name', () => {
    const { scopes } = resolve('[profile dev]\nawsx_scope_logs = arn:x\n');
    expect([...scopes].map(([name, { value }]) => [name, value])).toEqual([['logs', 'arn:x']]);
  });

  test.each([
    ['awsx_rolearn', 'did you mean awsx_role_arn?'],
    ['awsx_sesion_name', 'did you mean awsx_session_name?'],
    ['awsx_scope_', undefined],
    ['awsx_', undefined],
    ['awsx_completely_different_thing', 'docs/configuration.md lists the known keys'],
  ])('%s is not known', (key, hint) => {
    expect(() => resolve(`[profile dev]\n${key} = x\n`)).toThrowError(
      expect.objectContaining({
        code: 'setting_invalid',
        message: expect.stringContaining(`${key} at ${CONFIG_FILE}:2`),
        ...(hint && { hint }),
      }),
    );
  });
});

describe('include_profile', () => {
  test('fills blanks, nearest first, and says where each value stands', () => {
    const profile = resolve(`
[profile dev]
include_profile = near
region = own
mfa_serial =
[profile near]
include_profile = far
region = near
external_id = near
[profile far]
external_id = far
mfa_serial = far
source_profile = base
awsx_scope_logs = far
[default]
source_identity = never
`);
    expect(profile.region?.value).toBe('own');
    expect(profile.externalId?.value).toBe('near');
    expect(profile.mfaSerial).toMatchObject({ value: 'far', origin: { profile: 'far' } });
    expect(profile.sourceProfile?.value).toBe('base');
    expect(profile.scopes.get('logs')?.value).toBe('far');
    expect(profile.sourceIdentity).toBeUndefined();
  });

  test('does not hand on the keys of an account or a link to awsx', () => {
    const profile = resolve(`
[profile dev]
include_profile = near
[profile near]
aws_access_key_id = a
aws_secret_access_key = b
credential_process = awsx credential-process near
region = near
`);
    expect(profile.accessKeyId).toBeUndefined();
    expect(profile.secretAccessKey).toBeUndefined();
    expect(profile.credentialProcess).toBeUndefined();
    expect(profile.region?.value).toBe('near');
  });

  test.each([
    ['dev', '[profile dev]\ninclude_profile = dev\n', `"dev" (${CONFIG_FILE}:2) -> "dev"`],
    [
      'dev',
      '[profile dev]\ninclude_profile = a\n[profile a]\ninclude_profile = b\n[profile b]\nawsx_include_profile = a\n',
      `"a" (${CONFIG_FILE}:4) -> "b" (${CONFIG_FILE}:6) -> "a"`,
    ],
  ])('that leads back is an error', (name, text, loop) => {
    expect(() => resolve(text, name)).toThrowError(
      expect.objectContaining({ code: 'profile_cycle', message: expect.stringContaining(loop) }),
    );
  });

  test('that names no profile is an error', () => {
    expect(() => resolve('[profile dev]\ninclude_profile = typo\n')).toThrowError(
      expect.objectContaining({
        code: 'profile_not_found',
        message: `profile "typo" does not exist: it is the include_profile of "dev" (${CONFIG_FILE}:2)`,
      }),
    );
  });
});

describe('a profile that does not exist', () => {
  test.each([
    ['prod-admn', 'did you mean "prod-admin"?'],
    ['PROD-ADMIN', 'did you mean "prod-admin"?'],
    ['x', 'run awsx list to see the profiles'],
    ['__proto__', 'run awsx list to see the profiles'],
  ])('%s is named, with the nearest one', (name, hint) => {
    expect(() => resolve('[profile prod-admin]\n', name)).toThrowError(
      expect.objectContaining({
        code: 'profile_not_found',
        message: `profile "${name}" does not exist`,
        hint,
      }),
    );
  });
});

test('a profile named __proto__ is an ordinary one', () => {
  const text = '[profile __proto__]\nregion = r\n__proto__ = x\nconstructor = y\n';
  expect(resolve(text, '__proto__').region?.value).toBe('r');
});

test('a configuration with errors is refused with file and line', () => {
  expect(() => resolve('[profile dev]\nregion = x\n[profile broken\n')).toThrowError(
    expect.objectContaining({
      code: 'config_invalid',
      message: `${CONFIG_FILE}:3: Profile definition must end with ']'`,
    }),
  );
});
