/** The built program with the system's keychain: a real gnome-keyring, and a real STS in miniature. */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { dropUndefined } from '../../src/drop-undefined.ts';
import { openTerminal, type Terminal } from '../exec/terminal.ts';
import { needs, needsPackage } from '../requirements.ts';
import {
  SECRET_SERVICE_PROGRAMS,
  type SecretService,
  startSecretService,
} from '../secret-service.ts';
import { type PracticeAccount, startPracticeAccount } from './aws-vault/practice-account.ts';
import { checkFolder, plantCanary } from './canaries.ts';
import { awsxScript, type RunResult } from './harness.ts';
import { createHome, type Home } from './home.ts';

const CONFIG = `[profile jon]
[profile ro]
role_arn = arn:aws:iam::000000000000:role/ro
source_profile = jon
`;
const KEY_ID = ['printenv', 'AWS_ACCESS_KEY_ID'];
const missing = needs(...SECRET_SERVICE_PROGRAMS);

let service: SecretService;
let account: PracticeAccount;
let home: Home;
let env: Readonly<Record<string, string | undefined>>;
beforeEach(async ({ skip }) => {
  skip(missing);
  service = await startSecretService();
  account = await startPracticeAccount();
  home = await createHome(CONFIG);
  plantCanary(account.keyPair.secretAccessKey.reveal());
  env = {
    AWSX_BACKEND: undefined,
    AWSX_FILE_IDENTITY: undefined,
    AWS_ENDPOINT_URL: account.url,
    DBUS_SESSION_BUS_ADDRESS: service.env['DBUS_SESSION_BUS_ADDRESS'],
    NODE_PATH: process.env['NODE_PATH'],
  };
});
afterEach(async () => {
  if (missing) return;
  await account.close();
  checkFolder(service.folder);
  service.stop();
  home.remove();
});

const awsx = (...args: readonly string[]): Promise<RunResult> => home.run(args, { env });

async function addJon(...flags: readonly string[]): Promise<void> {
  expect(await add('jon', ...flags)).toMatchObject({ status: 0 });
}

function add(profile: string, ...flags: readonly string[]): Promise<RunResult> {
  const args = ['add', profile, '--env', '--no-verify', ...flags];
  return home.run(args, { env: { ...env, ...keyInEnvironment() } });
}

function keyInEnvironment() {
  const { accessKeyId, secretAccessKey } = account.keyPair;
  return { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey.reveal() };
}

describe.each([
  { backend: 'keychain', service: 'awsx', flags: [], isMissing: needs('secret-tool') },
  {
    backend: 'keytar',
    service: 'awsx-keytar',
    flags: ['--backend', 'keytar'],
    isMissing: needsPackage('keytar') || needs('secret-tool'),
  },
])('with $backend', ({ backend, service: serviceName, flags, isMissing }) => {
  it.skipIf(isMissing)('a key is added, used, kept, forgotten and removed', async () => {
    await addJon(...flags);
    const exec = ['exec', 'ro', ...flags, '--', ...KEY_ID];
    const first = await awsx(...exec);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(account.calls()).toEqual(['AssumeRole ro 3600 by jon']);
    expect(await awsx(...exec)).toMatchObject({ status: 0, stdout: first.stdout });
    expect(account.calls()).toHaveLength(1);

    expect(listItems(serviceName)).toEqual(['base-credential/jon', 'cache-key']);
    const listed = await awsx('list', '--json');
    expect(JSON.parse(listed.stdout).profiles[0].baseCredential).toMatchObject({ backend });

    expect(await awsx('clear', 'ro')).toMatchObject({ status: 0 });
    expect(await awsx(...exec)).toMatchObject({ status: 0 });
    expect(account.calls()).toHaveLength(2);

    expect(await awsx('remove', 'jon', '--force')).toMatchObject({ status: 0 });
    expect(listItems(serviceName)).toEqual(['cache-key']);
    expect(await awsx(...exec)).toMatchObject({ status: 125 });
  });

  it.skipIf(isMissing)('labels and attributes are no secrets', async () => {
    await addJon(...flags);
    await awsx('exec', 'ro', ...flags, '--', 'true');
    const shown = search(serviceName);
    const secrets = shown.split('\n').filter((line) => line.startsWith('secret = '));
    expect(secrets).toHaveLength(2);
    const rest = secrets.reduce((text, line) => text.replace(line, ''), shown);
    for (const secret of secrets) expect(rest).not.toContain(secret.slice('secret = '.length));
    expect(rest).not.toContain(account.keyPair.secretAccessKey.reveal());
    expect(rest).not.toContain(account.keyPair.accessKeyId);
  });
});

it('the keychain is chosen and recorded, and one --backend changes nothing of it', async () => {
  await addJon();
  const recorded = () =>
    JSON.parse(readFileSync(join(stateFolder(), 'index.json'), 'utf8')).backend;
  expect(recorded()).toBe('keychain');
  const identity = { ...env, AWSX_FILE_IDENTITY: home.env['AWSX_FILE_IDENTITY'] };
  const once = await home.run(['exec', 'ro', '--backend', 'file', '--', 'true'], { env: identity });
  expect(once.stderr).toContain('[credential_not_found]');
  expect(recorded()).toBe('keychain');
  expect(await awsx('exec', 'ro', '--', 'true')).toMatchObject({ status: 0 });
});

it('clear --all makes copies of sessions unreadable, whatever backend they were made with', async () => {
  const { AWSX_FILE_IDENTITY } = home.env;
  env = { ...env, AWSX_FILE_IDENTITY };
  await addJon();
  expect(await add('other', '--backend', 'file')).toMatchObject({ status: 0 });
  const commands = [
    ['exec', 'ro', '--', 'true'],
    ['exec', 'other', '--backend', 'file', '--', 'true'],
  ];
  const runBoth = async (): Promise<number> => {
    for (const args of commands) expect(await awsx(...args)).toMatchObject({ status: 0 });
    return account.calls().length;
  };
  expect(await runBoth()).toBe(2);
  expect(await runBoth()).toBe(2);
  const sessions = join(home.folder, '.cache', 'awsx', 'sessions');
  cpSync(sessions, join(home.folder, 'backup'), { recursive: true });
  expect(await awsx('clear', '--all')).toMatchObject({ status: 0 });
  cpSync(join(home.folder, 'backup'), sessions, { recursive: true });
  expect(await runBoth()).toBe(4);
});

it('without a bus nothing is waited for, and the file backend is next', async () => {
  const { AWSX_FILE_IDENTITY } = home.env;
  env = { ...env, DBUS_SESSION_BUS_ADDRESS: undefined, AWSX_FILE_IDENTITY };
  expect(await add('jon')).toMatchObject({
    status: 0,
    stderr: expect.stringContaining(
      'backend "file"; no keychain: the Secret Service cannot be reached',
    ),
  });
  expect(readdirSync(join(stateFolder(), 'vault', 'items'))).toHaveLength(1);
  const named = await awsx('exec', 'ro', '--backend', 'keychain', '--', 'true');
  expect(named).toMatchObject({ status: 125 });
  expect(named.stderr).toContain('[vault_unavailable]');
  expect(named.stderr).toContain('DBUS_SESSION_BUS_ADDRESS');
});

it('a bus that does not answer is told of within a second, and chooses no backend', async () => {
  const path = join(home.folder, 'bus');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const { AWSX_FILE_IDENTITY } = home.env;
  env = { ...env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${path}`, AWSX_FILE_IDENTITY };
  const failed = await add('jon');
  server.close();
  expect(failed).toMatchObject({ status: 6, stderr: expect.stringContaining('does not answer') });
  expect(failed.milliseconds).toBeLessThan(1000 * slowness());
  expect(existsSync(join(stateFolder(), 'index.json'))).toBe(false);
});

it('a key that cannot be stored is in the way of nothing', async () => {
  const { AWSX_FILE_IDENTITY } = home.env;
  env = { ...env, DBUS_SESSION_BUS_ADDRESS: undefined, AWSX_FILE_IDENTITY };
  const failed = await add('jon', '--backend', 'keychain');
  expect(failed).toMatchObject({ status: 6 });
  expect(failed.stderr).toContain('--backend file');
  expect(JSON.parse((await awsx('list', '--json')).stdout).profiles[0].baseCredential).toBeNull();
  await addJon('--backend', 'file');
  expect(await add('other')).toMatchObject({ status: 0 });
});

const installed = new URL('../../node_modules/keytar', import.meta.url);
it.skipIf(existsSync(installed))('keytar that is not installed is missed by name', async () => {
  await addJon();
  env = { ...env, NODE_PATH: undefined };
  const failed = await awsx('exec', 'ro', '--backend', 'keytar', '--', 'true');
  expect(failed.stderr).toContain('npm install keytar');
  expect(failed).toMatchObject({ status: 125 });
});

describe('locked, with a prompter that never answers', () => {
  let terminal: Terminal | undefined;
  beforeEach(async () => {
    await addJon();
    expect(await awsx('exec', 'ro', '--', 'true')).toMatchObject({ status: 0 });
    service.lock();
    await service.startSilentPrompter();
  });
  afterEach(() => terminal?.kill());

  it.each([
    ['exec', ['exec', 'ro', '--no-input', '--', 'true'], 125],
    ['credential-process', ['credential-process', 'ro', '--no-input'], 6],
    ['exec without a terminal', ['exec', 'ro', '--', 'true'], 125],
  ])('%s fails within a second', async (_, args, status) => {
    const result = await awsx(...args);
    expect(result).toMatchObject({ status, stdout: '' });
    expect(result.stderr).toContain('[vault_locked]');
    expect(result.stderr).toContain('unlock');
    expect(result.milliseconds).toBeLessThan(1000 * slowness());
    expect(account.calls()).toHaveLength(1);
  });

  it('clear --all removes the sessions, and says that the key stays', async () => {
    const cleared = await awsx('clear', '--all', '--no-input');
    expect(cleared).toMatchObject({ status: 6 });
    expect(cleared.stderr).toContain('removed 1 session and recent uses');
    expect(cleared.stderr).toContain('the cache key in "keychain" stays');
    expect(readdirSync(join(home.folder, '.cache', 'awsx', 'sessions'))).toEqual([]);
  });

  it('a command that needs no secret works', async () => {
    expect(await awsx('list')).toMatchObject({ status: 0, stderr: '' });
    expect(await awsx('explain', 'ro')).toMatchObject({ status: 0, stderr: '' });
  });

  it('Ctrl-C ends the wait', async () => {
    const screen = await startWaiting();
    expect(findReaders()).toHaveLength(1);
    screen.type('\x03');
    expect(await screen.waitFor(/\[cancelled\]/)).not.toContain('vault_locked');
    expect(await screen.ended).toBe(130);
    expect(findReaders()).toEqual([]);
  });

  it('an add that was given up is not listed', async () => {
    const args = ['add', 'three', '--env', '--no-verify', '--force'];
    const screen = await startWaiting(args, keyInEnvironment());
    screen.type('\x03');
    expect(await screen.ended).toBe(130);
    expect((await awsx('list', '--json')).stdout).not.toContain('three');
  });

  it('an item that does not exist yet is waited for, too', () => waitForNew('keychain'));
  it.skipIf(needsPackage('keytar'))('and with keytar', () => waitForNew('keytar'));

  it('with --no-input an item that does not exist is locked away as well', async () => {
    const failed = await add('new', '--no-input');
    expect(failed).toMatchObject({ status: 6 });
    expect(failed.stderr).toContain('[vault_locked]');
  });

  it('so does SIGTERM', async () => {
    const screen = await startWaiting();
    process.kill(screen.processId, 'SIGTERM');
    expect(await screen.ended).toBe(130);
    expect(findReaders()).toEqual([]);
  });

  it('awsx that is killed leaves nothing behind', async () => {
    const screen = await startWaiting();
    const [reader = ''] = findReaders();
    screen.kill();
    await screen.ended;
    const gone = spawnSync('tail', [`--pid=${reader}`, '-f', '/dev/null'], { timeout: 10_000 });
    expect(gone.status).toBe(0);
    expect(findReaders()).toEqual([]);
  });

  async function waitForNew(backend: string): Promise<void> {
    const args = ['add', 'new', '--env', '--no-verify', '--backend', backend];
    const given = await startWaiting(args, keyInEnvironment());
    given.type('\x03');
    expect(await given.ended).toBe(130);
    const screen = await startWaiting(args, keyInEnvironment());
    service.unlock();
    expect(await screen.ended).toBe(0);
    const { profiles } = JSON.parse((await awsx('list', '--json')).stdout);
    const stored = profiles.find(({ name }: { readonly name: string }) => name === 'new');
    expect(stored).toMatchObject({ baseCredential: { backend } });
  }

  async function startWaiting(
    args: readonly string[] = ['exec', 'ro', '--', 'true'],
    more: NodeJS.ProcessEnv = {},
  ): Promise<Terminal> {
    const all = dropUndefined({ PATH: process.env['PATH'], ...home.env, ...env, ...more });
    terminal = openTerminal(process.execPath, [awsxScript, ...args], all);
    await terminal.waitFor(/waiting for the keychain to be unlocked/);
    return terminal;
  }
});

function stateFolder(): string {
  return join(home.folder, '.local', 'state', 'awsx');
}

function search(serviceName: string): string {
  const args = ['search', '--all', 'service', serviceName];
  const { stdout, stderr } = spawnSync('secret-tool', args, { env: service.env, encoding: 'utf8' });
  return `${stdout}${stderr}`;
}

/** The names of the items, as `secret-tool` lists them. */
function listItems(serviceName: string): string[] {
  const accounts = search(serviceName).matchAll(/^attribute\.(?:username|account) = (.*)$/gm);
  return [...accounts].map((match) => match[1] ?? '').sort();
}

/** The processes that read this home's keychain for awsx. */
function findReaders(): string[] {
  return readdirSync('/proc').filter((id) => {
    if (!/^\d+$/.test(id)) return false;
    const read = (name: string): string => {
      try {
        return readFileSync(`/proc/${id}/${name}`, 'latin1');
      } catch {
        return '';
      }
    };
    return read('cmdline').includes('keychain-child.cjs') && read('environ').includes(home.folder);
  });
}

/** CI machines are shared: limits that a person would notice are multiplied there. */
function slowness(): number {
  return process.env['CI'] === undefined ? 1 : 3;
}
