import * as fileSystem from 'node:fs';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { request as sendHttp } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  GetUserCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListMFADevicesCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import {
  AssumeRoleCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from '@aws-sdk/client-sts';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openRequestLog } from '../../src/sandbox/request-log.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.ts';
import { createTestSandbox, type TestSandbox } from './sandbox-client.ts';

interface ClientKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

interface Running extends TestSandbox, Sandbox {
  sts(keys?: ClientKeys): STSClient;
  iam(keys?: ClientKeys): IAMClient;
}

/** The clients live at the time of the fake clock. */
async function start(): Promise<Running> {
  const test = createTestSandbox();
  const sandbox = await startSandbox({ world: test.world });
  onTestFinished(() => sandbox.close());
  const options = (credentials: ClientKeys) => ({
    endpoint: sandbox.url,
    region: 'us-east-1',
    credentials,
    maxAttempts: 1,
    systemClockOffset: test.clock.now().getTime() - Date.now(),
  });
  return {
    ...test,
    ...sandbox,
    sts: (keys = test.dev) => new STSClient(options(keys)),
    iam: (keys = test.dev) => new IAMClient(options(keys)),
  };
}

function takeKeys(credentials: Partial<Record<string, unknown>> | undefined): ClientKeys {
  return {
    accessKeyId: String(credentials?.['AccessKeyId']),
    secretAccessKey: String(credentials?.['SecretAccessKey']),
    sessionToken: String(credentials?.['SessionToken']),
  };
}

describe('the AWS SDK for JavaScript', () => {
  test('walks from the key over MFA and two roles', async () => {
    const sandbox = await start();
    const identity = await sandbox.sts().send(new GetCallerIdentityCommand({}));
    expect(identity).toMatchObject({
      Account: '000000000000',
      Arn: 'arn:aws:iam::000000000000:user/dev',
    });
    const session = await sandbox.sts().send(
      new GetSessionTokenCommand({
        DurationSeconds: 3600,
        SerialNumber: sandbox.mfaSerial,
        TokenCode: sandbox.code(),
      }),
    );
    expect(session.Credentials?.Expiration).toEqual(new Date('2026-01-02T04:04:05Z'));
    const admin = await sandbox.sts(takeKeys({ ...session.Credentials })).send(
      new AssumeRoleCommand({
        RoleArn: sandbox.roleArns.prodAdmin,
        RoleSessionName: 'me',
        Tags: [{ Key: 'team', Value: 'red + blue' }],
        TransitiveTagKeys: ['team'],
        SourceIdentity: 'dev',
      }),
    );
    expect(admin.SourceIdentity).toBe('dev');
    const deploy = await sandbox
      .sts(takeKeys({ ...admin.Credentials }))
      .send(new AssumeRoleCommand({ RoleArn: sandbox.roleArns.prodDeploy, RoleSessionName: 'me' }));
    expect(deploy.AssumedRoleUser?.Arn).toBe(
      'arn:aws:sts::000000000000:assumed-role/prod-deploy/me',
    );
    const last = await sandbox
      .sts(takeKeys({ ...deploy.Credentials }))
      .send(new GetCallerIdentityCommand({}));
    expect(last.UserId).toBe(deploy.AssumedRoleUser?.AssumedRoleId);
  });

  test('rotates a key', async () => {
    const sandbox = await start();
    const iam = sandbox.iam();
    const created = await iam.send(new CreateAccessKeyCommand({}));
    expect(created.AccessKey).toMatchObject({ UserName: 'dev', Status: 'Active' });
    expect(created.AccessKey?.CreateDate).toEqual(sandbox.clock.now());
    const { AccessKeyId = '', SecretAccessKey = '' } = created.AccessKey ?? {};
    const next = sandbox.iam({ accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey });
    const user = await next.send(new GetUserCommand({}));
    expect(user.User).toMatchObject({ UserName: 'dev', Path: '/' });
    const old = { AccessKeyId: sandbox.dev.accessKeyId, UserName: 'dev' };
    await next.send(new UpdateAccessKeyCommand({ ...old, Status: 'Inactive' }));
    await expect(iam.send(new GetUserCommand({}))).rejects.toMatchObject({
      name: 'InvalidClientTokenId',
      $metadata: { httpStatusCode: 403 },
    });
    const keys = await next.send(new ListAccessKeysCommand({ UserName: 'dev' }));
    expect(keys.AccessKeyMetadata?.map(({ Status }) => Status)).toEqual(['Inactive', 'Active']);
    expect(keys.IsTruncated).toBe(false);
    const used = await next.send(new GetAccessKeyLastUsedCommand(old));
    expect(used.AccessKeyLastUsed).toMatchObject({ ServiceName: 'iam', Region: 'us-east-1' });
    await next.send(new DeleteAccessKeyCommand(old));
    await expect(next.send(new DeleteAccessKeyCommand(old))).rejects.toMatchObject({
      name: 'NoSuchEntityException',
      $metadata: { httpStatusCode: 404 },
    });
  });

  test('asks for devices, accounts and users', async () => {
    const sandbox = await start();
    const devices = await sandbox.iam().send(new ListMFADevicesCommand({}));
    expect(devices.MFADevices).toEqual([
      { UserName: 'dev', SerialNumber: sandbox.mfaSerial, EnableDate: sandbox.clock.now() },
    ]);
    const { accessKeyId: AccessKeyId } = sandbox.dev;
    const info = await sandbox.sts().send(new GetAccessKeyInfoCommand({ AccessKeyId }));
    expect(info.Account).toBe('000000000000');
    const refused = sandbox.iam().send(new CreateUserCommand({ UserName: 'eve' }));
    await expect(refused).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('is not authorized to perform: iam:CreateUser'),
    });
  });

  test.each([
    ['a wrong secret', { secretAccessKey: 'x' }, 'SignatureDoesNotMatch'],
    ['a wrong key', { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA' }, 'InvalidClientTokenId'],
  ])('understands the refusal of %s', async (_, change, name) => {
    const sandbox = await start();
    const client = sandbox.sts({ ...sandbox.dev, ...change });
    await expect(client.send(new GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name,
      $metadata: { httpStatusCode: 403, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  test('understands a policy that is refused', async () => {
    const sandbox = await start();
    const { readonly: RoleArn } = sandbox.roleArns;
    const input = { RoleArn, RoleSessionName: 'me', Policy: '{' };
    await expect(sandbox.sts().send(new AssumeRoleCommand(input))).rejects.toMatchObject({
      name: 'MalformedPolicyDocumentException',
    });
  });
});

describe('the server', () => {
  test('listens on the loopback address alone', async () => {
    const sandbox = await start();
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('answers with its own time, type and request id', async () => {
    const sandbox = await start();
    const answer = await fetch(`${sandbox.url}/?Action=GetCallerIdentity&Version=2011-06-15`);
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('date')]).toEqual(
      [403, 'text/xml', 'Fri, 02 Jan 2026 03:04:05 GMT'],
    );
    const requestId = answer.headers.get('x-amzn-requestid');
    expect(await answer.text()).toContain(`<RequestId>${requestId}</RequestId>`);
  });

  test('refuses a body that is too large', async () => {
    const sandbox = await start();
    const answer = await fetch(sandbox.url, { method: 'POST', body: 'a'.repeat(256 * 1024 + 1) });
    expect(answer.status).toBe(413);
    expect(await answer.text()).toContain('<Code>RequestEntityTooLarge</Code>');
  });

  test('lives on after clients that go away or talk nonsense', async () => {
    const sandbox = await start();
    const { port, hostname } = new URL(sandbox.url);
    const unfinished = sendHttp(sandbox.url, { method: 'POST', headers: { 'content-length': 99 } });
    const failed = new Promise((resolve) => unfinished.on('error', resolve));
    unfinished.write('Action=');
    unfinished.destroy();
    await failed;
    const socket = connect(Number(port), hostname);
    const answer = new Promise((resolve) => socket.on('data', (data) => resolve(String(data))));
    socket.write('\0\0 nonsense\r\n\r\n');
    expect(await answer).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
    expect((await fetch(sandbox.url)).status).toBe(400);
  });

  test('is gone when closed', async () => {
    const sandbox = await startSandbox({ world: createTestSandbox().world });
    await sandbox.close();
    await expect(fetch(sandbox.url)).rejects.toThrow('fetch failed');
  });

  test('has logged a request before it answers', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'awsx-log-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const path = join(folder, 'log');
    const { log, close } = openRequestLog(fileSystem, path);
    const sandbox = await startSandbox({ world: createTestSandbox().world, log });
    for (let count = 1; count <= 3; count += 1) {
      await fetch(sandbox.url);
      expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(count);
    }
    await sandbox.close();
    close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8').split('\n')[0] ?? '')).toEqual({
      time: '2026-01-02T03:04:05.000Z',
      status: 400,
      errorCode: 'MissingAction',
    });
  });

  test('gives no answer that it could not log', async () => {
    const log = (): never => {
      throw new Error('disk full');
    };
    const sandbox = await startSandbox({ world: createTestSandbox().world, log });
    onTestFinished(() => sandbox.close());
    await expect(fetch(sandbox.url)).rejects.toThrow('fetch failed');
  });
});
