/** `awsx exec` in the sandbox: the main job, exit statuses, and nothing sent that need not be. */
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningSandbox, startSandbox } from './harness.ts';

const whoami = [process.execPath, fileURLToPath(new URL('../../demo/whoami.mjs', import.meta.url))];
const ASSUMED = 'arn:aws:sts::000000000000:assumed-role';

describe('exec prod-admin', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it('fails within a second when a code is needed and nobody can be asked', async () => {
    const result = await sandbox.run(['exec', 'prod-admin', '--no-input', '--', 'true']);
    expect(result).toMatchObject({ status: 125, stdout: '' });
    expect(result.stderr).toContain('[input_required]');
    expect(result.milliseconds).toBeLessThan(1000 * slowness());
    expect(sandbox.actions()).toBe('');
  });

  it('fails the same way without --no-input when there is no terminal', async () => {
    const result = await sandbox.run(['exec', 'prod-admin', '--', 'true']);
    expect(result).toMatchObject({ status: 125, stdout: '' });
    expect(result.stderr).toContain('[input_required]');
    expect(sandbox.actions()).toBe('');
  });

  it('runs the command as the role, and the second time from the cache', async () => {
    const code = await sandbox.code();
    const first = await sandbox.run(['exec', 'prod-admin', '--mfa-token', code, '--', ...whoami]);
    expect(first.stderr).toBe('');
    expect(first.stdout).toMatch(new RegExp(`^${ASSUMED}/prod-admin/awsx-`));
    const second = await sandbox.run(['exec', 'prod-admin', '--', ...whoami]);
    expect(second.stdout).toBe(first.stdout);
    expect(sandbox.actions()).toBe(
      'GetSessionToken AssumeRole GetCallerIdentity GetCallerIdentity',
    );
  });

  it('serves the other roles of the same device without another code', async () => {
    const before = sandbox.requests().length;
    const result = await sandbox.run(['exec', 'prod-deploy', '--', ...whoami]);
    expect(result.stdout).toMatch(new RegExp(`^${ASSUMED}/prod-deploy/awsx-`));
    const actions = sandbox.requests().slice(before);
    expect(actions.map(({ action }) => action)).toEqual(['AssumeRole', 'GetCallerIdentity']);
  });
});

describe('exec readonly', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.stop());

  it.each([
    ['a signal', ['sh', '-c', 'kill -TERM $$'], 143],
    ['its own status', ['sh', '-c', 'exit 7'], 7],
    ['success', ['true'], 0],
    ['a missing command', ['no-such-command'], 127],
    ['a folder', ['/'], 126],
  ])('answers %s of the child', async (_, command, status) => {
    const result = await sandbox.run(['exec', 'readonly', '--', ...command]);
    // As a shell counts: where awsx becomes the command, the signal ends the process itself.
    const ended = result.status ?? 128 + constants.signals[result.signal ?? 'SIGHUP'];
    expect(ended).toBe(status);
  });

  it('does not touch arguments of the command, --help included', async () => {
    const show = [process.execPath, '-p', 'process.argv.slice(1).join()', '--'];
    const words = ['--help', '-d', '1h', '--', '$(id)', ''];
    const dashes = await sandbox.run(['exec', 'readonly', '--', ...show, ...words]);
    expect(dashes.stdout).toBe(`${words.join()}\n`);
    const bare = await sandbox.run(['exec', 'readonly', ...show, ...words]);
    expect(bare.stdout).toBe(dashes.stdout);
  });

  it('gives the command exactly the variables of the contract', async () => {
    const print = [process.execPath, '-p', 'JSON.stringify(process.env)'];
    const junk = {
      AWS_SESSION_TOKEN: 'junk',
      AWS_SECURITY_TOKEN: 'junk',
      AWS_PROFILE: 'junk',
      AWS_CREDENTIAL_EXPIRATION: 'junk',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'junk',
      AWS_BEARER_TOKEN_BEDROCK: 'junk',
      AWS_WEB_IDENTITY_TOKEN_FILE: 'junk',
    };
    const result = await sandbox.run(['exec', 'readonly', '--', ...print], { env: junk });
    const env = JSON.parse(result.stdout);
    expect(Object.values(env)).not.toContain('junk');
    expect(env).toMatchObject({
      AWS_ACCESS_KEY_ID: expect.stringMatching(/^ASIA/),
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_VAULT: 'readonly',
      AWSX_PROFILE: 'readonly',
      AWS_CREDENTIAL_EXPIRATION: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    });
    expect(env.AWS_SESSION_EXPIRATION).toBe(env.AWS_CREDENTIAL_EXPIRATION);
    expect(env).not.toHaveProperty('AWS_PROFILE');
  });

  it('names an unknown profile and sends nothing', async () => {
    const before = sandbox.requests().length;
    const result = await sandbox.run(['exec', 'typo', '--', 'true']);
    expect(result.status).toBe(125);
    expect(result.stderr).toContain('typo');
    expect(result.stderr).toContain('[profile_not_found]');
    expect(sandbox.requests()).toHaveLength(before);
  });

  it.each([
    [['exec', 'typo', '--json', '--', 'true'], true],
    [['exec', '--json', 'typo', 'true'], true],
    [['exec', 'typo', '--', 'true', '--json'], false],
    [['exec', 'typo', 'true', '--json'], false],
  ])('%j fails as JSON: %s', async (args, asJson) => {
    const { status, stderr } = await sandbox.run(args);
    expect(status).toBe(125);
    expect(stderr.startsWith('{"error":{"code":"profile_not_found"')).toBe(asJson);
  });

  it('refuses another profile inside a session, unless told otherwise', async () => {
    const inner = (...flags: string[]) => [
      'exec',
      'readonly',
      '--',
      'sh',
      '-c',
      `awsx exec ${flags.join(' ')} dev --no-session -- true`,
    ];
    const refused = await sandbox.run(inner());
    expect(refused.status).toBe(125);
    expect(refused.stderr).toContain('[nested_session]');
    expect((await sandbox.run(inner('--nested'))).status).toBe(0);
  });

  it('hands out the key itself with --no-session, without token or expiration', async () => {
    const print = [process.execPath, '-p', 'JSON.stringify(process.env)'];
    const parent = { AWS_SESSION_EXPIRATION: 'junk', AWS_SESSION_TOKEN: 'junk' };
    const result = await sandbox.run(['exec', 'dev', '-n', '--', ...print], { env: parent });
    const env = JSON.parse(result.stdout);
    expect(env.AWS_ACCESS_KEY_ID).toMatch(/^AKIA/);
    for (const name of ['TOKEN', 'EXPIRATION']) {
      expect(
        Object.keys(env).filter((key) => key.startsWith('AWS_') && key.includes(name)),
      ).toEqual([]);
    }
  });
});

/** CI machines are shared: limits that a person would notice are multiplied there. */
function slowness(): number {
  return process.env['CI'] === undefined ? 1 : 3;
}
