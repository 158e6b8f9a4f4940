import { createSecretKey } from 'node:crypto';
import * as fileSystem from 'node:fs';
import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/explain.ts';
import { formatExplanation } from '../../src/commands/format-explanation.ts';
import type { Invocation } from '../../src/commands/invocation.ts';
import type { PlanFlags } from '../../src/credentials/plan-options.ts';
import { foretellRun } from '../../src/credentials/plan-outlook.ts';
import { createSessionCache } from '../../src/credentials/session-cache.ts';
import type { Environment } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { displayWidth } from '../../src/text-table.ts';
import { fakeClock, START } from '../credentials/fakes.ts';
import { device, plan, role } from '../credentials/planning.ts';
import { createFakeContext } from '../sandbox/fake-context.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const M = device('dev');
const config = `[profile dev]
region = us-east-1
mfa_serial = ${M}

[profile prod-admin]
role_arn = ${role('prod-admin')}
source_profile = dev
mfa_serial = ${M}

[profile prod-deploy]
role_arn = ${role('prod-deploy')}
source_profile = prod-admin
mfa_serial = ${M}
session_tags = team=core,cost=42
transitive_session_tags = team
external_id = ext
source_identity = jo
role_session_name = deploy
duration_seconds = 7200
`;

interface Stored {
  readonly fingerprint: string;
  readonly secondsLeft: number;
  readonly family?: string;
  readonly roleSessionName?: string;
}

interface Situation {
  readonly config?: string;
  readonly flags?: Invocation['flags'];
  readonly env?: Environment;
  readonly stored?: readonly Stored[];
}

async function explain(profile: string, situation: Situation = {}): Promise<string> {
  const home = createTemporaryFolder();
  const folders = { state: join(home, 'state'), cache: join(home, 'cache'), runtime: home };
  mkdirSync(join(home, '.aws'));
  writeFileSync(join(home, '.aws/config'), situation.config ?? config, { mode: 0o600 });
  mkdirSync(folders.state, { mode: 0o700 });
  const record = { profile: 'dev', accessKeyId: 'AKIADEV', backend: 'file' };
  writeFileSync(
    join(folders.state, 'index.json'),
    JSON.stringify({ version: 1, baseCredentials: [record] }),
    { mode: 0o600 },
  );
  store(folders.cache, situation.stored ?? []);
  const env = { HOME: home, ...situation.env };
  const context = createFakeContext({ env, folders, clock: fakeClock() });
  const status = await run({ positionals: [profile], flags: situation.flags ?? {} }, context);
  expect(status).toBe(0);
  expect(context.written.stderr).toEqual([]);
  return context.written.stdout.join('').replaceAll(home, '/home/jo');
}

function store(folder: string, sessions: readonly Stored[]): void {
  const access = { fileSystem, userId: process.getuid?.() };
  const cache = createSessionCache({ ...access, folder });
  for (const { fingerprint, secondsLeft, family, roleSessionName } of sessions) {
    cache.writeSession({
      fingerprint,
      key: createSecretKey(Buffer.alloc(32)),
      now: new Date(START.getTime() - 60_000),
      header: {
        kind: family === undefined ? 'assume-role' : 'get-session-token',
        profile: 'any',
        ...(family === undefined ? {} : { family }),
        ...(roleSessionName === undefined ? {} : { roleSessionName }),
      },
      session: {
        mintedAt: START,
        credentials: {
          accessKeyId: 'ASIA1',
          secretAccessKey: new Secret('canary-secret'),
          sessionToken: new Secret('canary-token'),
          expiration: new Date(START.getTime() + secondsLeft * 1000),
        },
      },
    });
  }
}

interface JsonStep {
  readonly kind: string;
  readonly fingerprint: string;
  readonly cache: { readonly state: string };
  readonly isCalled: boolean;
  readonly mfaCodeFrom: string | null;
}

async function explainSteps(profile: string, situation: Situation = {}) {
  const text = await explain(profile, {
    ...situation,
    flags: { json: true, ...situation.flags },
  });
  return (JSON.parse(text) as { steps: readonly JsonStep[] }).steps;
}

/** Without a disk, so that the lengths of paths are known. */
function format(profile: string, flags: PlanFlags = {}, width?: number): string {
  const made = plan({ config, profile, flags, vault: { dev: 'AKIADEV' } });
  const situation = { plan: made, now: START };
  const outlooks = foretellRun({ ...situation, sessions: [], cacheUse: 'use' });
  return formatExplanation({ ...situation, outlooks }, width);
}

test('the whole plan, for a person', () => {
  expect(format('prod-deploy', { duration: '12h' }, 80)).toBe(`Profile "prod-deploy"
   region      none
   renewed     with less than 5m left

1. The base credential of "dev"
   config      /home/jo/.aws/config:1
   key         AKIADEV
   vault       file

2. GetSessionToken for "dev"
   config      /home/jo/.aws/config:1
   device      arn:aws:iam::111122223333:mfa/dev (mfa_serial at
               /home/jo/.aws/config:3)
   duration    12h (--duration)
   endpoint    https://sts.us-east-1.amazonaws.com
   cache       nothing

3. AssumeRole arn:aws:iam::111122223333:role/prod-admin
   config      /home/jo/.aws/config:5
   profile     prod-admin (role_arn at /home/jo/.aws/config:6)
   device      none is asked
   duration    1h; 12h was asked for (--duration), but AWS limits a role to 1h
               when it is assumed with a GetSessionToken session (role chaining)
   session     awsx- and a new id
   endpoint    https://sts.us-east-1.amazonaws.com
   cache       nothing

4. AssumeRole arn:aws:iam::111122223333:role/prod-deploy
   config      /home/jo/.aws/config:10
   profile     prod-deploy (role_arn at /home/jo/.aws/config:11)
   device      none is asked
   duration    1h; 12h was asked for (--duration), but AWS limits a role to 1h
               when it is assumed with another role's session (role chaining)
   session     deploy (role_session_name at /home/jo/.aws/config:18)
   external id ext (external_id at /home/jo/.aws/config:16)
   identity    jo (source_identity at /home/jo/.aws/config:17)
   tags        team=core (handed on), cost=42
   endpoint    https://sts.us-east-1.amazonaws.com
   cache       nothing

A run now
   - calls GetSessionToken and asks for an MFA code of
     arn:aws:iam::111122223333:mfa/dev
   - calls AssumeRole arn:aws:iam::111122223333:role/prod-admin
   - calls AssumeRole arn:aws:iam::111122223333:role/prod-deploy

Not used
   - duration_seconds in profile "prod-deploy" (/home/jo/.aws/config:19),
     because of --duration

Notices
   - profile "prod-admin" gets 1h instead of 12h (--duration): AWS limits a role
     to 1h when it is assumed with a GetSessionToken session (role chaining)
   - profile "prod-deploy" gets 1h instead of 12h (--duration): AWS limits a
     role to 1h when it is assumed with another role's session (role chaining)
`);
});

describe('for a person', () => {
  test.each([60, 80, 120, 200, 500])('fits a terminal of %i columns', (columns) => {
    for (const profile of ['dev', 'prod-admin', 'prod-deploy']) {
      const widths = format(profile, {}, columns).split('\n').map(displayWidth);
      expect(Math.max(...widths)).toBeLessThanOrEqual(Math.min(columns, 200));
    }
  });

  test.each([
    [60, 60],
    [undefined, 80],
  ])('takes the width that stdout tells: %s', async (columns, expected) => {
    const lines: string[] = [];
    const stdout = { isTTY: true, columns, write: (text: string) => void lines.push(text) };
    const context = createFakeContext({ env: {}, stdout, clock: fakeClock() });
    const credentials = 'credential_process = '.concat('word '.repeat(60));
    const home = createTemporaryFolder();
    writeFileSync(join(home, 'config'), `[profile a]\n${credentials}\n`, { mode: 0o600 });
    const env = { AWS_CONFIG_FILE: join(home, 'config'), HOME: home };
    await run({ positionals: ['a'], flags: {} }, { ...context, env });
    const command = lines
      .join('')
      .split('\n')
      .filter((line) => line.includes('word word'));
    const widest = Math.max(...command.map(displayWidth));
    expect(widest).toBeLessThanOrEqual(expected);
    expect(widest).toBeGreaterThan(expected - 8);
  });

  test('breaks no line where no terminal is, and says the same', () => {
    const piped = format('prod-deploy', { duration: '12h' });
    const words = (text: string) => text.split(/\s+/);
    expect(words(piped)).toEqual(words(format('prod-deploy', { duration: '12h' }, 80)));
    expect(piped).toContain(`   device      ${M} (mfa_serial at /home/jo/.aws/config:3)\n`);
  });

  test('keeps a path in one piece, though it has spaces', () => {
    const [base, ...steps] = plan({ config, profile: 'prod-admin', vault: { dev: 'A' } }).steps;
    const file = `/home/jo/${'my files '.repeat(12)}/config`;
    const moved = { ...base, location: { file, line: 3 } };
    const made = { ...plan({ config, profile: 'prod-admin', vault: { dev: 'A' } }) };
    const situation = { plan: { ...made, steps: [moved, ...steps] as const }, now: START };
    const outlooks = foretellRun({ ...situation, sessions: [], cacheUse: 'use' });
    expect(formatExplanation({ ...situation, outlooks }, 40)).toContain(
      `   config      ${file}:3\n`,
    );
  });

  test.each<[string, Situation, string]>([
    ['dev', {}, '- calls GetSessionToken and asks for an MFA code of'],
    ['dev', { flags: { 'no-session': true } }, '- hands out the keys as they are'],
    ['dev', { flags: { 'no-session': true } }, '- makes no GetSessionToken call: --no-session'],
    ['dev', { flags: { region: 'eu-west-1' } }, 'region      eu-west-1 (--region)'],
    ['dev', { flags: { 'min-ttl': '20m' } }, 'renewed     with less than 20m left'],
    [
      'dev',
      { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:5000' } },
      'endpoint    http://127.0.0.1:5000 (AWS_ENDPOINT_URL)\n   signed for  us-east-1',
    ],
    [
      'dev',
      { env: { AWS_ACCESS_KEY_ID: 'AKIAJUNK' } },
      '- AWS_ACCESS_KEY_ID in the environment, because of profile "dev"',
    ],
    [
      'prod-admin',
      {
        config: `${config}\n[profile x]\n`.replace(
          'mfa_serial',
          'mfa_process = /opt/code\nmfa_serial',
        ),
      },
      'and takes an MFA code of arn:aws:iam::111122223333:mfa/dev from mfa_process',
    ],
  ])('%s with %j', async (profile, situation, expected) => {
    expect(await explain(profile, situation)).toContain(expected);
  });

  test.each<[string, string, readonly string[]]>([
    [
      'process',
      'credential_process = /opt/keys',
      [
        '1. The credential_process of "process"',
        'command     /opt/keys (credential_process at',
        'cache       nothing',
        '- runs the credential_process of "process"',
      ],
    ],
    [
      'keys',
      'aws_access_key_id = AKIAKEYS\naws_secret_access_key = canary\naws_session_token = canary',
      ['1. The keys in the files of "keys"', 'key         AKIAKEYS', 'hands out the keys'],
    ],
    ['login', 'login_session = arn:x', ['1. The aws login of "login"', 'session     arn:x']],
    [
      'sso',
      'sso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = Dev',
      [
        '1. IAM Identity Center for "sso"',
        'account     1',
        'role        Dev',
        'from the source above',
      ],
    ],
    [
      'web',
      `role_arn = ${role('web')}\nweb_identity_token_file = /run/token`,
      [
        `1. AssumeRoleWithWebIdentity ${role('web')}`,
        'token       file /run/token',
        'duration    1h',
        'session     awsx- and a new id',
        `- calls AssumeRoleWithWebIdentity ${role('web')}`,
      ],
    ],
    [
      'top',
      `role_arn = ${role('top')}\ncredential_source = Ec2InstanceMetadata`,
      [
        '1. The credential_source of "top"',
        'source      Ec2InstanceMetadata',
        'address     http://169.254.169.254 (default of instance metadata)',
      ],
    ],
  ])('a source: %s', async (profile, lines, expected) => {
    const text = await explain(profile, { config: `[profile ${profile}]\n${lines}\n` });
    for (const part of expected) expect(text).toContain(part);
    expect(text).not.toContain('canary');
  });

  test('hostile names and values are shown, not obeyed', async () => {
    const evil = '\u001b]0;owned\u0007\u202e';
    const text = await explain(`a${evil}`, {
      config: `[profile "a${evil}"]\ncredential_process = ${evil}\n`,
    });
    expect(text).toContain('Profile "a\\x1b]0;owned\\x07\\u{202e}"');
    for (const character of evil.slice(0, 1) + evil.slice(-2))
      expect(text).not.toContain(character);
  });
});

describe('the cache', () => {
  const live = async (secondsLeft: number, situation: Situation = {}) => {
    const [, session, admin] = await explainSteps('prod-admin');
    const stored = [
      {
        fingerprint: session?.fingerprint ?? '',
        secondsLeft: 20_000,
        family: familyOf('prod-admin'),
      },
      { fingerprint: admin?.fingerprint ?? '', secondsLeft, roleSessionName: 'awsx-abc' },
    ];
    return { ...situation, stored };
  };
  const states = async (situation: Situation) =>
    (await explainSteps('prod-admin', situation)).map(
      ({ cache, isCalled }) => `${cache.state}${isCalled ? ' called' : ''}`,
    );

  test.each<[string, number, Situation['flags'], readonly string[]]>([
    ['a good session', 3000, {}, ['source', 'kept', 'kept']],
    ['exactly the window', 300, {}, ['source', 'kept', 'kept']],
    ['less than the window', 299, {}, ['source', 'kept', 'renewed called']],
    ['less than --min-ttl', 1000, { 'min-ttl': '20m' }, ['source', 'kept', 'renewed called']],
    ['--refresh', 3000, { refresh: true }, ['source', 'kept', 'renewed called']],
    ['an expired session', -10, {}, ['source', 'kept', 'missing called']],
    ['--no-cache', 3000, { 'no-cache': true }, ['source', 'missing called', 'missing called']],
  ])('%s', async (_name, secondsLeft, flags, expected) => {
    expect(await states(await live(secondsLeft, { flags: flags ?? {} }))).toEqual(expected);
  });

  test('a good result is enough, whatever is missing before it', async () => {
    const { stored } = await live(3000);
    expect(await states({ stored: stored.slice(1) })).toEqual(['source', 'missing', 'kept']);
  });

  test('a session of the same family serves', async () => {
    const family = familyOf('prod-admin');
    const stored = [{ fingerprint: 'ab'.repeat(32), secondsLeft: 3000, family }];
    expect(await states({ stored })).toEqual(['source', 'kept', 'missing called']);
  });

  test('of one family the session that lasts longest', async () => {
    const family = familyOf('prod-admin');
    const stored = [3000, 7000, 200].map((secondsLeft, index) => ({
      fingerprint: `a${index}`.repeat(32),
      secondsLeft,
      family,
    }));
    const text = await explain('prod-admin', { stored });
    expect(text).toContain('valid until 2026-01-01T01:56:40Z (1h56m40s left)');
  });

  test('for a person: until when, under which name, and that nothing is asked', async () => {
    const text = await explain('prod-admin', await live(3000));
    expect(text).toContain('session     awsx-abc (the cached one)');
    expect(text).toContain('cache       valid until 2026-01-01T00:50:00Z (50m left)\n');
    expect(text).toContain('- takes the session from the cache, asks nothing and calls nobody');
  });

  test('for a person: what is to be renewed', async () => {
    expect(await explain('prod-admin', await live(200))).toContain(
      'cache       valid until 2026-01-01T00:03:20Z (3m20s left), to be renewed',
    );
  });
});

/** Said by no output, but known to the cache's headers. */
function familyOf(profile: string): string {
  const [, session] = plan({ config, profile, vault: { dev: 'AKIADEV' } }).steps;
  return session?.kind === 'get-session-token' ? session.familyFingerprint : '';
}

test('JSON has every step, and no secret', async () => {
  const keys = 'aws_access_key_id = AKIAKEYS\naws_secret_access_key = canary-secret\n';
  const text = await explain('prod-admin', {
    config: config.replace('[profile dev]\n', `[profile dev]\n${keys}`),
    flags: { json: true },
  });
  expect(text).not.toContain('canary');
  const origin = (key: string, line: number) => ({
    kind: 'file',
    key,
    profile: 'prod-admin',
    location: { file: '/home/jo/.aws/config', line },
  });
  expect(JSON.parse(text)).toMatchObject({
    profile: 'prod-admin',
    region: null,
    minTtlSeconds: 300,
    withoutSessionBecause: null,
    steps: [
      { kind: 'base-credential', accessKeyId: 'AKIADEV', mfaCodeFrom: null, isCalled: false },
      {
        kind: 'get-session-token',
        profile: 'dev',
        location: { file: '/home/jo/.aws/config', line: 1 },
        duration: { seconds: 28_800 },
        mfaSerial: { value: M },
        feedsLaterSteps: true,
        cache: { state: 'missing', expiration: null, roleSessionName: null },
        isCalled: true,
        mfaCodeFrom: 'question',
      },
      {
        kind: 'assume-role',
        roleArn: { value: role('prod-admin'), origin: origin('role_arn', 8) },
        duration: { seconds: 3600 },
        endpoint: { url: 'https://sts.us-east-1.amazonaws.com', signingRegion: 'us-east-1' },
        isCalled: true,
        mfaCodeFrom: null,
      },
    ],
    notices: [],
    shadows: [{ what: 'aws_access_key_id in profile "dev"', location: { line: 2 } }],
  });
});

test('JSON of every kind of source', async () => {
  const sources = {
    process: 'credential_process = /opt/keys',
    keys: 'aws_access_key_id = AKIAKEYS\naws_secret_access_key = s\naws_session_token = t',
    login: 'login_session = arn:x',
    sso: 'sso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 1\nsso_role_name = Dev',
    web: `role_arn = ${role('web')}\nweb_identity_token_file = /run/token`,
    top: `role_arn = ${role('top')}\ncredential_source = EcsContainer`,
  };
  const firsts = await Promise.all(
    Object.entries(sources).map(async ([profile, lines]) => {
      const [first] = await explainSteps(profile, { config: `[profile ${profile}]\n${lines}\n` });
      return first;
    }),
  );
  expect(firsts).toMatchObject([
    { kind: 'credential-process', command: { value: '/opt/keys' } },
    { kind: 'static-keys', accessKeyId: 'AKIAKEYS', isTemporary: true },
    { kind: 'login-session', loginSession: { value: 'arn:x' } },
    { kind: 'sso', startUrl: { value: 'https://x.awsapps.com/start' } },
    { kind: 'web-identity', roleArn: { value: role('web') }, token: { from: 'file' } },
    { kind: 'credential-source', source: { value: 'EcsContainer' } },
  ]);
});

test('nothing is written', async () => {
  const folder = createTemporaryFolder();
  chmodSync(folder, 0o700);
  const context = createFakeContext({
    env: { HOME: folder },
    folders: { state: join(folder, 's'), cache: join(folder, 'c'), runtime: join(folder, 'r') },
    clock: fakeClock(),
  });
  await expect(run({ positionals: ['typo'], flags: {} }, context)).rejects.toMatchObject({
    code: 'profile_not_found',
  });
  expect(readdirSync(folder)).toEqual([]);
});
