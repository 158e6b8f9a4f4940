/** aws-vault's parity scenarios as far as they concern the plan, with awsx's differences. */
import { describe, expect, test } from 'vitest';
import { calls, device, type PlanCase, plan, role } from './planning.ts';

const M = device('M');
const vault = { jon: 'AKIAJON' };
const jon = `
[profile jon]
mfa_serial = ${M}
`;
const admin = `
[profile admin]
role_arn = ${role('admin')}
source_profile = jon
mfa_serial = ${M}
`;
const twoRoles = `${jon}
[profile r1]
role_arn = ${role('r1')}
source_profile = jon
mfa_serial = ${M}

[profile r2]
role_arn = ${role('r2')}
source_profile = r1
mfa_serial = ${M}
`;

function callsOf(input: Omit<PlanCase, 'vault'> & Pick<Partial<PlanCase>, 'vault'>) {
  return calls(plan({ vault, ...input }));
}

describe('1 to 4: base profile, role without MFA, one code for two roles', () => {
  test('a base profile is one GetSessionToken with its device', () => {
    expect(callsOf({ config: jon, profile: 'jon' })).toEqual([
      'GetSessionToken 3600 mfa=M signed-by=AKIAJON',
    ]);
  });

  test('AWS_MIN_TTL raises what must be left, and never below five minutes', () => {
    const ttl = (value: string) =>
      plan({ config: jon, vault, profile: 'jon', env: { AWS_MIN_TTL: value } }).minTtlSeconds;
    expect(['15m', '900', '10s', ''].map(ttl)).toEqual([900, 900, 300, 300]);
  });

  test('two roles of one source share the session that asks for the code', () => {
    const config = `${twoRoles}${admin}`;
    const families = ['admin', 'r1'].map((profile) => {
      const [, session] = plan({ config, vault, profile }).steps;
      return session?.kind === 'get-session-token' ? session.familyFingerprint : undefined;
    });
    expect(families[0]).toBeDefined();
    expect(families[0]).toBe(families[1]);
  });
});

describe('5: a single role above one hour', () => {
  const long = ['AssumeRole admin 7200 mfa=M signed-by=AKIAJON'];
  const config = jon + admin;

  test.each([
    ['flag', { config, flags: { duration: '2h' } }],
    ['file', { config: `${config}duration_seconds = 7200\n` }],
    ['environment', { config, env: { AWS_ASSUME_ROLE_TTL: '2h' } }],
    [
      'flag before environment before file',
      {
        config: `${config}duration_seconds = 14400\n`,
        env: { AWS_ASSUME_ROLE_TTL: '3h' },
        flags: { duration: '2h' },
      },
    ],
    [
      'environment before file',
      { config: `${config}duration_seconds = 14400\n`, env: { AWS_ASSUME_ROLE_TTL: '2h' } },
    ],
  ])('by %s', (_name, input) => {
    expect(callsOf({ profile: 'admin', ...input })).toEqual(long);
  });

  test('a variable that does not parse is an error, not ignored', () => {
    const file = `${config}duration_seconds = 7200\n`;
    const refused = () =>
      callsOf({ config: file, profile: 'admin', env: { AWS_ASSUME_ROLE_TTL: 'banana' } });
    expect(refused).toThrow(expect.objectContaining({ code: 'setting_invalid' }));
    expect(refused).toThrow('"banana" (AWS_ASSUME_ROLE_TTL) is not a duration');
  });
});

describe('6: two roles above one hour', () => {
  const long = plan({ config: twoRoles, vault, profile: 'r2', flags: { duration: '12h' } });

  test('one code, and both roles for one hour', () => {
    expect(calls(long)).toEqual([
      'GetSessionToken 43200 mfa=M signed-by=AKIAJON',
      'AssumeRole r1 3600 no-mfa signed-by=session',
      'AssumeRole r2 3600 no-mfa signed-by=r1',
    ]);
  });

  test('says so for each role, with the reason', () => {
    expect(long.notices).toEqual([
      'profile "r1" gets 1h instead of 12h (--duration): AWS limits a role to 1h when it is assumed with a GetSessionToken session (role chaining)',
      'profile "r2" gets 1h instead of 12h (--duration): AWS limits a role to 1h when it is assumed with another role\'s session (role chaining)',
    ]);
  });
});

test('7: a hop without a role, one device for all', () => {
  const config = `
[profile base]
mfa_serial = ${M}
[profile admin]
role_arn = ${role('admin')}
source_profile = base
mfa_serial = ${M}
[profile pass]
source_profile = admin
[profile target]
role_arn = ${role('target')}
source_profile = pass
mfa_serial = ${M}
`;
  expect(callsOf({ config, profile: 'target', vault: { base: 'AKIABASE' } })).toEqual([
    'GetSessionToken 28800 mfa=M signed-by=AKIABASE',
    'AssumeRole admin 3600 no-mfa signed-by=session',
    'AssumeRole target 3600 no-mfa signed-by=admin',
  ]);
});

test('7: nothing comes from [default]', () => {
  const config = `
[default]
mfa_serial = ${M}
[profile base]
[profile admin]
role_arn = ${role('admin')}
source_profile = base
`;
  expect(callsOf({ config, profile: 'admin', vault: { base: 'AKIABASE' } })).toEqual([
    'AssumeRole admin 3600 no-mfa signed-by=AKIABASE',
  ]);
});

describe('8: different or missing devices', () => {
  test.each([
    [M, device('M2'), 'mfa=M2'],
    ['', device('M2'), 'mfa=M2'],
    [M, '', 'no-mfa'],
    ['', '', 'no-mfa'],
  ])('source %j, role %j: the role alone, %s', (own, others, mfa) => {
    const config = `
[profile jon]
mfa_serial = ${own}
[profile admin]
role_arn = ${role('admin')}
source_profile = jon
mfa_serial = ${others}
`;
    expect(callsOf({ config, profile: 'admin' })).toEqual([
      `AssumeRole admin 3600 ${mfa} signed-by=AKIAJON`,
    ]);
  });
});

describe('9: a role profile with its own key', () => {
  const config = `
[profile src]
role_arn = ${role('src')}
mfa_serial = ${M}
[profile tgt]
role_arn = ${role('tgt')}
source_profile = src
mfa_serial = ${M}
`;
  const own = { src: 'AKIASRC' };

  test('by itself: the role with a code', () => {
    expect(callsOf({ config, profile: 'src', vault: own })).toEqual([
      'AssumeRole src 3600 mfa=M signed-by=AKIASRC',
    ]);
  });

  test('as the source of another role: one code for both', () => {
    expect(callsOf({ config, profile: 'tgt', vault: own })).toEqual([
      'GetSessionToken 28800 mfa=M signed-by=AKIASRC',
      'AssumeRole src 3600 no-mfa signed-by=session',
      'AssumeRole tgt 3600 no-mfa signed-by=src',
    ]);
  });
});

describe('10: --no-session', () => {
  const flags = { noSession: true };

  test('a base profile hands out its key', () => {
    const [source, ...rest] = plan({ config: jon, vault, profile: 'jon', flags }).steps;
    expect(source).toMatchObject({ kind: 'base-credential', accessKeyId: 'AKIAJON' });
    expect(rest).toEqual([]);
  });

  test('each role asks for its own code', () => {
    expect(callsOf({ config: twoRoles, profile: 'r2', flags })).toEqual([
      'AssumeRole r1 3600 mfa=M signed-by=AKIAJON',
      'AssumeRole r2 3600 mfa=M signed-by=r1',
    ]);
  });
});

describe('11: config resolution', () => {
  test('include_profile supplies region, device and source; own keys win', () => {
    const config = `${jon}
[profile common]
source_profile = jon
MFA_Serial = ${M}
region = eu-west-1
[profile admin]
include_profile = common
role_arn = ${role('admin')}
region = eu-north-1
`;
    const made = plan({ config, vault, profile: 'admin' });
    expect(calls(made)).toEqual([
      'GetSessionToken 28800 mfa=M signed-by=AKIAJON',
      'AssumeRole admin 3600 no-mfa signed-by=session',
    ]);
    expect(made.region?.value).toBe('eu-north-1');
  });

  test('a profile that is its own source assumes with its own keys', () => {
    const config = `
[profile self]
role_arn = ${role('self')}
source_profile = self
`;
    expect(callsOf({ config, profile: 'self', vault: { self: 'AKIASELF' } })).toEqual([
      'AssumeRole self 3600 no-mfa signed-by=AKIASELF',
    ]);
  });

  test.each([
    ['a', '[profile a]\nsource_profile = b\n[profile b]\nsource_profile = a\n'],
    ['a', '[profile a]\ninclude_profile = b\n[profile b]\ninclude_profile = a\n'],
  ])('a loop from %s is named', (profile, config) => {
    expect(() => callsOf({ config, profile })).toThrow(
      expect.objectContaining({
        code: 'profile_cycle',
        message: expect.stringMatching(/"a".*"b".*"a"/),
      }),
    );
  });
});

describe('12: profiles that do not exist', () => {
  test('a mistyped profile is an error though [default] works', () => {
    const config = '[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s\n';
    expect(() => callsOf({ config, profile: 'typo' })).toThrow(
      expect.objectContaining({
        code: 'profile_not_found',
        message: expect.stringContaining('"typo"'),
      }),
    );
  });

  test('a key without a section works', () => {
    expect(callsOf({ config: '', profile: 'jon' })).toEqual([
      'GetSessionToken 3600 no-mfa signed-by=AKIAJON',
    ]);
  });
});

describe('13: tags and identity', () => {
  const config = `
[profile jon]
[profile middle]
role_arn = ${role('middle')}
source_profile = jon
session_tags = from=file
role_session_name = middle-name
[profile target]
role_arn = ${role('target')}
source_profile = middle
session_tags = team = core , cost=42
transitive_session_tags = team,,cost
source_identity = jo@example.com
external_id = ext/1
role_session_name = target-name
`;
  const rolesOf = (env = {}) =>
    plan({ config, vault, profile: 'target', env }).steps.flatMap((step) =>
      step.kind === 'assume-role' ? [step] : [],
    );

  test('all are sent on that call', () => {
    expect(rolesOf()[1]).toMatchObject({
      tags: [
        { key: 'team', value: 'core' },
        { key: 'cost', value: '42' },
      ],
      transitiveTagKeys: ['team', 'cost'],
      sourceIdentity: { value: 'jo@example.com' },
      externalId: { value: 'ext/1' },
      roleSessionName: { value: 'target-name' },
    });
  });

  test('the environment overrides the profile that was named, and no other', () => {
    const [middle, target] = rolesOf({
      AWS_ROLE_ARN: role('elsewhere'),
      AWS_ROLE_SESSION_NAME: 'env-name',
      AWS_SESSION_TAGS: 'a=b',
      AWS_TRANSITIVE_TAGS: 'a',
      AWS_SOURCE_IDENTITY: 'env-identity',
    });
    expect(middle).toMatchObject({
      roleArn: { value: role('middle') },
      roleSessionName: { value: 'middle-name' },
      tags: [{ key: 'from', value: 'file' }],
      transitiveTagKeys: [],
    });
    expect(middle?.sourceIdentity).toBeUndefined();
    expect(target).toMatchObject({
      roleArn: { value: role('elsewhere') },
      roleSessionName: { value: 'env-name' },
      tags: [{ key: 'a', value: 'b' }],
      transitiveTagKeys: ['a'],
      sourceIdentity: { value: 'env-identity' },
    });
  });

  test('a malformed tag is an error that says where', () => {
    expect(() => rolesOf({ AWS_SESSION_TAGS: 'a=b,c' })).toThrow(
      '"a=b,c" (AWS_SESSION_TAGS) is not a list of key=value,key=value',
    );
  });
});

describe('14: whose region', () => {
  const config = `
[profile jon]
region = us-west-2
[profile admin]
role_arn = ${role('admin')}
source_profile = jon
region = eu-central-1
`;
  const flags = { region: 'eu-west-1' };
  const env = { AWS_REGION: 'eu-west-2', AWS_DEFAULT_REGION: 'eu-west-3' };

  test.each([
    ['flag', { flags, env }, 'eu-west-1', '--region'],
    ['AWS_REGION', { env }, 'eu-west-2', 'AWS_REGION'],
    ['AWS_DEFAULT_REGION', { env: { ...env, AWS_REGION: '' } }, 'eu-west-3', 'AWS_DEFAULT_REGION'],
  ])('%s', (_name, input, region, from) => {
    const made = plan({ config, vault, profile: 'admin', ...input });
    expect(made.region?.value).toBe(region);
    expect(JSON.stringify(made.region?.origin)).toContain(from);
    expect(made.steps[1]).toMatchObject({
      endpoint: { url: `https://sts.${region}.amazonaws.com`, signingRegion: region },
    });
  });

  test('the profile', () => {
    expect(plan({ config, vault, profile: 'admin' }).region?.value).toBe('eu-central-1');
  });
});
