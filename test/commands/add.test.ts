import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/commands/add.ts';
import type { Invocation } from '../../src/commands/invocation.ts';
import { AwsxError } from '../../src/errors.ts';
import type { CallerIdentity, Context, StsTarget } from '../../src/ports.ts';
import { findRecord } from '../../src/vault/index-text.ts';
import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { openIndex, openVault } from '../../src/vault/open-vault.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import { type ContextSettings, createFakeContext } from './fake-context.ts';
import { profilesWithSessions, writeSessions } from './sessions.ts';

const id = 'AKIAEXAMPLEEXAMPLE01';
const secret = 'canarycanarycanarycanarycanarycanarycan1';
const otherId = 'AKIAEXAMPLEEXAMPLE02';
const keyInEnvironment = { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret };
const jon: CallerIdentity = {
  account: '000000000000',
  arn: 'arn:aws:iam::000000000000:user/jon',
  userId: 'AIDAJON',
};

function add(flags: Invocation['flags'] = {}, profile = 'dev'): Invocation {
  return { positionals: [profile], flags };
}

async function storedSecret(context: Context, profile = 'dev'): Promise<string | undefined> {
  const record = findRecord(openIndex(context).read(), profile);
  if (record === undefined) return undefined;
  const vault = await openVault(context, {});
  return (await vault.getBaseCredential(record)).secretAccessKey.reveal();
}

describe('stores a key', () => {
  test('that a person types, after AWS has said whose it is', async () => {
    const questions = createFakeQuestions(id, secret);
    const seen: StsTarget[] = [];
    const identify = async (target: StsTarget) => {
      seen.push(target);
      return jon;
    };
    const { context, stdout, stderr } = createFakeContext({ questions, identify });
    expect(await run(add(), context)).toBe(0);
    expect(questions.asked).toEqual([
      'AWS access key id of profile "dev"',
      'AWS secret access key of profile "dev"',
    ]);
    expect(await storedSecret(context)).toBe(secret);
    expect(
      seen.map(({ credentials, endpoint }) => [credentials.accessKeyId, endpoint.url]),
    ).toEqual([[id, 'https://sts.us-east-1.amazonaws.com']]);
    expect(stderr()).toBe(
      'awsx: the new vault is kept in the backend "keychain"\n' +
        `awsx: stored the key ${id} of ${jon.arn} as profile "dev"\n` +
        'awsx: hint: run awsx exec dev -- COMMAND\n',
    );
    expect(stdout()).toBe('');
  });

  test('and names commands that can be pasted', async () => {
    const { context, stderr } = createFakeContext({ env: keyInEnvironment });
    await run(add({ env: true, 'no-verify': true }, 'q`id`'), context);
    expect(stderr()).toContain("awsx: hint: run awsx exec 'q`id`' -- COMMAND\n");
    const source = '[profile dev]\nsource_profile = $(id)\nrole_arn = arn:aws:iam::1:role/x\n';
    const other = createFakeContext({ env: keyInEnvironment, config: source });
    await expect(run(add({ env: true }), other.context)).rejects.toMatchObject({
      hint: "run awsx add '$(id)'",
    });
  });

  test('from the environment', async () => {
    const { context, stderr } = createFakeContext({ env: keyInEnvironment });
    expect(await run(add({ env: true, 'no-verify': true }), context)).toBe(0);
    expect(await storedSecret(context)).toBe(secret);
    expect(stderr()).not.toContain('canary');
  });

  test('from stdin', async () => {
    const stdin = `\n${JSON.stringify({ AccessKeyId: id, SecretAccessKey: secret, Version: 1 })}\n`;
    const { context, stderr } = createFakeContext({ stdin });
    expect(await run(add({ stdin: true, 'no-verify': true, quiet: true }), context)).toBe(0);
    expect(await storedSecret(context)).toBe(secret);
    expect(stderr()).toBe('');
  });

  test('through the endpoint and for the region that are asked for', async () => {
    const seen: StsTarget[] = [];
    const { context } = createFakeContext({
      env: { ...keyInEnvironment, AWS_ENDPOINT_URL_STS: 'http://127.0.0.1:4566' },
      identify: async (target) => {
        seen.push(target);
        return jon;
      },
    });
    await run(add({ env: true, region: 'us-gov-west-1' }), context);
    expect(seen[0]?.endpoint).toMatchObject({
      url: 'http://127.0.0.1:4566',
      signingRegion: 'us-gov-west-1',
    });
  });
});

describe('a key that is stored already', () => {
  async function createStored(settings: ContextSettings = {}) {
    const fake = createFakeContext({ env: keyInEnvironment, ...settings });
    await run(add({ env: true, 'no-verify': true }), fake.context);
    writeSessions(
      fake.context,
      { kind: 'get-session-token', profile: 'dev', secondsLeft: 3600 },
      { kind: 'assume-role', profile: 'prod', secondsLeft: 3600 },
    );
    return fake;
  }
  const stdin = JSON.stringify({ AccessKeyId: otherId, SecretAccessKey: secret });

  test('is kept, before anything is asked', async () => {
    const questions = createFakeQuestions();
    const { context } = await createStored({ questions });
    await expect(run(add(), context)).rejects.toMatchObject({
      code: 'already_exists',
      hint: 'replace it with: awsx add --force dev',
    });
    expect(questions.asked).toEqual([]);
    expect(profilesWithSessions(context)).toEqual(['dev', 'prod']);
  });

  test('is not there when only the index says so', async () => {
    const keychain = createMemoryStore('keychain');
    const openStore = async () => keychain;
    const { context } = await createStored({ stdin, changes: { openStore } });
    await keychain.delete('base-credential/dev');
    expect(await run(add({ stdin: true, 'no-verify': true }), context)).toBe(0);
    expect(findRecord(openIndex(context).read(), 'dev')?.accessKeyId).toBe(otherId);
  });

  test('is replaced with --force, and its own sessions go', async () => {
    const { context } = await createStored({ stdin });
    await run(add({ stdin: true, 'no-verify': true, force: true }), context);
    expect(findRecord(openIndex(context).read(), 'dev')?.accessKeyId).toBe(otherId);
    expect(await storedSecret(context)).toBe(secret);
    expect(profilesWithSessions(context)).toEqual(['prod']);
  });

  test('is said to stay in a backend that cannot be opened', async () => {
    const keychain = createMemoryStore('keychain');
    const file = createMemoryStore('file');
    const locked = () => Promise.reject(new AwsxError('vault_locked', 'locked'));
    const changes: Partial<Context> = {
      openStore: async (backend) => (backend === 'file' ? { ...file, delete: locked } : keychain),
    };
    const env = { ...keyInEnvironment, AWSX_BACKEND: 'file' };
    const { context, stderr } = createFakeContext({ env, changes });
    await run(add({ env: true, 'no-verify': true }), context);
    await run(add({ env: true, 'no-verify': true, force: true, backend: 'keychain' }), context);
    expect(stderr()).toContain(
      'awsx: warning: a former key of profile "dev" stays in "file", which cannot be opened now\n',
    );
    expect(findRecord(openIndex(context).read(), 'dev')).toMatchObject({
      backend: 'keychain',
      formerBackends: ['file'],
    });
  });

  test('is one key when two are added at once', async () => {
    const { context } = createFakeContext({ env: keyInEnvironment, stdin });
    const results = await Promise.allSettled([
      run(add({ env: true, 'no-verify': true }), context),
      run(add({ stdin: true, 'no-verify': true }), context),
    ]);
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(openIndex(context).read().baseCredentials).toHaveLength(1);
  });
});

describe('changes nothing', () => {
  const root = { ...jon, arn: 'arn:aws:iam::000000000000:root' };
  const source = '[profile dev]\nsource_profile = base\nrole_arn = arn:aws:iam::1:role/x\n';
  test.each<[string, Invocation, ContextSettings, object]>([
    ['an empty name', add({}, ''), {}, { code: 'invalid_argument' }],
    ['a name of spaces', add({}, '  '), {}, { code: 'invalid_argument' }],
    [
      'a name with an escape',
      add({}, 'a\u001b[2J'),
      {},
      { message: 'the profile name "a\\x1b[2J" has a control character or outer space in it' },
    ],
    ['a name with a line break', add({}, 'a\nb'), {}, { code: 'invalid_argument' }],
    ['--env and --stdin', add({ env: true, stdin: true }), {}, { code: 'usage' }],
    [
      'an unset variable',
      add({ env: true }),
      { env: { AWS_ACCESS_KEY_ID: id } },
      { code: 'invalid_argument', message: '--env: AWS_SECRET_ACCESS_KEY is not set' },
    ],
    ['no JSON', add({ stdin: true }), { stdin: 'canary' }, { code: 'invalid_argument' }],
    ['an empty stdin', add({ stdin: true }), {}, { code: 'invalid_argument' }],
    ['a list', add({ stdin: true }), { stdin: '[]' }, { code: 'invalid_argument' }],
    [
      'JSON without the secret',
      add({ stdin: true }),
      { stdin: '{"AccessKeyId":"canary"}' },
      { message: '--stdin: what was read lacks a field, or it is no text' },
    ],
    ['nobody to ask', add(), {}, { code: 'input_required' }],
    ['--no-input', add({ 'no-input': true }), {}, { code: 'input_required' }],
    [
      'a bad shape',
      add(),
      { questions: createFakeQuestions(secret, id) },
      { code: 'invalid_argument' },
    ],
    [
      'a key that AWS refuses',
      add({ env: true }),
      {
        env: keyInEnvironment,
        identify: () => Promise.reject(new AwsxError('aws_refused', 'InvalidClientTokenId')),
      },
      { code: 'aws_refused', hint: expect.stringContaining('nothing was stored') },
    ],
    [
      "the root user's key",
      add({ env: true }),
      { env: keyInEnvironment, identify: async () => root },
      { code: 'invalid_argument', message: expect.stringContaining('root user') },
    ],
    [
      'a profile with a source profile',
      add({ env: true }),
      { env: keyInEnvironment, config: source },
      { code: 'invalid_argument', hint: 'run awsx add base' },
    ],
    [
      'a configuration with errors',
      add({ env: true }),
      { env: keyInEnvironment, config: '[profile dev]\n[profile x' },
      { code: 'config_invalid' },
    ],
    [
      'a foreign endpoint of the environment',
      add({ env: true }),
      { env: { ...keyInEnvironment, AWS_ENDPOINT_URL: 'https://evil.example' } },
      { code: 'endpoint_refused' },
    ],
    [
      'an unknown backend',
      add({ env: true, 'no-verify': true, backend: 'nonsense' }),
      { env: keyInEnvironment },
      { code: 'invalid_argument' },
    ],
  ])('for %s', async (_, invocation, settings, expected) => {
    const { context, stderr } = createFakeContext(settings);
    const error: unknown = await run(invocation, context).catch((reason: unknown) => reason);
    expect(error).toMatchObject(expected);
    expect(String(error)).not.toContain('canary');
    expect(fs.existsSync(context.folders.state)).toBe(false);
    expect(stderr()).toBe('');
  });
});

describe('the MFA device of the user', () => {
  const settings: ContextSettings = {
    env: keyInEnvironment,
    identify: async () => jon,
    listMfaDevices: async () => ['arn:aws:iam::000000000000:mfa/jon'],
  };

  test('is offered to a person', async () => {
    const questions = createFakeQuestions(id, secret, 'y');
    const { context, stderr, home } = createFakeContext({ ...settings, questions });
    await run(add(), context);
    expect(fs.readFileSync(join(home, '.aws', 'config'), 'utf8')).toBe(
      '[profile dev]\nmfa_serial = arn:aws:iam::000000000000:mfa/jon\n',
    );
    expect(
      stderr()
        .split('\n')
        .map((line) => line.slice(0, 20)),
    ).toEqual([
      'awsx: the new vault ',
      'awsx: stored the key',
      'awsx: wrote mfa_seri',
      'awsx: hint: run awsx',
      '',
    ]);
  });

  test('is only named to a script, on a terminal too', async () => {
    const questions = createFakeQuestions();
    const { context, stderr } = createFakeContext({ ...settings, questions });
    await run(add({ env: true }), context);
    expect(questions.asked).toEqual([]);
    expect(stderr()).toContain('mfa_serial = arn:aws:iam::000000000000:mfa/jon');
  });

  test.each([{ 'no-verify': true }, { quiet: true }])('is not looked for with %o', async (flag) => {
    const listMfaDevices = () => Promise.reject(new Error('looked for'));
    const { context } = createFakeContext({ ...settings, listMfaDevices });
    expect(await run(add({ env: true, ...flag }), context)).toBe(0);
  });
});

test('a profile that is its own source keeps its key', async () => {
  const config = '[profile dev]\nsource_profile = dev\nrole_arn = arn:aws:iam::1:role/x\n';
  const { context } = createFakeContext({ env: keyInEnvironment, config });
  expect(await run(add({ env: true, 'no-verify': true }), context)).toBe(0);
  expect(await storedSecret(context)).toBe(secret);
});
