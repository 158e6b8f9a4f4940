/** Programs that we did not write, as consumers of exec and credential-process. */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { RequestLogEntry } from '../../src/sandbox/request-log.ts';
import { needs, needsAnswer } from '../requirements.ts';
import {
  type LoggedRequest,
  type RunningSandbox,
  type RunResult,
  runProgram,
  startSandbox,
} from './harness.ts';
import { buildGoClient, goClient, realClients } from './real-clients.ts';

const PROD_ADMIN = /^arn:aws:sts::000000000000:assumed-role\/prod-admin\/awsx-\S+\n$/;
const READONLY = /^arn:aws:sts::000000000000:assumed-role\/readonly\/awsx-\S+\n$/;
const ROLE_KEY = expect.stringMatching(/^ASIA/);
const OWN_CALL = {
  service: 'sts',
  action: 'GetCallerIdentity',
  accessKeyId: ROLE_KEY,
  status: 200,
};

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  appendFileSync(
    sandbox.configFile,
    `
[profile through-awsx]
credential_process = awsx credential-process readonly

[profile through-awsx-renewed]
credential_process = awsx credential-process readonly --refresh

[profile through-awsx-with-mfa]
credential_process = awsx credential-process prod-admin

[profile on-ec2]
role_arn = arn:aws:iam::000000000000:role/readonly
credential_source = Ec2InstanceMetadata

[profile on-ecs]
role_arn = arn:aws:iam::000000000000:role/readonly
credential_source = EcsContainer
`,
  );
  await sandbox.run(['exec', 'readonly', '--', 'true']);
  await sandbox.run(['exec', 'prod-admin', '--mfa-token', await sandbox.code(), '--', 'true']);
  if (!goClient.isMissing) buildGoClient(sandbox.folder);
}, 240_000);
afterAll(() => sandbox.stop());

type Sent = LoggedRequest & Partial<RequestLogEntry>;

interface Outcome extends RunResult {
  /** What was sent to AWS meanwhile, by awsx and by the client. */
  readonly sent: readonly Sent[];
}

async function runInside(script: string, env: Record<string, string> = {}): Promise<Outcome> {
  const before = sandbox.requests().length;
  const result = await runProgram('sh', ['-c', script], { env: { ...sandbox.env, ...env } });
  return { ...result, sent: sandbox.requests().slice(before) as readonly Sent[] };
}

describe.each(realClients.map((client) => [client.name, client] as const))(
  '%s',
  (_, { isMissing, needs: what, command }) => {
    it.skipIf(isMissing)(
      `is the role whose credentials exec gives it (needs ${what})`,
      async () => {
        const { stdout, sent } = await runInside(`awsx exec readonly -- ${command}`);
        expect(stdout).toMatch(READONLY);
        expect(sent).toEqual([expect.objectContaining(OWN_CALL)]);
      },
    );

    it.skipIf(isMissing)(`reads credential_process (needs ${what})`, async () => {
      const { stdout, sent } = await runInside(command, { AWS_PROFILE: 'through-awsx-with-mfa' });
      expect(stdout).toMatch(PROD_ADMIN);
      expect(sent).toEqual([expect.objectContaining(OWN_CALL)]);
    });

    it.skipIf(isMissing)(`takes what a new AssumeRole gave (needs ${what})`, async () => {
      const { stdout, sent } = await runInside(command, { AWS_PROFILE: 'through-awsx-renewed' });
      expect(stdout).toMatch(READONLY);
      expect(sent).toEqual([
        expect.objectContaining({
          action: 'AssumeRole',
          roleArn: 'arn:aws:iam::000000000000:role/readonly',
          durationSeconds: 3600,
          accessKeyId: expect.stringMatching(/^AKIA/),
          status: 200,
        }),
        expect.objectContaining(OWN_CALL),
      ]);
      expect(stdout).toContain(`/${sent[0]?.roleSessionName}\n`);
    });
  },
);

/** The others ask the real STS for the roles of a profile, whatever AWS_ENDPOINT_URL says. */
const clientsThatFindSts = realClients.filter(
  (client) => client !== goClient && !client.command.includes('--endpoint-url'),
);

describe.each(clientsThatFindSts.map((client) => [client.name, client] as const))(
  '%s without awsx',
  (_, { isMissing, needs: what, command }) => {
    it.skipIf(isMissing).each([
      ['ci', 'ci'],
      ['on-ec2', 'readonly'],
      ['on-ecs', 'readonly'],
    ])(`gets the credentials of %s (needs ${what})`, async (profile, role) => {
      const address = String(sandbox.env['AWSX_SANDBOX_ENDPOINT']);
      const { stdout } = await runInside(command, {
        AWS_PROFILE: profile,
        AWS_EC2_METADATA_DISABLED: 'false',
        AWS_EC2_METADATA_SERVICE_ENDPOINT: address,
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `${address}/container/credentials`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: readFileSync(
          join(sandbox.folder, 'container-token'),
          'utf8',
        ),
      });
      expect(stdout).toContain(`arn:aws:sts::000000000000:assumed-role/${role}/`);
    });
  },
);

describe('the line of the contract, with Debian’s AWS CLI 2', () => {
  const inner =
    '/usr/bin/aws --endpoint-url "$AWS_ENDPOINT_URL" sts get-caller-identity --output text';

  it.skipIf(needs('/usr/bin/aws'))(
    'prints the role, and again without a code (needs /usr/bin/aws)',
    async () => {
      const fresh = await startSandbox();
      onTestFinished(() => fresh.stop());
      const run = (script: string) => runProgram('sh', ['-c', script], { env: fresh.env });
      const withCode = 'awsx exec prod-admin --mfa-token "$(awsx sandbox code)" --';
      const first = await run(`${withCode} ${inner}`);
      const second = await run(`awsx exec prod-admin -- ${inner}`);
      expect(first.stdout).toMatch(/arn:aws:sts::000000000000:assumed-role\/prod-admin\/awsx-/);
      expect(second.stdout).toBe(first.stdout);
    },
  );
});

describe('a client that is started in the sandbox', () => {
  const aws1 = needsAnswer(/^aws-cli\/1\./, 'aws', '--version');

  it.skipIf(aws1)('finds no key of the person’s own (needs aws 1)', async () => {
    const home = join(sandbox.folder, 'home');
    const script = `mkdir -p "$HOME/.aws" && printf '[default]\\naws_access_key_id=AKIACANARYCANARYCANA\\naws_secret_access_key=canary\\n' > "$HOME/.aws/credentials" && aws sts get-caller-identity`;
    const { status, stderr, sent } = await runInside(script, { HOME: home });
    expect(status).not.toBe(0);
    expect(stderr).toContain('Unable to locate credentials');
    expect(sent).toEqual([]);
  });
});
