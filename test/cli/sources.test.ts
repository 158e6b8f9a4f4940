/** Credentials from processes, web identities and metadata services, through the built program. */
import { appendFileSync, chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { plantCanary } from './canaries.ts';
import { awsxScript, type RunningSandbox, startSandbox } from './harness.ts';
import { createHome, type Home } from './home.ts';

const LATER = '2126-01-01T00:00:00Z';
const ANSWER = `{"Version":1,"AccessKeyId":"ASIAPROCESS","SecretAccessKey":"process-secret","SessionToken":"process-token","Expiration":"${LATER}"}`;

/** A command that prints the answer, which stands in no file of awsx's. */
function printing(answer: string): string {
  const path = join(createTemporaryFolder(), 'answer');
  writeFileSync(path, `${answer}\n`);
  return `cat ${path}`;
}

describe('a credential_process', () => {
  let home: Home;
  beforeEach(async () => {
    home = await createHome();
  });
  afterEach(() => home.remove());

  /** Writes the profile `p`; each run of its command adds a line to `ran`. */
  function configure(command: string): () => number {
    const marker = join(home.folder, 'ran');
    writeFileSync(
      home.configFile,
      `[profile p]\ncredential_process = echo >> ${marker}; ${command}\n`,
    );
    return () => (existsSync(marker) ? readFileSync(marker, 'utf8').split('\n').length - 1 : 0);
  }

  it('that names an expiration is run once', async () => {
    const runs = configure(printing(ANSWER));
    for (let run = 0; run < 2; run += 1) {
      const result = await home.run(['credential-process', 'p']);
      expect(result).toMatchObject({ status: 0, stderr: '', stdout: `${ANSWER}\n` });
    }
    expect(runs()).toBe(1);
    await home.run(['credential-process', 'p', '--refresh']);
    await home.run(['clear', 'p']);
    await home.run(['credential-process', 'p']);
    expect(runs()).toBe(3);
  });

  it('is run once for many that want it at once', async () => {
    const runs = configure(printing(ANSWER));
    const results = await Promise.all(
      Array.from({ length: 8 }, () => home.run(['credential-process', 'p'])),
    );
    expect(results.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 0));
    expect(runs()).toBe(1);
  });

  it('gives a command credentials without a token and an expiration', async () => {
    configure('echo \'{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"s"}\'');
    const env = { AWS_SESSION_TOKEN: 'junk', AWS_CREDENTIAL_EXPIRATION: 'junk' };
    const { status, stdout } = await home.run(['exec', 'p', '--', 'env'], { env });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^AWS_ACCESS_KEY_ID=AKIAPROCESS$/m);
    expect(stdout).not.toMatch(/AWS_SESSION_TOKEN|EXPIRATION/);
  });

  it('works where there is no vault, with a warning', async () => {
    configure(printing(ANSWER));
    const result = await home.run(['credential-process', 'p'], {
      env: { AWSX_FILE_IDENTITY: undefined },
    });
    expect(result).toMatchObject({ status: 0, stdout: `${ANSWER}\n` });
    expect(result.stderr).toMatch(/^awsx: warning: the session of profile "p" is not kept: /);
  });

  it.each([
    ['exit 3', 'ended with status 3'],
    ['echo nonsense', 'printed an answer that is not JSON'],
    ['head -c 100000 /dev/urandom', 'printed an answer that is not JSON'],
    ['echo \'{"Version":1}\'', 'printed an answer that lacks AccessKeyId and SecretAccessKey'],
    ['cat "$EXPIRED"', 'printed an answer that expired at 2020-01-01T00:00:00Z'],
  ])('that fails is named: %s', async (command, what) => {
    configure(`echo because >&2; ${command}`);
    const expired = join(createTemporaryFolder(), 'answer');
    writeFileSync(expired, ANSWER.replace('2126', '2020'));
    const env = { EXPIRED: expired };
    const result = await home.run(['exec', 'p', '--', 'true'], { env });
    expect(result).toMatchObject({ status: 125, stdout: '' });
    expect(result.stderr).toContain(
      `${home.configFile}:2 of profile "p" ${what} [process_failed]\n`,
    );
    expect(result.stderr).toContain(`${home.configFile}:2: because\n`);
  });

  it('that asks awsx for its own profile is stopped, naming the loop', async () => {
    const again = join(home.folder, 'again');
    writeFileSync(
      again,
      `#!/bin/sh\nexec "${process.execPath}" "${awsxScript}" credential-process "$1"\n`,
    );
    chmodSync(again, 0o755);
    writeFileSync(
      home.configFile,
      `[profile p]\ncredential_process = ${again} q\n[profile q]\ncredential_process = ${again} p\n`,
    );
    const result = await home.run(['credential-process', 'p']);
    expect(result).toMatchObject({ status: 3, stdout: '' });
    expect(result.stderr).toContain(
      'a process of the config asks for itself through awsx: p → q → p',
    );
    expect(result.milliseconds).toBeLessThan(10_000);
  });

  it('is not run to list, explain or show, nor from a file that others may write', async () => {
    const runs = configure(printing(ANSWER));
    for (const command of [['list'], ['explain', 'p'], ['config'], ['__complete', 'exec', '']]) {
      await home.run(command);
    }
    chmodSync(home.configFile, 0o666);
    const result = await home.run(['credential-process', 'p']);
    expect(result).toMatchObject({ status: 3, stdout: '' });
    expect(result.stderr).toContain('is not run: other users can change that file');
    expect(runs()).toBe(0);
  });
});

describe('aws login', () => {
  const session = 'arn:aws:sts::012345678910:assumed-role/Admin/admin';
  let home: Home;
  beforeEach(async () => {
    home = await createHome(`[profile signin]\nlogin_session = ${session}\n`);
  });
  afterEach(() => home.remove());

  function cache(expiresAt: string): Record<string, string> {
    const folder = createTemporaryFolder();
    const accessToken = {
      accessKeyId: 'ASIALOGIN',
      secretAccessKey: 'login-secret',
      sessionToken: 'login-token',
      accountId: '012345678901',
      expiresAt,
    };
    const name = '4b0ba8f99f075c0633e122fd73346ce203a3faf18ea0310eb2d29df1bab2e255.json';
    writeFileSync(join(folder, name), JSON.stringify({ accessToken, refreshToken: 'r' }));
    return { AWS_LOGIN_CACHE_DIRECTORY: folder };
  }

  it('is taken from the cache of the AWS CLI while it lasts', async () => {
    const result = await home.run(['credential-process', 'signin'], { env: cache(LATER) });
    expect(result).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toMatchObject({
      AccessKeyId: 'ASIALOGIN',
      Expiration: LATER,
      AccountId: '012345678901',
    });
  });

  it.each([
    ['when it has expired', () => cache('2020-01-01T00:00:00Z'), 'expired at 2020-01-01T00:00:00Z'],
    ['when there is none', () => ({}), 'is not in the cache of the AWS CLI'],
  ])('says how to sign in %s', async (_name, createEnv, problem) => {
    const result = await home.run(['credential-process', 'signin'], { env: createEnv() });
    expect(result).toMatchObject({ status: 3, stdout: '' });
    expect(result.stderr).toContain(`${problem} [source_unavailable]`);
    expect(result.stderr).toContain('awsx: hint: run aws login --profile signin');
  });
});

describe('in the sandbox', () => {
  let sandbox: RunningSandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
    appendFileSync(
      sandbox.configFile,
      `
[profile ci-process]
role_arn = arn:aws:iam::000000000000:role/ci
web_identity_token_process = cat "$AWSX_SANDBOX/web-identity-token"
role_session_name = build-7
duration_seconds = 900

[profile after-ci]
role_arn = arn:aws:iam::000000000000:role/readonly
source_profile = ci
duration_seconds = 7200

[profile on-ec2]
role_arn = arn:aws:iam::000000000000:role/readonly
credential_source = Ec2InstanceMetadata

[profile on-ecs]
role_arn = arn:aws:iam::000000000000:role/readonly
credential_source = EcsContainer

[profile in-env]
role_arn = arn:aws:iam::000000000000:role/prod-deploy
credential_source = Environment

[profile handed-on]
role_arn = arn:aws:iam::000000000000:role/prod-deploy
source_profile = admin-process

[profile admin-process]
credential_process = awsx export prod-admin --format process --no-input
`,
    );
  });
  afterAll(() => sandbox.stop());

  async function arnOf(profile: string, env: Record<string, string> = {}, flags: string[] = []) {
    const result = await sandbox.run(['whoami', profile, '--json', ...flags], { env });
    expect(result).toMatchObject({ status: 0 });
    return { arn: JSON.parse(result.stdout).arn, stderr: result.stderr };
  }

  /** The calls of STS and the metadata services that the work makes, without GetCallerIdentity. */
  async function callsOf(work: () => Promise<unknown>): Promise<string> {
    const before = sandbox.requests().length;
    await work();
    const made = sandbox.requests().slice(before);
    return made
      .map(({ action }) => action)
      .filter((action) => action !== 'GetCallerIdentity')
      .join(' ');
  }

  it('a web identity takes one call, which nobody signs, and is kept', async () => {
    for (const profile of ['ci', 'ci-process']) {
      const calls = await callsOf(async () => {
        const { arn } = await arnOf(profile);
        expect(arn).toMatch(/^arn:aws:sts::000000000000:assumed-role\/ci\/(awsx-|build-7$)/);
        await arnOf(profile);
      });
      expect(calls).toBe('AssumeRoleWithWebIdentity');
    }
    const signed = sandbox
      .requests()
      .filter(({ action }) => action === 'AssumeRoleWithWebIdentity')
      .filter((request) => 'accessKeyId' in request);
    expect(signed).toEqual([]);
  });

  it('a role after it lasts an hour, with a notice', async () => {
    const { arn, stderr } = await arnOf('after-ci');
    expect(arn).toMatch(/assumed-role\/readonly\//);
    expect(stderr).toMatch(
      /^awsx: profile "after-ci" gets 1h instead of 2h \(duration_seconds at .*\): AWS limits a role to 1h when it is assumed with a web identity session \(role chaining\)$/m,
    );
  });

  it('a token that is none is refused without showing it', async () => {
    const token = join(createTemporaryFolder(), 'token');
    plantCanary('canary.web-identity.token');
    writeFileSync(token, 'canary.web-identity.token');
    appendFileSync(
      sandbox.configFile,
      `\n[profile bad]\nrole_arn = arn:aws:iam::000000000000:role/ci\nweb_identity_token_file = ${token}\n`,
    );
    const result = await sandbox.run(['whoami', 'bad', '--debug']);
    expect(result.status).toBe(5);
    expect(result.stderr).toContain('is not a valid JWT');
    const missing = await sandbox.run(['exec', 'bad', '--', 'true'], {
      env: { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
    });
    expect(missing.status).toBe(125);
    expect(missing.stderr).toContain('[endpoint_refused]');
  });

  it('an instance', async () => {
    const env = {
      AWS_EC2_METADATA_DISABLED: 'false',
      AWS_EC2_METADATA_SERVICE_ENDPOINT: String(sandbox.env['AWSX_SANDBOX_ENDPOINT']),
    };
    const calls = await callsOf(async () => {
      expect((await arnOf('on-ec2', env)).arn).toMatch(/assumed-role\/readonly\//);
      await arnOf('on-ec2', env);
    });
    expect(calls).toBe('GetToken ListRoles GetInstanceCredentials AssumeRole');
    const off = await sandbox.run(['whoami', 'on-ec2', '--no-cache'], {
      env: { ...env, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect(off.status).toBe(3);
    expect(off.stderr).toContain('which AWS_EC2_METADATA_DISABLED switches off');
  });

  it('a container', async () => {
    const env = {
      AWS_CONTAINER_CREDENTIALS_FULL_URI: `${sandbox.env['AWSX_SANDBOX_ENDPOINT']}/container/credentials`,
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: join(sandbox.folder, 'container-token'),
    };
    const calls = await callsOf(async () => {
      expect((await arnOf('on-ecs', env)).arn).toMatch(/assumed-role\/readonly\//);
      await arnOf('on-ecs', env);
    });
    expect(calls).toBe('GetContainerCredentials AssumeRole');
    const wrong = await sandbox.run(['whoami', 'on-ecs', '--no-cache'], {
      env: {
        ...env,
        AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: undefined,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'wrong',
      },
    });
    expect(wrong.status).toBe(5);
    expect(wrong.stderr).toContain('refused to give credentials: AccessDenied [aws_refused]');
  });

  it('the environment, and a process that is another awsx', async () => {
    const code = await sandbox.code();
    const exported = await sandbox.run(['credential-process', 'prod-admin', '--mfa-token', code]);
    const { AccessKeyId, SecretAccessKey, SessionToken } = JSON.parse(exported.stdout);
    const env = {
      AWS_ACCESS_KEY_ID: AccessKeyId,
      AWS_SECRET_ACCESS_KEY: SecretAccessKey,
      AWS_SESSION_TOKEN: SessionToken,
    };
    expect((await arnOf('in-env', env)).arn).toMatch(/assumed-role\/prod-deploy\//);
    const calls = await callsOf(async () => {
      expect((await arnOf('handed-on')).arn).toMatch(/assumed-role\/prod-deploy\//);
    });
    expect(calls).toBe('AssumeRole');
  });
});
