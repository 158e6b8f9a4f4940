import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Invocation } from '../../src/commands/invocation.ts';
import { run } from '../../src/commands/list.ts';
import { printable } from '../../src/printable.ts';
import { displayWidth } from '../../src/text-table.ts';
import { openIndex } from '../../src/vault/open-vault.ts';
import { type ContextSettings, createFakeContext } from './fake-context.ts';
import { writeSessions } from './sessions.ts';

const table: Invocation = { positionals: [], flags: {} };
const json: Invocation = { positionals: [], flags: { json: true } };

const config = `
[default]
region = eu-west-1
[profile dev]
mfa_serial = arn:aws:iam::000000000000:mfa/jon
[profile prod-admin]
source_profile = dev
role_arn = arn:aws:iam::111111111111:role/admin
region = eu-west-1
awsx_account_name = Shop
awsx_account_alias = shop
[profile linked]
awsx_source_profile = dev
awsx_role_arn = arn:aws:iam::222222222222:role/linked
credential_process = /usr/bin/node /opt/awsx.cjs credential-process linked
[profile alias]
source_profile = dev
[profile single]
sso_start_url = https://example.awsapps.com/start
sso_region = eu-west-1
sso_account_id = 333333333333
sso_role_name = Reader
[profile outside]
credential_process = /opt/tool
[profile token]
web_identity_token_file = /tmp/token
role_arn = arn:aws:iam::444444444444:role/token
[profile static]
aws_access_key_id = AKIAEXAMPLEEXAMPLE09
aws_secret_access_key = canary
[profile broken]
role_arn = arn:aws:iam::111111111111:role/broken
`;

async function createListed(settings: ContextSettings = {}) {
  const fake = createFakeContext({ config, ...settings });
  await openIndex(fake.context).update(() => ({
    baseCredentials: [
      { profile: 'dev', accessKeyId: 'AKIAEXAMPLEEXAMPLE01', backend: 'file' },
      { profile: 'only-vault', accessKeyId: 'AKIAEXAMPLEEXAMPLE02', backend: 'keychain' },
    ],
  }));
  writeSessions(
    fake.context,
    { kind: 'get-session-token', profile: 'dev', secondsLeft: 3125, family: 'f' },
    { kind: 'assume-role', profile: 'prod-admin', secondsLeft: 60, roleSessionName: 'awsx-old' },
    { kind: 'assume-role', profile: 'prod-admin', secondsLeft: 43_000, roleSessionName: 'awsx-1f' },
    { kind: 'assume-role', profile: 'linked', secondsLeft: 0, roleSessionName: 'awsx-2f' },
  );
  return fake;
}

/** What `list` prints on a terminal. */
async function listOnTerminal(columns: number | undefined, settings: ContextSettings = {}) {
  let text = '';
  const write = (more: string): void => {
    text += more;
  };
  const changes = { stdout: { isTTY: true, columns, write } };
  const { context } = await createListed({ ...settings, changes });
  expect(await run(table, context)).toBe(0);
  return text;
}

test('prints everything, one line for each profile, where no terminal is', async () => {
  const { context, stdout, stderr } = await createListed();
  expect(await run(table, context)).toBe(0);
  const lines = stdout().split('\n');
  expect(lines.slice(0, 5)).toEqual([
    'PROFILE     GUARD       KIND      ACCOUNT       ACCOUNT NAME  ROLE    REGION     KEY                   EXPIRES               SESSION NAME',
    'default     -           unusable  -             -             -       -          -                     -                     -',
    'dev         -           base      000000000000  -             -       -          AKIAEXAMPLEEXAMPLE01  2026-01-01T00:52:05Z  -',
    'prod-admin  production  role      111111111111  Shop (shop)   admin   eu-west-1  -                     2026-01-01T11:56:40Z  awsx-1f',
    'linked      -           role      222222222222  -             linked  -          -                     -                     -',
  ]);
  expect(lines).toHaveLength(13);
  expect(stdout()).not.toContain('…');
  expect(stdout()).not.toContain('\u001b');
  expect(stderr()).toBe('');
});

describe('on a terminal', () => {
  test('of 80 columns', async () => {
    expect(await listOnTerminal(80, { env: { NO_COLOR: '1' } })).toBe(
      [
        'PROFILE     GUARD       KIND      ACCOUNT       KEY        LEFT  SESSION NAME',
        'default     -           unusable  -             -          -     -',
        'dev         -           base      000000000000  AKIA…LE01  52m   -',
        'prod-admin  production  role      111111111111  -          11h   awsx-1f',
        'linked      -           role      222222222222  -          -     -',
        'alias       -           alias     -             -          -     -',
        'single      -           sso       333333333333  -          -     -',
        'outside     -           process   -             -          -     -',
        'token       -           web id    444444444444  -          -     -',
        'static      -           keys      -             -          -     -',
        'broken      -           unusable  -             -          -     -',
        'only-vault  -           base      -             AKIA…LE02  -     -',
        '',
      ].join('\n'),
    );
  });

  test.each([40, 60, 80, 100, 120, 160, 200])('of %i columns fits', async (columns) => {
    const lines = (await listOnTerminal(columns, { env: { NO_COLOR: '1' } })).split('\n');
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(columns);
    expect(lines[0]).toMatch(/^PROFILE {5}GUARD {7}.*(LEFT|SESSION)/);
    expect(lines.length).toBe(13);
  });

  test('of more columns says more, up to 200', async () => {
    const wide = await listOnTerminal(1000);
    expect(wide).toContain('ACCOUNT NAME');
    expect(wide).toContain('Shop (shop)');
    expect(wide).toContain('eu-west-1');
    expect(wide).toMatch(/valid until (\w{3} )?\d\d:\d\d \(52m\)/);
    expect(wide).toContain('(11h56m)');
    const [title = ''] = wide.split('\n');
    expect(displayWidth(title)).toBeLessThanOrEqual(200);
  });

  test('that does not tell its width has 80 columns', async () => {
    const env = { NO_COLOR: '1' };
    expect(await listOnTerminal(undefined, { env })).toBe(await listOnTerminal(80, { env }));
    expect(await listOnTerminal(0, { env })).toBe(await listOnTerminal(80, { env }));
  });

  test.each<[string, Record<string, string>, boolean]>([
    ['shows production in red, and in words', {}, true],
    ['shows no colour with NO_COLOR', { NO_COLOR: '1' }, false],
    ['takes an empty NO_COLOR for none', { NO_COLOR: '' }, true],
    ['shows no colour with TERM=dumb', { TERM: 'dumb' }, false],
  ])('%s', async (_, env, isRed) => {
    const text = await listOnTerminal(80, { env });
    expect(text.includes('\u001b[31mproduction\u001b[39m')).toBe(isRed);
    expect(text.includes('\u001b')).toBe(isRed);
    expect(text).toContain('production');
  });
});

test('prints every field as JSON', async () => {
  const { context, stdout } = await createListed();
  expect(await run(json, context)).toBe(0);
  const { profiles } = JSON.parse(stdout());
  expect(profiles).toHaveLength(11);
  expect(profiles[1]).toEqual({
    name: 'dev',
    kind: 'base-credential',
    accountId: '000000000000',
    baseCredential: { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', backend: 'file' },
    session: { expiration: '2026-01-01T00:52:05.000Z', roleSessionName: null },
    problem: null,
  });
  expect(profiles[2].session.roleSessionName).toBe('awsx-1f');
  expect(profiles[9]).toEqual({
    name: 'broken',
    kind: 'unusable',
    accountId: null,
    baseCredential: null,
    session: null,
    problem: expect.stringContaining('profile "broken" must contain source_profile'),
  });
  expect(stdout()).not.toContain('canary');
});

test.each([
  ['source_profile = nope', 'profile "nope" does not exist: it is the source_profile of "b"'],
  ['source_profile = c', 'profile "nope" does not exist: it is the source_profile of "c"'],
  ['source_profile = d', 'profile "d" leads back to itself'],
])('a role whose %s leads nowhere is unusable', async (line, problem) => {
  const role = 'role_arn = arn:aws:iam::111111111111:role/x';
  const settings = {
    config: `[profile b]\n${role}\n${line}
[profile c]\nsource_profile = nope\n[profile d]\nsource_profile = e\n[profile e]\nsource_profile = d\n`,
  };
  const { context, stdout } = await createListed(settings);
  expect(await run(json, context)).toBe(0);
  const [first] = JSON.parse(stdout()).profiles;
  expect(first).toMatchObject({ name: 'b', kind: 'unusable', accountId: null });
  expect(first.problem).toContain(problem);
  expect(await listOnTerminal(80, settings)).toMatch(/^b .*unusable/m);
});

test('opens no store, asks nobody and calls nobody', async () => {
  const refuse = () => Promise.reject(new Error('opened'));
  const changes = {
    openStore: refuse,
    openSts: refuse,
    openQuestions: refuse,
    readStdin: refuse,
  };
  const { context, stdout } = await createListed({ changes });
  expect(await run(table, context)).toBe(0);
  expect(stdout()).toContain('only-vault');
});

describe('names that are hostile, long or wide', () => {
  const names = ['\u001b]0;x\u0007', '漢'.repeat(9), 'x'.repeat(60), '__proto__', '\u202egnp'];

  async function listNames(columns?: number) {
    let text = '';
    const write = (more: string): void => {
      text += more;
    };
    const stdout = { isTTY: columns !== undefined, columns, write };
    const { context } = createFakeContext({ changes: { stdout } });
    await openIndex(context).update(() => ({
      baseCredentials: names.map((profile) => ({
        profile,
        accessKeyId: 'AKIAEXAMPLEEXAMPLE01',
        backend: 'file',
      })),
    }));
    const longName = { kind: 'assume-role', roleSessionName: 's'.repeat(64), secondsLeft: 129_600 };
    writeSessions(context, ...names.map((profile) => ({ profile, ...longName })));
    await run(table, context);
    return text.split('\n');
  }

  test('neither escape nor break 80 columns', async () => {
    const lines = await listNames(80);
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
    expect(lines.map(printable)).toEqual(lines);
    expect(lines.some((line) => line.startsWith('\\x1b]0;x\\x07'))).toBe(true);
    expect(lines.some((line) => line.startsWith('x'.repeat(60)))).toBe(true);
    expect(lines.some((line) => line.startsWith('__proto__'))).toBe(true);
  });

  test('are whole where no terminal is', async () => {
    const lines = await listNames();
    expect(lines).toHaveLength(names.length + 2);
    expect(lines.map(printable)).toEqual(lines);
    for (const line of lines.slice(1, -1)) expect(line.endsWith('s'.repeat(64))).toBe(true);
  });
});

test('says what to do when there is nothing yet', async () => {
  const { context, stdout, stderr } = createFakeContext();
  expect(await run(table, context)).toBe(0);
  expect(stdout()).toBe('');
  expect(stderr()).toContain('hint: run awsx add PROFILE');
  await run(json, context);
  expect(JSON.parse(stdout())).toEqual({ profiles: [] });
});

test.each([
  ['a configuration with errors', '[profile dev\n', undefined, 'config_invalid'],
  ['a damaged index', config, 'not json', 'vault_damaged'],
])('refuses %s', async (_, text, index, code) => {
  const { context, stdout } = createFakeContext({ config: text });
  fs.mkdirSync(context.folders.state, { mode: 0o700 });
  if (index !== undefined) fs.writeFileSync(join(context.folders.state, 'index.json'), index);
  await expect(run(table, context)).rejects.toMatchObject({ code });
  expect(stdout()).toBe('');
});
