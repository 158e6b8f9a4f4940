import * as fileSystem from 'node:fs';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../src/commands/sandbox.ts';
import { isAwsxError } from '../../src/errors.ts';
import type { ChildCommand, Context } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { baseCredentialKey, parseBaseCredential } from '../../src/vault/base-credential-item.ts';
import { createFileStore } from '../../src/vault/file-store.ts';
import { openIndex } from '../../src/vault/open-vault.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { createFakeContext, type FakeContext } from './fake-context.ts';

interface Started {
  readonly context: FakeContext;
  readonly temporary: string;
  readonly commands: ChildCommand[];
}

function prepare(
  inside: (command: ChildCommand) => number | Promise<number>,
  changes: Partial<Context> = {},
): Started {
  const temporary = createTemporaryFolder();
  const commands: ChildCommand[] = [];
  const context = createFakeContext({
    ...changes,
    env: { TMPDIR: temporary, PATH: '/usr/bin:/bin', AWS_PROFILE: 'canary', ...changes.env },
    runChild: async (command) => {
      commands.push(command);
      return inside(command);
    },
  });
  return { context, temporary, commands };
}

const childCommand = ['sh', '-c', 'true'];
const invocation = { positionals: [], flags: {}, childCommand };

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return 'no error';
  } catch (error) {
    if (isAwsxError(error)) return error.code;
    throw error;
  }
}

test('runs the command in a folder that goes with it', async () => {
  const seen: string[] = [];
  const { context, temporary, commands } = prepare((command) => {
    const folder = command.env['AWSX_SANDBOX'] ?? '';
    seen.push(...readdirSync(folder).sort());
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'identity.txt')).mode & 0o777).toBe(0o600);
    return 7;
  });
  expect(await run(invocation, context)).toBe(7);
  expect(commands[0]).toMatchObject({ name: 'sh', args: ['-c', 'true'] });
  expect(commands[0]?.file).toMatch(/^\/(usr\/)?bin\/sh$/);
  expect(seen).toEqual([
    'bin',
    'cache',
    'config',
    'container-token',
    'credentials',
    'identity.txt',
    'run',
    'shell',
    'state',
    'web-identity-token',
  ]);
  expect(readdirSync(temporary)).toEqual([]);
});

test('puts awsx on PATH', async () => {
  let wrapper = '';
  const { context } = prepare(({ env }) => {
    const path = join(env['PATH']?.split(':')[0] ?? '', 'awsx');
    expect(statSync(path).mode & 0o777).toBe(0o700);
    wrapper = readFileSync(path, 'utf8');
    return 0;
  });
  await run(invocation, context);
  expect(wrapper).toBe(`#!/bin/sh\nexec '${process.execPath}' '/opt/it'\\''s/awsx.cjs' "$@"\n`);
});

test('keeps the base credential in the vault, and nowhere in the clear', async () => {
  const { context } = prepare(async ({ env }) => {
    const folder = env['AWSX_SANDBOX'] ?? '';
    const state = join(folder, 'state');
    const inside = { ...context, env, folders: { state, cache: '', runtime: '' } };
    const record = openIndex(inside)
      .read()
      .baseCredentials.find(({ profile }) => profile === 'dev');
    const store = createFileStore({ ...inside, folder: join(state, 'vault') });
    const item = (await store.get(baseCredentialKey('dev'))) ?? new Secret('');
    const secretAccessKey = parseBaseCredential(item)?.secretAccessKey.reveal() ?? '';
    expect(record?.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
    expect(secretAccessKey).toHaveLength(40);
    const files = readdirSync(folder, { recursive: true, withFileTypes: true });
    for (const file of files.filter((entry) => entry.isFile())) {
      expect(readFileSync(join(file.parentPath, file.name), 'latin1')).not.toContain(
        secretAccessKey,
      );
    }
    return 0;
  });
  expect(await run(invocation, context)).toBe(0);
});

test('serves while the command runs, and no longer', async () => {
  let url = '';
  const { context } = prepare(async ({ env }) => {
    url = env['AWS_ENDPOINT_URL'] ?? '';
    return (await fetch(url)).status === 400 ? 0 : 1;
  });
  expect(await run(invocation, context)).toBe(0);
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});

test('says that it is one', async () => {
  const { context } = prepare(() => 0);
  await run(invocation, context);
  expect(context.written.stderr.join('')).toBe(
    'awsx: sandbox: account 000000000000 on this machine alone; nothing of it is real\n',
  );
  expect(context.written.stdout).toEqual([]);
});

test('starts a subshell when there is no command', async () => {
  const { context, commands } = prepare(() => 0, { env: { SHELL: '/bin/bash' } });
  await run({ positionals: [], flags: {} }, context);
  expect(commands[0]).toMatchObject({ file: '/bin/bash', name: 'bash' });
  const banner = context.written.stderr.join('');
  expect(banner).toContain('awsx exec prod-admin -- env');
  expect(Math.max(...banner.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});

test('names the configuration of its profiles', async () => {
  let config = '';
  const { context } = prepare(({ env }) => {
    config = readFileSync(env['AWS_CONFIG_FILE'] ?? '', 'utf8');
    return 0;
  });
  await run(invocation, context);
  expect(config.match(/^\[.*\]$/gm)).toEqual([
    '[profile dev]',
    '[profile readonly]',
    '[profile prod-admin]',
    '[profile prod-deploy]',
    '[profile ci]',
  ]);
  expect(config.match(/^mfa_serial = arn:aws:iam::000000000000:mfa\/dev$/gm)).toHaveLength(3);
});

test('writes the request log where the caller said', async () => {
  const folder = createTemporaryFolder();
  const { context } = prepare(
    async ({ env }) => {
      expect(env['AWSX_SANDBOX_LOG']).toBe(join(folder, 'log'));
      await fetch(env['AWS_ENDPOINT_URL'] ?? '');
      return 0;
    },
    { workingDirectory: folder, env: { AWSX_SANDBOX_LOG: 'log' } },
  );
  await run(invocation, context);
  expect(readFileSync(join(folder, 'log'), 'utf8')).toMatch(/^\{"time":.*"MissingAction"\}\n$/);
});

test.each<[string, Partial<Context>, readonly string[], string]>([
  [
    'a log that cannot be written',
    { env: { AWSX_SANDBOX_LOG: '/' } },
    childCommand,
    'setting_invalid',
  ],
  ['a command that is missing', {}, ['no-such-command'], 'command_not_found'],
  ['a command that cannot be run', {}, ['/etc/passwd'], 'command_not_executable'],
])('leaves nothing after %s', async (_, changes, command, code) => {
  const { context, temporary, commands } = prepare(() => 0, changes);
  expect(await codeOf(run({ ...invocation, childCommand: command }, context))).toBe(code);
  expect(readdirSync(temporary)).toEqual([]);
  expect(commands).toEqual([]);
});

test('leaves nothing when the command cannot be started', async () => {
  const { context, temporary } = prepare(() => {
    throw new Error('no room for a process');
  });
  await expect(run(invocation, context)).rejects.toThrow('no room for a process');
  expect(readdirSync(temporary)).toEqual([]);
});

test('keeps the status when the folder cannot be removed', async () => {
  const rmSync = (): never => {
    throw new Error('busy');
  };
  const { context } = prepare(() => 3, { fileSystem: { ...fileSystem, rmSync } });
  expect(await run(invocation, context)).toBe(3);
  expect(context.written.stderr.join('')).toMatch(/awsx: warning: could not remove/);
});

test('refuses a folder that someone else made', async () => {
  const { context, temporary } = prepare(() => 0);
  const mkdir = fileSystem.mkdirSync;
  const mkdirBefore: typeof fileSystem.mkdirSync = (path: unknown, ...rest: unknown[]) => {
    mkdirSync(String(path), { recursive: true });
    return Reflect.apply(mkdir, undefined, [path, ...rest]);
  };
  writeFileSync(join(temporary, 'bystander'), '');
  const racing = { ...context, fileSystem: { ...fileSystem, mkdirSync: mkdirBefore } };
  await expect(run(invocation, racing)).rejects.toThrow('it exists already');
  expect(readdirSync(temporary)).toContain('bystander');
});

test('is not started inside itself', async () => {
  const { context } = prepare(() => 0, { env: { AWSX_SANDBOX: '/tmp/box' } });
  expect(await codeOf(run(invocation, context))).toBe('nested_session');
});

test('shows the code of the device', async () => {
  // RFC 6238 appendix B: at 1111111109 seconds.
  const now = (): Date => new Date(1_111_111_109_000);
  const env = {
    AWSX_SANDBOX: '/tmp/box',
    AWSX_SANDBOX_MFA_SECRET: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  };
  const show = { positionals: ['code'], flags: {} };
  const sleep = (): never => {
    throw new Error('no sleep');
  };
  for (const stderrIsTTY of [true, false]) {
    const context = createFakeContext({ env, clock: { now, sleep }, stderrIsTTY });
    expect(await run(show, context)).toBe(0);
    expect(context.written).toEqual({
      stdout: ['081804\n'],
      stderr: stderrIsTTY ? ['awsx: 1 s left\n'] : [],
    });
  }
});

test.each([{}, { AWSX_SANDBOX_MFA_SECRET: 'GEZDGNBVGY3TQOJQ' }, { AWSX_SANDBOX: '/tmp/box' }])(
  'knows no code with %o',
  async (env) => {
    const context = createFakeContext({ env });
    expect(await codeOf(run({ positionals: ['code'], flags: {} }, context))).toBe('usage');
    expect(context.written.stdout).toEqual([]);
  },
);
