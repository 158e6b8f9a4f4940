import { describe, expect, test } from 'vitest';
import type { PlanFlags } from '../../src/credentials/plan-options.ts';
import type { Narrowing } from '../../src/credentials/types.ts';
import { device, type PlanCase, plan, role } from './planning.ts';

const vault = { jon: 'AKIAJON' };
const jon = `
[profile jon]
mfa_serial = ${device('M')}
`;
const admin = (lines = '') => `${jon}
[profile admin]
role_arn = ${role('admin')}
source_profile = jon
mfa_serial = ${device('M')}
${lines}
`;
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const own = 'arn:aws:iam::111122223333:policy/team/logs';
const policy = '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}';

/** What narrows each role of a plan, in order. */
function narrowings(input: Omit<PlanCase, 'vault'>): readonly (Narrowing | undefined)[] {
  return plan({ vault, ...input })
    .steps.slice(1)
    .flatMap((step) => (step.kind === 'assume-role' ? [step.narrowing] : []));
}

function narrowing(config: string, flags: PlanFlags = {}, policyFile = ''): unknown {
  return narrowings({ config, profile: 'admin', flags, policyFile }).at(-1);
}

const flag = (name: string) => ({ kind: 'flag', flag: name });
const inFile = (key: string) => expect.objectContaining({ kind: 'file', key, profile: 'admin' });

describe('one source', () => {
  test('none by default', () => {
    expect(narrowing(admin())).toBeUndefined();
  });

  test.each<[string, string, PlanFlags, unknown]>([
    [
      '--read-only',
      '',
      { readOnly: true },
      { policyArns: [readOnly], origin: flag('--read-only') },
    ],
    [
      '--policy-arn, several',
      '',
      { policyArns: [readOnly, own] },
      { policyArns: [readOnly, own], origin: flag('--policy-arn') },
    ],
    ['--policy as JSON', '', { policy: ` ${policy}` }, { policy, origin: flag('--policy') }],
    [
      '--policy as a file',
      '',
      { policy: 'logs.json' },
      { policy, file: '/files/logs.json', origin: flag('--policy') },
    ],
    [
      'awsx_policy',
      `awsx_policy = {"Statement":\n  {"Effect":"Allow",\n  "Action":"s3:*","Resource":"*"}}`,
      {},
      { policy, origin: inFile('awsx_policy') },
    ],
    [
      'awsx_policy as a file',
      'awsx_policy = p.json',
      {},
      { policy, file: '/files/p.json', origin: inFile('awsx_policy') },
    ],
    [
      'awsx_policy_arns',
      `awsx_policy_arns = ${readOnly}, ${own}`,
      {},
      { policyArns: [readOnly, own], origin: inFile('awsx_policy_arns') },
    ],
    [
      '--scope, whatever its case',
      `awsx_scope_Logs = ${policy}`,
      { scope: 'LOGS' },
      { policy, origin: flag('--scope'), scope: inFile('awsx_scope_Logs') },
    ],
    [
      '--scope of ARNs',
      `awsx_scope_ro = ${readOnly},${own}`,
      { scope: 'ro' },
      {
        policyArns: [readOnly, own],
        origin: flag('--scope'),
        scope: inFile('awsx_scope_ro'),
      },
    ],
    [
      '--scope of a file',
      'awsx_scope_ro = ro.json',
      { scope: 'ro' },
      {
        policy,
        file: '/files/ro.json',
        origin: flag('--scope'),
        scope: inFile('awsx_scope_ro'),
      },
    ],
  ])('%s', (_, lines, flags, expected) => {
    expect(narrowing(admin(lines), flags, `\uFEFF${policy}\n`)).toEqual(expected);
  });

  test('ReadOnlyAccess is that of the partition of the role', () => {
    const config = admin().replaceAll('arn:aws:', 'arn:aws-us-gov:');
    expect(narrowing(config, { readOnly: true })).toEqual(
      expect.objectContaining({ policyArns: ['arn:aws-us-gov:iam::aws:policy/ReadOnlyAccess'] }),
    );
  });

  test('a scope that is not chosen narrows nothing', () => {
    expect(narrowing(admin('awsx_scope_ro = {'))).toBeUndefined();
  });

  test.each<[string, PlanFlags, string, string]>([
    ['', { policy: readOnly }, 'invalid_argument', '--policy-arn'],
    [`awsx_policy = ${readOnly}`, {}, 'setting_invalid', 'awsx_policy_arns'],
  ])('an ARN is no policy: %j %j', (lines, flags, code, hint) => {
    expect(() => narrowing(admin(lines), flags)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining('is an ARN, where a policy or its file is expected'),
        hint: `expected ${hint}`,
      }),
    );
  });

  test('white space is left out where it means nothing', () => {
    const spaced = '{ "Statement" :\t[ {"Sid": "a \\" b  c"} ],\n\r"x": "  \\\\" }';
    expect(narrowing(admin(), { policy: spaced })).toEqual(
      expect.objectContaining({ policy: '{"Statement":[{"Sid":"a \\" b  c"}],"x":"  \\\\"}' }),
    );
  });
});

describe('whose session it is', () => {
  const chain = `${admin(`awsx_policy_arns = ${own}`)}
[profile deploy]
role_arn = ${role('deploy')}
source_profile = admin
`;

  test('each role has that of its own profile, and flags narrow the last', () => {
    const arns = narrowings({ config: chain, profile: 'deploy', flags: { readOnly: true } }).map(
      (each) => each && 'policyArns' in each && each.policyArns,
    );
    expect(arns).toEqual([[own], [readOnly]]);
  });

  test('a profile that only points at a role narrows that role', () => {
    const config = `${admin()}\n[profile ro]\nsource_profile = admin\nawsx_policy_arns = ${readOnly}`;
    expect(narrowings({ config, profile: 'ro' })).toEqual([
      expect.objectContaining({ policyArns: [readOnly] }),
    ]);
    expect(narrowings({ config, profile: 'admin' })).toEqual([undefined]);
  });

  test('a key that two profiles include is one source', () => {
    const config = `${admin('include_profile = base')}
[profile base]
awsx_policy_arns = ${readOnly}
[profile ro]
source_profile = admin
include_profile = base
`;
    expect(narrowings({ config, profile: 'ro' })).toEqual([
      expect.objectContaining({ policyArns: [readOnly] }),
    ]);
  });

  test('scopes may stand in the profile that was named or in the role it points at', () => {
    const config = `${admin(`awsx_scope_a = ${readOnly}`)}
[profile alias]
source_profile = admin
awsx_scope_b = ${own}
`;
    const of = (scope: string) => narrowings({ config, profile: 'alias', flags: { scope } })[0];
    expect([of('a'), of('b')]).toEqual([
      expect.objectContaining({ policyArns: [readOnly] }),
      expect.objectContaining({ policyArns: [own] }),
    ]);
  });

  test('a web identity session can be narrowed, too', () => {
    const config = `[profile web]\nrole_arn = ${role('w')}\nweb_identity_token_file = /t\n`;
    const [source] = plan({ config, profile: 'web', flags: { readOnly: true } }).steps;
    expect(source).toEqual(
      expect.objectContaining({
        kind: 'web-identity',
        narrowing: { policyArns: [readOnly], origin: flag('--read-only') },
      }),
    );
  });
});

describe('two sources are refused', () => {
  const at = (key: string) => `${key} at /home/jo/.aws/config:\\d+`;
  const adds = 'what session policies allow adds up, so the two would allow more than each';

  test.each<[string, PlanFlags, string, string, string]>([
    [
      'awsx_policy = p.json',
      { readOnly: true },
      'setting_conflict',
      '--read-only',
      at('awsx_policy'),
    ],
    [
      `awsx_policy_arns = ${readOnly}`,
      { readOnly: true },
      'setting_conflict',
      '--read-only',
      at('awsx_policy_arns'),
    ],
    [
      `awsx_policy = p.json\nawsx_scope_a = ${readOnly}`,
      { scope: 'a' },
      'setting_conflict',
      '--scope',
      at('awsx_policy'),
    ],
    [
      `awsx_policy = p.json\nawsx_policy_arns = ${own}`,
      {},
      'setting_conflict',
      at('awsx_policy'),
      at('awsx_policy_arns'),
    ],
    ['', { readOnly: true, policyArns: [own] }, 'usage', '--read-only', '--policy-arn'],
    ['', { policy, policyArns: [own] }, 'usage', '--policy', '--policy-arn'],
    ['', { scope: 'a', policy }, 'usage', '--policy', '--scope'],
  ])('%j with %j', (lines, flags, code, one, other) => {
    expect(() => narrowing(admin(lines), flags, policy)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringMatching(
          `^profile "admin" is narrowed by both ${one} and ${other}: ${adds}$`,
        ),
      }),
    );
  });
});

describe('what AWS has no place for', () => {
  const sso = `
[sso-session corp]
sso_start_url = https://corp.awsapps.com/start
sso_region = eu-west-1
[profile sso]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Admin
`;
  const only = 'only AssumeRole takes a session policy, and its credentials come from';

  test.each<[string, PlanFlags, string, string]>([
    ['jon', { readOnly: true }, `(--read-only): ${only} GetSessionToken`, 'admin'],
    ['jon', { readOnly: true, noSession: true }, `${only} the vault as they are`, 'admin'],
    ['sso', { scope: 'x' }, `(--scope): ${only} IAM Identity Center`, '--role-arn ACCOUNT:ROLE'],
    ['keys', { policy }, `(--policy): ${only} a file as they are`, '--role-arn'],
    ['process', { policy }, `${only} its credential_process`, '--role-arn'],
    ['login', { policy }, `${only} aws login`, '--role-arn'],
    ['metadata', { policy }, `${only} Ec2InstanceMetadata`, '--role-arn'],
    ['alias', { policy }, `${only} GetSessionToken`, 'admin'],
  ])('profile %s with %j', (profile, flags, message, hint) => {
    const config = `${admin()}${sso}
[profile keys]
aws_access_key_id = AKIAKEYS
aws_secret_access_key = x
aws_session_token = y
[profile process]
credential_process = /opt/get
[profile login]
login_session = arn:aws:iam::111122223333:user/jo
[profile metadata]
credential_source = Ec2InstanceMetadata
[profile alias]
source_profile = jon
`;
    expect(() => plan({ config, vault, profile, flags })).toThrow(
      expect.objectContaining({
        code: 'not_supported',
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      }),
    );
  });

  test('a key in a profile without a role, also where roles follow', () => {
    const config = admin().replace('[profile jon]', '[profile jon]\nawsx_policy = p.json');
    for (const profile of ['jon', 'admin']) {
      expect(() => plan({ config, vault, profile })).toThrow(
        expect.objectContaining({
          code: 'not_supported',
          message: `profile "jon" cannot be narrowed (awsx_policy at /home/jo/.aws/config:3): ${only} GetSessionToken`,
          hint: 'move awsx_policy to a profile with a role_arn',
        }),
      );
    }
  });

  test('a role with its own key is narrowed as any other', () => {
    const config = `[profile jon]\nrole_arn = ${role('r')}\nawsx_policy_arns = ${readOnly}`;
    expect(narrowings({ config, profile: 'jon' })).toEqual([
      expect.objectContaining({ policyArns: [readOnly] }),
    ]);
  });

  test('a call of awsx with narrowing flags is not followed without them', () => {
    const config = (args: string) =>
      `${admin()}\n[profile ro]\ncredential_process = awsx credential-process ${args}\n`;
    const of = (args: string) => () => plan({ config: config(args), vault, profile: 'ro' });
    expect(of('admin')().steps).toHaveLength(3);
    for (const flags of ['--read-only', '--scope=ro', '--policy-arn x', '--tag a=b']) {
      expect(of(`${flags} admin`)).toThrow(
        expect.objectContaining({
          code: 'not_supported',
          message: expect.stringContaining(`asks awsx with ${flags.split(/[ =]/)[0]}`),
        }),
      );
    }
  });
});
