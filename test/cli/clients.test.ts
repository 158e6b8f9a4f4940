/** Programs that we did not write, as consumers of exec and credential-process. */
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { needs, needsAnswer } from '../requirements.ts';
import { type RunningSandbox, runProgram, startSandbox } from './harness.ts';

const PROD_ADMIN = /arn:aws:sts::000000000000:assumed-role\/prod-admin\/awsx-/;
const READONLY = /arn:aws:sts::000000000000:assumed-role\/readonly\/awsx-/;
const debianCli = needs('/usr/bin/aws');
const pythonCli = needsAnswer(/^aws-cli\/1\./, 'aws', '--version');
const boto3 = needsAnswer(/^boto3/, 'python3', '-c', 'import boto3; print("boto3")');

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  appendFileSync(
    sandbox.configFile,
    '\n[profile through-awsx]\ncredential_process = awsx credential-process readonly\n',
  );
});
afterAll(() => sandbox.stop());

describe('the line of the contract, with Debian’s AWS CLI 2', () => {
  const inner =
    '/usr/bin/aws --endpoint-url "$AWS_ENDPOINT_URL" sts get-caller-identity --output text';
  const withCode = 'awsx exec prod-admin --mfa-token "$(awsx sandbox code)" --';

  it.skipIf(debianCli)(
    'prints the role, and again without a code (needs /usr/bin/aws)',
    async () => {
      const first = await runProgram('sh', ['-c', `${withCode} ${inner}`], { env: sandbox.env });
      expect(first.stdout).toMatch(PROD_ADMIN);
      const before = sandbox.requests().length;
      const second = await runProgram('sh', ['-c', `awsx exec prod-admin -- ${inner}`], {
        env: sandbox.env,
      });
      expect(second.stdout).toBe(first.stdout);
      const own = sandbox.requests().slice(before);
      expect(own.map(({ action }) => action)).toEqual(['GetCallerIdentity']);
    },
  );
});

describe('credential_process', () => {
  it.skipIf(debianCli)('serves AWS CLI 2 (needs /usr/bin/aws)', async () => {
    const script =
      '/usr/bin/aws --profile through-awsx --endpoint-url "$AWS_ENDPOINT_URL" sts get-caller-identity';
    const result = await runProgram('sh', ['-c', script], { env: sandbox.env });
    expect(result.stdout).toMatch(READONLY);
  });

  it.skipIf(pythonCli)('serves AWS CLI 1, which obeys AWS_ENDPOINT_URL (needs aws 1)', async () => {
    const args = ['--profile', 'through-awsx', 'sts', 'get-caller-identity'];
    const result = await runProgram('aws', args, { env: sandbox.env });
    expect(result.stdout).toMatch(READONLY);
  });

  it.skipIf(boto3)('serves boto3 (needs python3 with boto3)', async () => {
    const script = join(sandbox.folder, 'whoami.py');
    writeFileSync(
      script,
      'import boto3\nprint(boto3.Session(profile_name="through-awsx").client("sts").get_caller_identity()["Arn"])\n',
    );
    const result = await runProgram('python3', [script], { env: sandbox.env });
    expect(result.stderr).toBe('');
    expect(result.stdout).toMatch(READONLY);
  });
});

describe('a client that is started in the sandbox', () => {
  it.skipIf(pythonCli)('finds no key of the person’s own (needs aws 1)', async () => {
    const home = join(sandbox.folder, 'home');
    const script = `mkdir -p "$HOME/.aws" && printf '[default]\\naws_access_key_id=AKIACANARYCANARYCANA\\naws_secret_access_key=canary\\n' > "$HOME/.aws/credentials" && aws sts get-caller-identity`;
    const result = await runProgram('sh', ['-c', script], {
      env: { ...sandbox.env, HOME: home },
    });
    expect(result.status).not.toBe(0);
    expect(result.stderr).toContain('Unable to locate credentials');
  });
});
