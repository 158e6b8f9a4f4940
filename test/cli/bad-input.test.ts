/** Bad input: a clear message, its exit status, and nothing changed. */
import { chmodSync, chownSync, cpSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { awsxScript, runProgram } from './harness.ts';
import { addCanary, CANARY_KEY_ID, CANARY_SECRET, createHome, type Home, serve } from './home.ts';

const CONFIG = `[profile dev]
region = us-east-1

[profile admin]
role_arn = arn:aws:iam::000000000000:role/admin
source_profile = dev
`;

let home: Home;
beforeEach(async () => {
  home = await createHome(CONFIG);
});
afterEach(() => home.remove());

describe('the config file', () => {
  it.each([
    ['an unclosed header', '[profile x\n', ':1:', "must end with ']'"],
    ['a setting outside of a section', 'region = x\n', ':1:', 'Expected a profile definition'],
    ['a line without =', '[profile x]\nregion\n', ':2:', "Expected an '=' sign"],
  ])('%s is named with file and line', async (_, text, line, words) => {
    writeFileSync(home.configFile, text);
    const result = await home.run(['export', 'x']);
    expect(result).toMatchObject({ status: 3, stdout: '' });
    expect(result.stderr).toContain(`${home.configFile}${line}`);
    expect(result.stderr).toContain(words);
  });

  it('may be missing', async () => {
    rmSync(home.configFile);
    const result = await home.run(['list']);
    expect(result.status).toBe(0);
  });

  it('may not be a folder', async () => {
    rmSync(home.configFile);
    mkdirSync(home.configFile);
    const result = await home.run(['list']);
    expect(result.status).toBe(3);
    expect(result.stderr).toContain(home.configFile);
    expect(result.stderr).toContain('[config_unreadable]');
  });

  it.skipIf(process.getuid?.() !== 0)('must be readable (needs root to drop it)', async () => {
    const program = join(home.folder, 'dist');
    cpSync(dirname(awsxScript), program, { recursive: true });
    chmodSync(home.configFile, 0o000);
    for (const path of [home.folder, dirname(home.configFile), home.configFile]) {
      chownSync(path, 65_534, 65_534);
    }
    const result = await runProgram(process.execPath, [join(program, 'awsx.cjs'), 'list'], {
      env: home.env,
      userId: 65_534,
    });
    expect(result.status).toBe(3);
    expect(result.stderr).toContain('[config_unreadable]');
  });

  it('is warned about when others may write it', async () => {
    chmodSync(home.configFile, 0o666);
    const result = await home.run(['config', '--json']);
    expect(result.status).toBe(0);
    expect(JSON.parse(result.stdout).diagnostics).toMatchObject([
      { level: 'warning', file: home.configFile },
    ]);
    await addCanary(home);
    for (const command of ['list', 'explain admin', 'export admin --no-input']) {
      const env = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
      const { stderr } = await home.run(command.split(' '), { env });
      expect(stderr).toContain(`awsx: warning: ${home.configFile}: other users may change`);
    }
    expect((await home.run(['list', '--quiet'])).stderr).toBe('');
  });
});

describe('add', () => {
  it.each([
    ['a key id with spaces', 'AKIA CANARYCANARYCAN', CANARY_SECRET],
    ['a key id of the wrong shape', 'hello', CANARY_SECRET],
    ['a temporary key id', 'ASIACANARYCANARYCANA', CANARY_SECRET],
    ['an empty secret', CANARY_KEY_ID, ''],
    ['a secret with a space', CANARY_KEY_ID, `${CANARY_SECRET.slice(0, -2)} x`],
    ['a secret that is too short', CANARY_KEY_ID, CANARY_SECRET.slice(3)],
  ])('refuses %s', async (_, id, secret) => {
    const before = home.snapshot();
    const result = await home.run(['add', 'dev', '--stdin', '--no-verify'], {
      input: JSON.stringify({ AccessKeyId: id, SecretAccessKey: secret }),
    });
    expect(result).toMatchObject({ status: 2, stdout: '' });
    expect(result.stderr).toMatch(/^awsx: error: .* \[invalid_argument\]\n/);
    if (secret !== '') expect(result.stderr).not.toContain(secret);
    expect(home.snapshot()).toEqual(before);
  });

  it('refuses to overwrite a key without --force', async () => {
    await addCanary(home);
    const before = home.snapshot();
    const result = await home.run(['add', 'dev', '--stdin', '--no-verify'], {
      input: JSON.stringify({ AccessKeyId: CANARY_KEY_ID, SecretAccessKey: CANARY_SECRET }),
    });
    expect(result.status).toBe(2);
    expect(result.stderr).toContain('[already_exists]');
    expect(home.snapshot()).toEqual(before);
  });

  it('leaves no secret in the clear and no file open to others', async () => {
    await addCanary(home);
    const files = Object.entries(home.snapshot());
    const withSecret = files.filter(([, content]) =>
      Buffer.from(content, 'base64').includes(CANARY_SECRET),
    );
    expect(withSecret).toEqual([]);
    for (const [name] of files) {
      expect([name, statSync(home.folder + name).mode & 0o077]).toEqual([name, 0]);
    }
  });
});

describe('flags', () => {
  it.each([
    [['exec', 'admin', '-d', '10s', '--', 'true'], 125, 'duration_out_of_range'],
    [['exec', 'admin', '-d', '13h', '--', 'true'], 125, 'duration_out_of_range'],
    [['export', 'admin', '-d', 'banana'], 2, 'invalid_argument'],
    [['export', 'admin', '--min-ttl', '2h'], 3, 'duration_out_of_range'],
    [['export', 'admin', '--format', 'yaml'], 2, 'invalid_argument'],
    [['export', 'admin', '--mfa-token', 'abcdef'], 2, 'invalid_argument'],
    [['export', 'admin', '--regoin', 'x'], 2, 'unknown_flag'],
    [['exprot', 'admin'], 2, 'unknown_command'],
    [['export', 'admin', '--backend', 'nonsense'], 2, 'invalid_argument'],
    [['list', '--backend', 'file'], 2, 'unknown_flag'],
  ])('%j ends with %i', async (args, status, code) => {
    await addCanary(home);
    const before = home.snapshot();
    const result = await home.run(args, { env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' } });
    expect(result).toMatchObject({ status, stdout: '' });
    expect(result.stderr).toContain(code);
    expect(home.snapshot()).toEqual(before);
  });
});

describe('STS', () => {
  type Answer = (request: IncomingMessage, response: ServerResponse) => void;
  const answers: readonly [string, Answer, number, string][] = [
    ['HTML', (_, r) => void r.end('<html>Sign in to the Wi-Fi</html>'), 5, 'aws_answer_invalid'],
    ['truncated XML', (_, r) => void r.end('<AssumeRoleResponse><Cred'), 5, 'aws_answer_invalid'],
    ['status 500', (_, r) => void r.writeHead(500).end(), 5, 'aws_answer_invalid'],
    ['nothing at all', (request) => void request.socket.destroy(), 7, 'network'],
  ];

  it.each(answers)('that answers %s is told', async (_, answer, status, code) => {
    await addCanary(home);
    const before = Object.keys(home.snapshot());
    const sts = await serve(answer);
    const env = { AWS_ENDPOINT_URL: sts.url };
    const result = await home.run(['export', 'admin'], { env });
    await sts.close();
    expect(sts.count()).toBeGreaterThan(0);
    expect(result).toMatchObject({ status, stdout: '' });
    expect(result.stderr).toContain(`[${code}]`);
    expect(result.stderr).not.toContain(CANARY_SECRET);
    const session = Object.keys(home.snapshot()).filter((name) => name.includes('/sessions/'));
    expect(session).toEqual([]);
    expect(before.length).toBeGreaterThan(0);
  });

  it('that is not AWS and comes from the environment is refused', async () => {
    await addCanary(home);
    const env = { AWS_ENDPOINT_URL: 'https://sts.example.com' };
    const result = await home.run(['export', 'admin'], { env });
    expect(result.status).toBe(3);
    expect(result.stderr).toContain('[endpoint_refused]');
  });
});
