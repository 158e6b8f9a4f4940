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

test('prints what there is as a table', async () => {
  const { context, stdout, stderr } = await createListed();
  expect(await run(table, context)).toBe(0);
  expect(stdout()).toBe(
    [
      'PROFILE     KIND      ACCOUNT       KEY        LEFT  SESSION NAME',
      'default     unusable  -             -          -     -',
      'dev         base      000000000000  AKIA…LE01  52m   -',
      'prod-admin  role      111111111111  -          11h   awsx-1f',
      'linked      role      222222222222  -          -     -',
      'alias       alias     -             -          -     -',
      'single      sso       333333333333  -          -     -',
      'outside     process   -             -          -     -',
      'token       web id    444444444444  -          -     -',
      'static      keys      -             -          -     -',
      'broken      unusable  -             -          -     -',
      'only-vault  base      -             AKIA…LE02  -     -',
      '',
    ].join('\n'),
  );
  expect(stderr()).toBe('');
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

describe('names', () => {
  test('that are hostile, long or wide neither escape nor break 80 columns', async () => {
    const names = ['\u001b]0;x\u0007', '漢'.repeat(9), 'x'.repeat(60), '__proto__', '\u202egnp'];
    const { context, stdout } = createFakeContext();
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
    const lines = stdout().split('\n');
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(80);
    expect(lines.map(printable)).toEqual(lines);
    expect(lines.some((line) => line.startsWith('\\x1b]0;x\\x07'))).toBe(true);
    expect(lines).toContain('x'.repeat(60));
    await run(json, context);
    expect(stdout()).toContain('__proto__');
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
