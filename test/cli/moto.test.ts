/**
 * awsx outside the sandbox, against an STS that we did not write. moto checks no MFA code and no
 * duration; what it does check, once told to, is signatures, session tokens and trust.
 */
import { fileURLToPath } from 'node:url';
import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { needs } from '../requirements.ts';
import type { RunResult } from './harness.ts';
import { addCanary, createHome, type Home } from './home.ts';
import { type MotoServer, startMoto } from './moto-server.ts';

const MFA_SERIAL = 'arn:aws:iam::111111111111:mfa/dev';
const CONFIG = `
[profile dev]
region = us-east-1
mfa_serial = ${MFA_SERIAL}

[profile near]
region = us-east-1
role_arn = arn:aws:iam::111111111111:role/near
source_profile = dev
mfa_serial = ${MFA_SERIAL}

[profile far]
region = us-east-1
role_arn = arn:aws:iam::222222222222:role/team/far
source_profile = near
mfa_serial = ${MFA_SERIAL}

[profile robot]
region = us-east-1

[profile deploy]
region = us-east-1
role_arn = arn:aws:iam::123456789012:role/deploy
source_profile = robot

[profile closed]
region = us-east-1
role_arn = arn:aws:iam::123456789012:role/closed
source_profile = robot

[profile service]
region = us-east-1
role_arn = arn:aws:iam::123456789012:role/service
source_profile = robot
`;

const isMotoMissing = needs('moto_server');
const whoami = [process.execPath, fileURLToPath(new URL('../clients/whoami.mjs', import.meta.url))];

let home: Home;
beforeEach(async () => {
  home = await createHome(CONFIG);
  const { remove } = home;
  onTestFinished(remove);
});

function run(server: MotoServer, ...args: string[]): Promise<RunResult> {
  return home.run(args, { env: { AWS_ENDPOINT_URL: server.url } });
}

describe.skipIf(isMotoMissing)('moto as it is (needs moto_server)', () => {
  let moto: MotoServer;
  beforeAll(async () => {
    moto = await startMoto();
  });
  afterAll(() => moto.stop());

  it('gives a base profile a session', async () => {
    await addCanary(home);
    const { stdout, stderr } = await run(
      moto,
      ...['export', 'dev', '--mfa-token', '123456', '--format', 'process'],
    );
    expect(stderr).toBe('');
    const { Expiration, ...rest } = JSON.parse(stdout);
    expect(rest).toMatchObject({ Version: 1, AccessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    expect(Expiration).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const secondsLeft = (Date.parse(Expiration) - Date.now()) / 1000;
    expect(Math.abs(secondsLeft - 3600)).toBeLessThan(120);
  });

  it('gives roles in two accounts, one from the other, for one code', async () => {
    await addCanary(home);
    const args = ['exec', 'far', '--mfa-token', '123456', '--', ...whoami];
    const cold = await run(moto, ...args);
    expect(cold.stdout).toMatch(
      /^arn:aws:sts::222222222222:assumed-role\/(team\/)?far\/awsx-\S+\n$/,
    );
    const near = await run(moto, 'exec', 'near', '--', ...whoami);
    expect(near.stdout).toMatch(/^arn:aws:sts::111111111111:assumed-role\/near\/awsx-\S+\n$/);
  });

  it('is not asked again for what is cached', async () => {
    await addCanary(home);
    const other = await startMoto();
    const args = ['export', 'far', '--format', 'json'];
    const cold = await run(other, ...args, '--mfa-token', '123456');
    await other.stop();
    const warm = await run(other, ...args);
    expect(warm).toMatchObject({ status: 0, stdout: cold.stdout });
    const fresh = await run(other, ...args, '--refresh');
    expect(fresh.status).toBe(7);
  });

  it('reports an endpoint that is something else than AWS', async () => {
    await addCanary(home);
    const { status, stderr } = await home.run(['export', 'dev', '--mfa-token', '123456'], {
      env: { AWS_ENDPOINT_URL: `${moto.url}/moto-api` },
    });
    expect(status).toBe(5);
    expect(stderr).toContain('[aws_answer_invalid]');
  });
});

describe.skipIf(isMotoMissing)('moto that checks who calls (needs moto_server)', () => {
  let moto: MotoServer;
  let key: KeyVariables;
  beforeAll(async () => {
    moto = await startMoto();
    vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
    key = await createAccount(moto);
    await moto.enforceAuthenticationAfter(0);
  });
  afterAll(() => moto.stop());

  function add(env: Record<string, string>, ...flags: string[]): Promise<RunResult> {
    return home.run(['add', 'robot', '--env', ...flags], {
      env: { AWS_ENDPOINT_URL: moto.url, ...env },
    });
  }

  it('knows whose key is added', async () => {
    const { status, stderr } = await add(key);
    expect(stderr).toContain('arn:aws:iam::123456789012:user/robot');
    expect(status).toBe(0);
  });

  it('accepts the signature of AssumeRole, and the role it gave', async () => {
    await add(key);
    const { stdout, stderr } = await run(moto, 'exec', 'deploy', '--', ...whoami);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^arn:aws:sts::123456789012:assumed-role\/deploy\/awsx-\S+\n$/);
  });

  it.each([
    ['a wrong secret', { AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) }, 'SignatureDoesNotMatch'],
    [
      'a key that is not there',
      { AWS_ACCESS_KEY_ID: 'AKIANOTTHERENOTTHERE' },
      'InvalidClientTokenId',
    ],
  ])('refuses %s', async (_, change, code) => {
    const added = await add({ ...key, ...change });
    expect(added.status).toBe(5);
    expect(added.stderr).toContain(code);
    await add({ ...key, ...change }, '--no-verify');
    const { status, stdout, stderr } = await run(moto, 'export', 'deploy');
    expect({ status, stdout }).toEqual({ status: 5, stdout: '' });
    expect(stderr).toMatch(/^awsx: error: AssumeRole \S+ refused: /);
    expect(stderr).toContain(`(${code}) [aws_refused]`);
  });

  it('refuses a role that trusts another user', async () => {
    await add(key);
    const { status, stdout, stderr } = await run(moto, 'exec', 'closed', '--', 'echo', 'started');
    expect({ status, stdout }).toEqual({ status: 125, stdout: '' });
    expect(stderr).toContain('AccessDenied');
    expect(stderr).toContain('[aws_refused]');
  });

  it('fails over a role that trusts a service, and says so in HTML', async () => {
    await add(key);
    const { status, stdout, stderr } = await run(moto, 'exec', 'service', '--', 'echo', 'started');
    expect({ status, stdout }).toEqual({ status: 125, stdout: '' });
    expect(stderr).toContain('HTTP 500');
    expect(stderr).toContain('[aws_answer_invalid]');
  });
});

type KeyVariables = {
  readonly AWS_ACCESS_KEY_ID: string;
  readonly AWS_SECRET_ACCESS_KEY: string;
};

const EVERYTHING = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: '*', Resource: '*' },
});

/** A user who may do everything and three roles; over the trust policy of the last moto fails. */
async function createAccount(moto: MotoServer): Promise<KeyVariables> {
  const iam = new IAMClient({
    endpoint: moto.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'free', secretAccessKey: 'free' },
  });
  const name = { PolicyName: 'everything', PolicyDocument: EVERYTHING };
  await iam.send(new CreateUserCommand({ UserName: 'robot' }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'robot', ...name }));
  const trusts = {
    deploy: { AWS: 'arn:aws:iam::123456789012:user/robot' },
    closed: { AWS: 'arn:aws:iam::123456789012:user/another' },
    service: { Service: 'ec2.amazonaws.com' },
  };
  for (const [role, Principal] of Object.entries(trusts)) {
    const Statement = [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await iam.send(new CreateRoleCommand({ RoleName: role, AssumeRolePolicyDocument }));
    await iam.send(new PutRolePolicyCommand({ RoleName: role, ...name }));
  }
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'robot' }));
  return {
    AWS_ACCESS_KEY_ID: String(AccessKey?.AccessKeyId),
    AWS_SECRET_ACCESS_KEY: String(AccessKey?.SecretAccessKey),
  };
}
