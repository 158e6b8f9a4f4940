/** `awsx login` in the sandbox, as a person and as a thief would see it. */
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { type RunningSandbox, type RunResult, startSandbox } from './harness.ts';

let sandbox: RunningSandbox;
let folder: string;
/** Writes down what it was started with and follows the address twice. */
let browser: string;

const BROWSER = `#!${process.execPath}
const { writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
(async () => {
  const address = process.argv.at(-1);
  const first = await fetch(address, { redirect: 'manual' });
  const location = first.headers.get('location');
  const page = await (await fetch(location)).text();
  const again = await fetch(address, { redirect: 'manual' }).then((x) => x.status, () => 'gone');
  const { argv, env } = process;
  const seen = { argv, env, status: first.status, location, page, again };
  writeFileSync(join(dirname(argv[1]), 'seen.json'), JSON.stringify(seen));
})();
`;

beforeAll(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'awsx-test-browser-'));
  browser = join(folder, 'browser.cjs');
  writeFileSync(browser, BROWSER);
  chmodSync(browser, 0o755);
});

afterAll(async () => {
  await sandbox.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Login extends RunResult {
  readonly calls: readonly string[];
}

async function login(args: readonly string[], env: Record<string, string> = {}): Promise<Login> {
  const before = sandbox.requests().length;
  const result = await sandbox.run(['login', ...args], { env });
  const calls = sandbox.requests().slice(before);
  return { ...result, calls: calls.map(({ action }) => action) };
}

async function openPrinted({ stdout }: RunResult): Promise<string> {
  expect(stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/federation\?Action=login&[^\n]+\n$/);
  return (await fetch(stdout.trim())).text();
}

describe('a role', () => {
  test('signs in with the calls of exec, and again from the cache', async () => {
    const result = await login(['prod-admin', '--print', '--mfa-token', await sandbox.code()]);
    expect(result.calls).toEqual(['GetSessionToken', 'AssumeRole', 'getSigninToken']);
    const page = await openPrinted(result);
    expect(page).toContain(':assumed-role/prod-admin/awsx-');
    expect(page).toContain(
      'https://us-east-1.console.aws.amazon.com/console/home?region=us-east-1',
    );
    expect(result.stderr).toMatch(/ends with its credentials, in .*--duration 12h/);

    const again = await login(['prod-admin', '--print', '--no-input', '--quiet']);
    expect([again.status, again.stderr]).toEqual([0, '']);
    expect(again.calls).toEqual(['getSigninToken']);
  });

  test('lasts as long as is asked, assumed with the key itself', async () => {
    // A code works once: another sandbox has another device.
    const other = await startSandbox();
    onTestFinished(() => other.stop());
    const code = ['--mfa-token', await other.code()];
    const result = await other.run(['login', 'prod-admin', '--print', '-d', '8h', ...code]);
    expect(other.actions()).toBe('AssumeRole getSigninToken');
    expect(result.stderr).toContain('lasts 8h (AWS allows up to 12h)');
    expect(endOf(await openPrinted(result))).toBeGreaterThan(7.9 * 3600);
  });

  test('lasts 12 hours when it is assumed with a key anyway', async () => {
    const result = await login(['readonly', '--print']);
    expect(result.stderr).toContain('lasts 12h, the longest that AWS allows');
    expect(endOf(await openPrinted(result))).toBeGreaterThan(11.9 * 3600);
  });

  test('of a web identity signs in, too', async () => {
    const result = await login(['ci', '--print', '-d', '30m']);
    expect(endOf(await openPrinted(result))).toBeLessThan(1801);
  });

  test.each([
    ['13h', 'duration_out_of_range'],
    ['10m', 'duration_out_of_range'],
    ['long', 'invalid_argument'],
  ])('is refused %s', async (duration, code) => {
    const result = await login(['readonly', '--print', '-d', duration]);
    expect([result.stdout, result.calls]).toEqual(['', []]);
    expect(result.stderr).toContain(`[${code}]`);
  });

  test('signs in to the page that was asked for', async () => {
    const flags = ['--service', 's3', '--region', 'eu-west-1'];
    const page = await openPrinted(await login(['readonly', '--print', ...flags]));
    expect(page).toContain('https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1<');
  });

  test.each([
    [['--path', 'https://evil.example/']],
    [['--path', '//evil.example/']],
    [['--service', '../evil']],
  ])('is sent nowhere else by %j', async (flags) => {
    const result = await login(['readonly', '--print', ...flags]);
    expect([result.status, result.stdout, result.calls]).toEqual([2, '', []]);
  });

  test('is refused a region of another partition', async () => {
    const result = await login(['readonly', '--print', '--region', 'cn-north-1']);
    expect([result.status, result.stdout]).toEqual([3, '']);
    expect(result.stderr).toContain('[setting_conflict]');
  });
});

describe('a key without a role', () => {
  test('is federated, signed by the key and without GetSessionToken', async () => {
    const result = await login(['dev', '--print', '-d', '1h']);
    expect(result.calls).toEqual(['GetCallerIdentity', 'GetFederationToken', 'getSigninToken']);
    expect(result.stderr).toMatch(/lasts 1h .*\n.*without MFA/);
    expect(await openPrinted(result)).toContain(':federated-user/dev<');
  });

  test.each([
    [['--read-only'], {}],
    [['--policy', '{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}'], {}],
    [[], { AWS_FEDERATION_TOKEN_TTL: '2h' }],
  ])('takes %j and %j', async (flags, env: Record<string, string>) => {
    const result = await login(['dev', '--print', ...flags], env);
    expect(result.status).toBe(0);
    const seconds = env['AWS_FEDERATION_TOKEN_TTL'] === undefined ? 43_200 : 7200;
    expect(endOf(await openPrinted(result))).toBeLessThanOrEqual(seconds);
  });

  test('cannot take what only a role takes', async () => {
    const result = await login(['dev', '--print', '--external-id', 'some']);
    expect([result.status, result.calls]).toEqual([3, []]);
  });

  test('is told what AWS allows', async () => {
    const result = await login(['dev', '--print', '-d', '37h']);
    expect(result.stderr).toContain('15m to 36h');
  });
});

describe('the browser', () => {
  test('is told a one-time address, and never the one that signs in', async () => {
    const result = await login(['readonly', '--service', 's3'], {
      BROWSER: browser,
      AWS_SECRET_ACCESS_KEY: 'outer',
      AWS_SESSION_TOKEN: 'outer',
    });
    expect([result.status, result.stdout]).toEqual([0, '']);
    const seen = await readSeen();
    expect(seen.argv.slice(2)).toEqual([
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{43}$/),
    ]);
    expect([seen.status, seen.again]).toEqual([302, expect.toSatisfy(isRefusal)]);
    expect(seen.page).toContain(':assumed-role/readonly/awsx-');
    const token = new URL(seen.location).searchParams.get('SigninToken') ?? '';
    expect(token.length).toBeGreaterThan(100);
    expect(`${result.stderr} ${seen.argv}`).not.toContain(token);
    expect(seen.env).not.toHaveProperty('AWS_SECRET_ACCESS_KEY');
    expect(seen.env).not.toHaveProperty('AWS_SESSION_TOKEN');
  });

  test.each([
    ['there is no desktop', {}, [], 4, 'browser_unavailable'],
    ['it fails', {}, ['--browser', 'false'], 4, 'browser_unavailable'],
    ['it is not there', {}, ['--browser', 'no-such-browser'], 127, 'command_not_found'],
  ])('is not waited for when %s', async (_, env, flags, status, code) => {
    const result = await login(['readonly', ...flags], env);
    expect([result.status, result.stdout]).toEqual([status, '']);
    expect(result.stderr).toContain(`[${code}]`);
    if (code === 'browser_unavailable') expect(result.stderr).toContain('--print');
  });
});

test('a session of another profile does not matter', async () => {
  const env = { AWS_VAULT: 'other', AWSX_PROFILE: 'other' };
  expect((await login(['readonly', '--print'], env)).status).toBe(0);
});

test('a profile that does not exist costs no call', async () => {
  const result = await login(['typo', '--print']);
  expect([result.status, result.calls]).toEqual([3, []]);
  expect(result.stderr).toContain('typo');
});

interface Seen {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly status: number;
  readonly location: string;
  readonly page: string;
  readonly again: number | string;
}

/** awsx does not wait for what the browser does with the page. */
async function readSeen(): Promise<Seen> {
  return expect
    .poll(() => readFileSync(join(folder, 'seen.json'), 'utf8'))
    .toMatch(/}$/)
    .then(() => JSON.parse(readFileSync(join(folder, 'seen.json'), 'utf8')));
}

function isRefusal(status: number | string): boolean {
  return status === 410 || status === 'gone';
}

/** In how many seconds the console session of a page ends. */
function endOf(page: string): number {
  const end = /<dt>Until<\/dt><dd>([^<]+)</.exec(page)?.[1] ?? '';
  return (Date.parse(end) - Date.now()) / 1000;
}
