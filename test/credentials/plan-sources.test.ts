import { describe, expect, test } from 'vitest';
import type { Environment } from '../../src/ports.ts';
import { calls, device, type PlanCase, plan, role } from './planning.ts';

const roleOn = (source: string, more = '') => `
[profile top]
role_arn = ${role('top')}
source_profile = ${source}
${more}
`;

const sso = `
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Dev
`;
const process = '[profile process]\ncredential_process = /opt/get-keys --json\n';
const webIdentity = `
[profile web]
role_arn = ${role('web')}
web_identity_token_file = /run/token
role_session_name = web-name
`;
const environment = `
[profile top]
role_arn = ${role('top')}
credential_source = Environment
`;
const keys = `
[profile keys]
aws_access_key_id = AKIAKEYS
aws_secret_access_key = secret
`;

describe('temporary credentials never go into GetSessionToken, and limit a role to one hour', () => {
  test.each<[string, string, string, string]>([
    ['sso', sso + roleOn('sso'), 'sso', 'IAM Identity Center credentials'],
    [
      'a process',
      process + roleOn('process'),
      'credential-process',
      'the credentials of a process',
    ],
    ['web identity', webIdentity + roleOn('web'), 'web-identity', 'a web identity session'],
    ['the environment', environment, 'credential-source', 'the credentials of Environment'],
    [
      'keys with a session token',
      `${keys}aws_session_token = token\n${roleOn('keys')}`,
      'AKIAKEYS',
      'keys with a session token',
    ],
    [
      'aws login',
      `[profile login]\nlogin_session = arn:aws:iam::111122223333:user/jo\n${roleOn('login')}`,
      'login-session',
      'the credentials of aws login',
    ],
  ])('%s', (_name, config, signer, reason) => {
    const made = plan({ config, profile: 'top', flags: { duration: '2h' } });
    expect(calls(made)).toEqual([`AssumeRole top 3600 no-mfa signed-by=${signer}`]);
    expect(made.notices).toEqual([
      `profile "top" gets 1h instead of 2h (--duration): AWS limits a role to 1h when it is assumed with ${reason} (role chaining)`,
    ]);
    expect(made.withoutSessionBecause).toBe('AWS gives it to long-lived keys only');
  });

  test('a device of the role is still sent', () => {
    const config = process + roleOn('process', `mfa_serial = ${device('M')}`);
    expect(calls(plan({ config, profile: 'top' }))).toEqual([
      'AssumeRole top 3600 mfa=M signed-by=credential-process',
    ]);
  });
});

describe('keys in a file', () => {
  test('are a source like a base credential, with a hint', () => {
    const made = plan({ config: keys, profile: 'keys' });
    expect(calls(made)).toEqual(['GetSessionToken 3600 no-mfa signed-by=AKIAKEYS']);
    expect(made.notices).toEqual([
      'profile "keys" keeps its key in plain text (aws_secret_access_key at /home/jo/.aws/config:4): awsx add keys puts it in the vault',
    ]);
  });

  test('with a session token they are handed out as they are', () => {
    const made = plan({ config: `${keys}aws_session_token = token\n`, profile: 'keys' });
    expect(calls(made)).toEqual([]);
    expect(made.notices).toEqual([]);
  });

  test('lose against the vault', () => {
    const made = plan({ config: keys, profile: 'keys', vault: { keys: 'AKIAVAULT' } });
    expect(made.steps[0]).toMatchObject({ kind: 'base-credential', accessKeyId: 'AKIAVAULT' });
    expect(made.shadows).toEqual([
      {
        what: 'aws_access_key_id in profile "keys"',
        location: { file: '/home/jo/.aws/config', line: 3 },
        by: 'the base credential of "keys" in the vault',
      },
    ]);
  });

  test('lose against a role of the selected profile', () => {
    const config = `${keys}role_arn = ${role('top')}\nsource_profile = jon\n`;
    const made = plan({ config, profile: 'keys', vault: { jon: 'AKIAJON' } });
    expect(calls(made)).toEqual(['AssumeRole top 3600 no-mfa signed-by=AKIAJON']);
    expect(made.shadows[0]?.what).toBe('aws_access_key_id in profile "keys"');
  });

  test('end the chain in a source', () => {
    const config = `${keys}role_arn = ${role('hidden')}\nsource_profile = jon\n${roleOn('keys')}`;
    expect(calls(plan({ config, profile: 'top', vault: { jon: 'AKIAJON' } }))).toEqual([
      'AssumeRole top 3600 no-mfa signed-by=AKIAKEYS',
    ]);
  });
});

describe('sources as steps', () => {
  const sourceOf = (input: PlanCase) => plan(input).steps[0];

  test('sso', () => {
    expect(sourceOf({ config: sso, profile: 'sso' })).toMatchObject({
      kind: 'sso',
      profile: 'sso',
      ssoSession: 'corp',
      startUrl: { value: 'https://corp.awsapps.com/start' },
      ssoRegion: { value: 'eu-west-1' },
      accountId: { value: '111122223333' },
      roleName: { value: 'Dev' },
    });
  });

  test('web identity is a call of its own', () => {
    const env = { AWS_REGION: 'eu-west-1' };
    expect(sourceOf({ config: webIdentity, profile: 'web', env })).toMatchObject({
      kind: 'web-identity',
      roleArn: { value: role('web') },
      token: { from: 'file', setting: { value: '/run/token' } },
      roleSessionName: { value: 'web-name' },
      durationSeconds: { value: 3600 },
      endpoint: { url: 'https://sts.eu-west-1.amazonaws.com' },
    });
  });

  test('web identity knows the limits too', () => {
    const refused = (flags: PlanCase['flags']) => () =>
      plan({ config: webIdentity, profile: 'web', ...(flags && { flags }) });
    expect(refused({ duration: '13h' })).toThrow(/out of range for AssumeRole/);
    expect(refused({ minTtl: '61m' })).toThrow(/more than its session lasts/);
  });

  test('the environment, by the key that it holds', () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's' };
    const made = plan({ config: environment, profile: 'top', env });
    expect(made.steps[0]).toMatchObject({ kind: 'credential-source', accessKeyId: 'AKIAENV' });
    expect(made.shadows).toEqual([]);
  });

  test.each([
    ['without a session token they are long-lived', {}, 7200],
    ['with one they are not', { AWS_SESSION_TOKEN: 't' }, 3600],
  ])('keys of the environment: %s', (_name, more, seconds) => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAENV', AWS_SECRET_ACCESS_KEY: 's', ...more };
    const made = plan({ config: environment, profile: 'top', env, flags: { duration: '2h' } });
    expect(calls(made)).toEqual([`AssumeRole top ${seconds} no-mfa signed-by=credential-source`]);
  });

  test('a process, with the variables that its command names', () => {
    const command = `get --for "$ACCOUNT" --at \${PLACE:-here} %DOS% $ACCOUNT $UNSET`;
    const made = plan({
      config: `[profile p]\ncredential_process = ${command}\n`,
      profile: 'p',
      env: { ACCOUNT: '1', PLACE: 'there', DOS: '6', OTHER: 'x' },
    });
    expect(made.steps[0]).toMatchObject({
      variables: [
        ['ACCOUNT', '1'],
        ['PLACE', 'there'],
        ['DOS', '6'],
      ],
    });
  });

  test.each([
    [
      'the container',
      'EcsContainer',
      { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2' },
      'http://169.254.170.2/v2',
    ],
    ['the instance', 'Ec2InstanceMetadata', {}, 'http://169.254.169.254'],
  ])('%s, by its address', (_name, source, env, address) => {
    const config = `[profile top]\nrole_arn = ${role('top')}\ncredential_source = ${source}\n`;
    expect(sourceOf({ config, profile: 'top', env })).toMatchObject({
      address: { value: address },
    });
  });

  test('a web identity token goes to AWS alone', () => {
    const refused = (env: Environment) => () => plan({ config: webIdentity, profile: 'web', env });
    for (const url of [
      'http://127.0.0.1:4566',
      'https://sts.example',
      'https://sts.amazonaws.com:444',
    ]) {
      expect(refused({ AWS_ENDPOINT_URL: url })).toThrow(/is not an AWS host, and would get a web/);
    }
    const sandbox = 'http://127.0.0.1:4000';
    const env = { AWS_ENDPOINT_URL: sandbox, AWSX_SANDBOX: '/s', AWSX_SANDBOX_ENDPOINT: sandbox };
    expect(sourceOf({ config: webIdentity, profile: 'web', env })).toMatchObject({
      endpoint: { url: sandbox },
    });
    expect(refused({ AWS_REGION: 'eu-west-1' })).not.toThrow();
  });
});

describe('AWS_ROLE_ARN', () => {
  const config = `[profile jon]\nmfa_serial = ${device('M')}\n`;
  const vault = { jon: 'AKIAJON' };
  const env = { AWS_ROLE_ARN: role('env') };

  test('gives a base profile a role', () => {
    expect(calls(plan({ config, vault, profile: 'jon', env }))).toEqual([
      'AssumeRole env 3600 mfa=M signed-by=AKIAJON',
    ]);
  });

  test('hides the role in the file', () => {
    const made = plan({ config: config + roleOn('jon'), vault, profile: 'top', env });
    expect(calls(made)).toEqual(['AssumeRole env 3600 no-mfa signed-by=AKIAJON']);
    expect(made.shadows).toContainEqual({
      what: 'role_arn in profile "top"',
      location: { file: '/home/jo/.aws/config', line: 5 },
      by: 'AWS_ROLE_ARN',
    });
  });

  test('is explained when nothing can assume it', () => {
    expect(() => plan({ config: process, profile: 'process', env })).toThrow(
      expect.objectContaining({
        code: 'profile_incomplete',
        hint: expect.stringContaining('AWS_ROLE_ARN in the environment'),
      }),
    );
  });

  test('does not hide other errors', () => {
    expect(() => plan({ config, profile: 'typo', env })).toThrow(
      expect.objectContaining({ code: 'profile_not_found' }),
    );
  });

  test('beside a web identity token it belongs to the SDK and not to a profile', () => {
    const cluster = {
      ...env,
      AWS_WEB_IDENTITY_TOKEN_FILE: '/run/token',
      AWS_ROLE_SESSION_NAME: 'pod',
    };
    const made = plan({ config, vault, profile: 'jon', env: cluster });
    expect(calls(made)).toEqual(['GetSessionToken 3600 mfa=M signed-by=AKIAJON']);
    expect(made.shadows.map(({ what }) => what)).toEqual([
      'AWS_WEB_IDENTITY_TOKEN_FILE in the environment',
      'AWS_ROLE_ARN in the environment',
    ]);
  });
});

describe('shadows', () => {
  test('credentials and another profile in the environment', () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'AKIAJUNK',
      AWS_SECRET_ACCESS_KEY: 'junk',
      AWS_SESSION_TOKEN: 'junk',
      AWS_PROFILE: 'other',
    };
    const made = plan({ config: '', vault: { jon: 'AKIAJON' }, profile: 'jon', env });
    expect(made.shadows).toEqual(
      ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_PROFILE'].map(
        (name) => ({ what: `${name} in the environment`, by: 'profile "jon"' }),
      ),
    );
  });

  test('a flag or variable of the same value hides nothing', () => {
    const config = '[profile jon]\nregion = eu-west-1\n';
    const env = { AWS_REGION: 'eu-west-1' };
    expect(plan({ config, vault: { jon: 'AKIAJON' }, profile: 'jon', env }).shadows).toEqual([]);
  });

  test('settings that a flag or a variable overrides', () => {
    const config = `
[profile jon]
region = us-east-1
mfa_serial = ${device('M')}
${roleOn('jon', `duration_seconds = 1800\nmfa_serial = ${device('M')}`)}`;
    const made = plan({
      config,
      vault: { jon: 'AKIAJON' },
      profile: 'top',
      flags: { duration: '1h' },
      env: { AWS_REGION: 'eu-west-1', AWS_MFA_SERIAL: device('E'), AWS_PROFILE: 'top' },
    });
    expect(made.shadows.map(({ what, by }) => `${what} < ${by}`)).toEqual([
      'region in profile "jon" < AWS_REGION',
      'mfa_serial in profile "jon" < AWS_MFA_SERIAL',
      'mfa_serial in profile "top" < AWS_MFA_SERIAL',
      'duration_seconds in profile "top" < --duration',
    ]);
  });
});

describe('devices and codes', () => {
  const vault = { jon: 'AKIAJON' };

  test('an alias between key and role has the last word on the device', () => {
    const config = `
[profile jon]
mfa_serial = ${device('OLD')}
[profile alias]
source_profile = jon
mfa_serial = ${device('M')}
${roleOn('alias', `mfa_serial = ${device('M')}`)}`;
    expect(calls(plan({ config, vault, profile: 'top' }))).toEqual([
      'GetSessionToken 28800 mfa=M signed-by=AKIAJON',
      'AssumeRole top 3600 no-mfa signed-by=session',
    ]);
  });

  test('AWS_MFA_SERIAL is the device of every profile', () => {
    const env = { AWS_MFA_SERIAL: device('ENV') };
    expect(calls(plan({ config: roleOn('jon'), vault, profile: 'top', env }))).toEqual([
      'GetSessionToken 28800 mfa=ENV signed-by=AKIAJON',
      'AssumeRole top 3600 no-mfa signed-by=session',
    ]);
  });

  test('mfa_process is handed on from the source, and only with a device', () => {
    const config = `
[profile jon]
mfa_process = /opt/code
${roleOn('jon', `mfa_serial = ${device('M')}`)}
[profile plain]
role_arn = ${role('plain')}
source_profile = jon
`;
    const processes = ['top', 'plain', 'jon'].map((profile) =>
      plan({ config, vault, profile }).steps.flatMap((step) =>
        'mfaProcess' in step ? [step.mfaProcess?.value] : [],
      ),
    );
    expect(processes).toEqual([['/opt/code'], [], []]);
  });

  test('a linked profile is an alias of the profile it calls awsx for', () => {
    const config = `
[profile jon]
mfa_serial = ${device('M')}
[profile linked]
credential_process = "/usr/bin/node" "/opt/awsx.cjs" credential-process jon
`;
    expect(calls(plan({ config, vault, profile: 'linked' }))).toEqual([
      'GetSessionToken 3600 mfa=M signed-by=AKIAJON',
    ]);
  });
});

describe('endpoints of steps', () => {
  const vault = { jon: 'AKIAJON' };
  const endpoints = (input: Omit<PlanCase, 'vault'>) =>
    plan({ vault, ...input }).steps.flatMap((step) =>
      'endpoint' in step ? [step.endpoint.url] : [],
    );

  test('each in the region of its profile, else in that of the selected one', () => {
    const config = `
[profile jon]
mfa_serial = ${device('M')}
${roleOn('jon', `mfa_serial = ${device('M')}\nregion = eu-west-1`)}`;
    expect(endpoints({ config, profile: 'top' })).toEqual([
      'https://sts.eu-west-1.amazonaws.com',
      'https://sts.eu-west-1.amazonaws.com',
    ]);
  });

  test('without a region, in the partition of the ARNs', () => {
    const config = `
[profile top]
role_arn = arn:aws-us-gov:iam::111122223333:role/top
source_profile = jon
`;
    expect(endpoints({ config, profile: 'top' })).toEqual([
      'https://sts.us-gov-west-1.amazonaws.com',
    ]);
  });

  test.each([
    ['GAHT12345678', 'https://sts.cn-northwest-1.amazonaws.com.cn'],
    ['arn:aws-cn:iam::111122223333:mfa/M', 'https://sts.cn-northwest-1.amazonaws.com.cn'],
  ])('GetSessionToken with device %s and a role in China', (serial, url) => {
    const config = `
[profile jon]
mfa_serial = ${serial}
[profile top]
role_arn = arn:aws-cn:iam::111122223333:role/top
source_profile = jon
mfa_serial = ${serial}
`;
    expect(endpoints({ config, profile: 'top' })).toEqual([url, url]);
  });

  test('legacy regional endpoints, by file and by variable', () => {
    const config = '[profile jon]\nregion = eu-west-1\nsts_regional_endpoints = legacy\n';
    expect(endpoints({ config, profile: 'jon' })).toEqual(['https://sts.amazonaws.com']);
    const env = { AWS_STS_REGIONAL_ENDPOINTS: 'regional' };
    expect(endpoints({ config, profile: 'jon', env })).toEqual([
      'https://sts.eu-west-1.amazonaws.com',
    ]);
  });
});

test('a profile that narrows its session is refused rather than widened', () => {
  const config = `[profile jon]\nawsx_policy_arns = arn:aws:iam::aws:policy/ReadOnlyAccess\n`;
  expect(() => plan({ config, vault: { jon: 'AKIAJON' }, profile: 'jon' })).toThrow(
    expect.objectContaining({
      code: 'not_supported',
      message: expect.stringContaining('awsx_policy_arns at /home/jo/.aws/config:2'),
    }),
  );
});

test('__proto__ is an ordinary name', () => {
  const config = `[profile __proto__]\nregion = eu-west-1\n${roleOn('__proto__')}`;
  const made = plan({ config, vault: { ['__proto__']: 'AKIAPROTO' }, profile: 'top' });
  expect(calls(made)).toEqual(['AssumeRole top 3600 no-mfa signed-by=AKIAPROTO']);
});
