import * as fs from 'node:fs';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Invocation } from '../../src/commands/invocation.ts';
import { run as link } from '../../src/commands/link.ts';
import { run as unlink } from '../../src/commands/unlink.ts';
import type { FileSystem } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import { type ContextSettings, createFakeContext } from './fake-context.ts';

const script = '/opt/awsx/awsx.cjs';
const start = `credential_process = /usr/bin/node ${script} credential-process`;
const config = `[profile dev]
aws_secret_access_key = canary
aws_access_key_id = AKIAEXAMPLEEXAMPLE01

[profile prod]
role_arn = arn:aws:iam::111111111111:role/prod
source_profile = base
`;

/** The programs of the context exist, as root's. */
const withPrograms: FileSystem = {
  ...fs,
  realpathSync: ((path: string) =>
    ['/usr/bin/node', script].includes(path)
      ? path
      : fs.realpathSync(path)) as FileSystem['realpathSync'],
  statSync: ((path: string, options: fs.StatSyncOptions) =>
    path.startsWith('/opt') || path.startsWith('/usr')
      ? { uid: 0, gid: 0, mode: 0o755 }
      : fs.statSync(path, options)) as unknown as FileSystem['statSync'],
};

async function create(settings: ContextSettings = {}) {
  const fake = createFakeContext({
    config,
    changes: { fileSystem: withPrograms },
    ...settings,
  });
  const vault = await openVault(fake.context, {});
  const credential = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: new Secret('canary') };
  await vault.addBaseCredential('base', credential);
  const path = join(fake.home, '.aws', 'config');
  return { ...fake, path, read: () => readFileSync(path, 'utf8') };
}

function call(positionals: readonly string[], flags: Invocation['flags'] = {}): Invocation {
  return { positionals, flags };
}

test('links a role and a profile of the vault alone, shows it, and takes both back', async () => {
  const { context, read, path, stdout, stderr } = await create();
  expect(await link(call(['prod', 'base']), context)).toBe(0);
  expect(read()).toBe(
    config
      .replace('[profile prod]', `[profile prod]\n# awsx link\n${start} prod`)
      .replace(/^(role_arn|source_profile).*/gm, 'awsx_$& # awsx link') +
      `\n[profile base]\n# awsx link: added this section\n${start} base\n`,
  );
  expect(readFileSync(`${path}.awsx-backup`, 'utf8')).toBe(config);
  expect(stdout()).toBe('');
  expect(stderr()).toContain('\n-source_profile = base\n');
  expect(stderr()).toContain('\n+awsx_source_profile = base # awsx link\n');
  expect(stderr()).toContain(`awsx: profile "prod" is linked in ${path}\n`);
  expect(await unlink(call(['base', 'prod']), context)).toBe(0);
  expect(read()).toBe(config);
});

test('the secrets in lines beside are not shown', async () => {
  const { context, stdout } = await create({
    config: `[profile prod]\nrole_arn = r\nsource_profile = base\n[profile x]\naws_secret_access_key = canary\n`,
  });
  await link(call(['prod'], { 'dry-run': true }), context);
  expect(stdout()).toContain('\n aws_secret_access_key = [redacted]\n');
  expect(stdout()).not.toContain('canary');
});

test('--dry-run prints the difference and writes nothing', async () => {
  const { context, read, stdout, stderr, path } = await create();
  const before = statSync(path).ino;
  expect(await link(call(['prod'], { 'dry-run': true }), context)).toBe(0);
  expect(stdout()).toContain(`\n+${start} prod\n`);
  expect(stderr()).toBe(`awsx: profile "prod" would be linked in ${path}\n`);
  expect(read()).toBe(config);
  expect(statSync(path).ino).toBe(before);
});

test('what is done already is said, and is no failure', async () => {
  const { context, stderr } = await create();
  expect(await unlink(call(['prod']), context)).toBe(0);
  await link(call(['prod'], { quiet: true }), context);
  expect(await link(call(['prod']), context)).toBe(0);
  expect(stderr()).toBe(
    'awsx: profile "prod" is not linked\nawsx: profile "prod" is linked already\n',
  );
});

describe('refused, and nothing is written', () => {
  test.each([
    ['a profile with a key', config, 'dev', 'not_supported'],
    ['a profile that there is not', config, 'nope', 'profile_not_found'],
    [
      'a profile that leads nowhere',
      '[profile prod]\nrole_arn = r\n',
      'prod',
      'profile_incomplete',
    ],
    [
      'a name that no command can carry',
      `[profile "it's $x"]\nsource_profile = base\n`,
      `it's $x`,
      'invalid_argument',
    ],
    [
      'a name that a line cannot hold',
      `[profile "a # b"]\nsource_profile = base\n`,
      'a # b',
      'setting_invalid',
    ],
  ])('%s', async (_, text, name, code) => {
    const { context, read } = await create({ config: text });
    await expect(link(call(['base', name]), context)).rejects.toMatchObject({ code });
    expect(read()).toBe(text);
  });

  test('a profile whose role stands in the credentials file', async () => {
    const { context, home, path, read } = await create();
    const credentials = join(home, '.aws', 'credentials');
    writeFileSync(credentials, '[prod]\nrole_arn = r\n', { mode: 0o600 });
    await expect(link(call(['prod']), context)).rejects.toMatchObject({
      code: 'not_supported',
      message: `profile "prod" has role_arn at ${credentials}:2: awsx links in the config file alone`,
      hint: `move that line to ${path}`,
    });
    expect(read()).toBe(config);
  });

  test('an awsx that is not installed for good', async () => {
    const { context, read } = await create();
    const program = { interpreter: '/usr/bin/node', script: '/tmp/awsx.cjs' };
    const realpathSync = ((path: string) => path) as FileSystem['realpathSync'];
    const changed = { ...context, program, fileSystem: { ...withPrograms, realpathSync } };
    await expect(link(call(['prod']), changed)).rejects.toMatchObject({
      code: 'not_supported',
      message: 'cannot link to /tmp/awsx.cjs: it is in a folder for temporary files',
    });
    expect(read()).toBe(config);
  });

  test('a file that an editor saves meanwhile', async () => {
    const { context, path, read } = await create();
    const stderr = {
      ...context.stderr,
      write: () => writeFileSync(path, `${config}# edited\n`, { mode: 0o600 }),
    };
    await expect(link(call(['prod']), { ...context, stderr })).rejects.toMatchObject({
      code: 'config_changed',
    });
    expect(read()).toBe(`${config}# edited\n`);
  });
});
