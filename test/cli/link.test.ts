/** The same profile through awsx from every SDK, after `awsx link`; and the way back. */
import {
  appendFileSync,
  lstatSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import {
  awsxScript,
  type RunningSandbox,
  type RunResult,
  runProgram,
  startSandbox,
} from './harness.ts';
import { buildGoClient, goClient, realClients } from './real-clients.ts';

const LINKED = ['dev', 'readonly', 'prod-admin', 'my-role', 'hand-written'];
const HAND_WRITTEN = `
# Written by hand: nobody may touch this.
[profile my-role]
role_arn\t=  arn:aws:iam::000000000000:role/readonly   ; inline
source_profile=dev
region = us-east-1

[profile hand-written] # and this
external_id =
role_arn = arn:aws:iam::000000000000:role/prod-deploy
s3 =
  max_concurrent_requests = 20
source_profile = prod-admin`;

let sandbox: RunningSandbox;
let before: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  appendFileSync(sandbox.configFile, HAND_WRITTEN);
  before = readFileSync(sandbox.configFile, 'utf8');
  await sandbox.run(['exec', 'dev', '--mfa-token', await sandbox.code(), '--', 'true']);
  for (const name of LINKED.slice(1)) await sandbox.run(['exec', name, '--', 'true']);
  if (!goClient.isMissing) buildGoClient(sandbox.folder);
  const { status, stderr } = await sandbox.run(['link', ...LINKED]);
  expect({ status, stderr }).toMatchObject({ status: 0 });
}, 240_000);
afterAll(() => sandbox.stop());

interface Outcome extends RunResult {
  /** `AssumeRole GetCallerIdentity` */
  readonly actions: string;
}

async function runInside(script: string, profile: string): Promise<Outcome> {
  const earlier = sandbox.requests().length;
  const env = { ...sandbox.env, AWS_PROFILE: profile };
  const result = await runProgram('sh', ['-c', script], { env });
  const sent = sandbox.requests().slice(earlier);
  return { ...result, actions: sent.map(({ action }) => action).join(' ') };
}

describe.each(realClients.map((client) => [client.name, client] as const))(
  '%s',
  (_, { isMissing, needs: what, command }) => {
    it.skipIf(isMissing).each([
      ['dev', 'user/dev'],
      ['readonly', 'assumed-role/readonly/awsx-'],
      ['prod-admin', 'assumed-role/prod-admin/awsx-'],
      ['my-role', 'assumed-role/readonly/awsx-'],
      ['hand-written', 'assumed-role/prod-deploy/awsx-'],
    ])(`gets %s by its name, from the cache (needs ${what})`, async (profile, arn) => {
      const { stdout, actions } = await runInside(command, profile);
      expect(stdout).toContain(`:000000000000:${arn}`);
      expect(actions).toBe('GetCallerIdentity');
    });
  },
);

it('awsx reads what it read before, and takes the sessions that it had', async () => {
  for (const name of LINKED) {
    const { status, stderr, actions } = await runInside(`awsx exec ${name} -- true`, '');
    expect({ status, stderr, actions }).toEqual({ status: 0, stderr: '', actions: '' });
  }
});

it('awsx does not run itself', async () => {
  const { stdout } = await sandbox.run(['explain', 'readonly', '--json']);
  expect(stdout).not.toContain('credential-process');
  const renewed = await sandbox.run(['credential-process', 'readonly', '--refresh']);
  expect(JSON.parse(renewed.stdout)).toMatchObject({ Version: 1 });
});

it('leaves other lines alone', () => {
  const after = readFileSync(sandbox.configFile, 'utf8');
  expect(after).toContain('\n# Written by hand: nobody may touch this.\n[profile my-role]\n');
  expect(after).toContain(
    '\nawsx_role_arn\t=  arn:aws:iam::000000000000:role/readonly   ; inline # awsx link\n',
  );
  expect(after).toContain('\ns3 =\n  max_concurrent_requests = 20\n');
});

describe('the way back', () => {
  it('gives the file as it was, byte for byte', async () => {
    const own = await startSandbox();
    onTestFinished(() => own.stop());
    appendFileSync(own.configFile, HAND_WRITTEN.replaceAll('\n', '\r\n'));
    const real = join(own.folder, 'real-config');
    renameSync(own.configFile, real);
    symlinkSync(real, own.configFile);
    const text = readFileSync(real, 'utf8');
    const names = ['dev', 'readonly', 'prod-admin', 'prod-deploy', 'ci', 'my-role', 'hand-written'];
    const linked = await own.run(['link', ...names]);
    expect(linked).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(real, 'utf8')).not.toBe(text);
    expect(statSync(real).mode & 0o077).toBe(0);
    const { status, stderr } = await own.run(['unlink', ...names]);
    expect({ status, stderr }).toMatchObject({ status: 0 });
    expect(readFileSync(real, 'utf8')).toBe(text);
    expect(lstatSync(own.configFile).isSymbolicLink()).toBe(true);
  });

  it('a dry run prints it', async () => {
    const { stdout } = await sandbox.run(['unlink', 'readonly', '--dry-run']);
    expect(stdout).toContain('\n+role_arn = arn:aws:iam::000000000000:role/readonly\n');
    expect(stdout).toContain('\n-# awsx link\n');
    expect(before).toContain('role_arn = arn:aws:iam::000000000000:role/readonly\n');
  });
});

describe('refused', () => {
  it('a word too few, and an unknown profile', async () => {
    expect(await sandbox.run(['link'])).toMatchObject({ status: 2 });
    const unknown = await sandbox.run(['link', 'nope']);
    expect(unknown).toMatchObject({ status: 3 });
    expect(unknown.stderr).toContain('[profile_not_found]');
  });

  it('an awsx that lies where others may write, outside the sandbox', async () => {
    const home = join(sandbox.folder, 'home-outside');
    const copy = join(sandbox.folder, 'copy');
    const program = join(copy, 'awsx.cjs');
    const script = `mkdir -p '${home}/.aws' && printf '[profile x]\\nrole_arn = r\\ncredential_source = Environment\\n' > '${home}/.aws/config' && cp -r "$(dirname "$0")" '${copy}' && exec '${process.execPath}' '${program}' link x`;
    const { status, stderr } = await runProgram('sh', ['-c', script, awsxScript], {
      env: { HOME: home },
    });
    // Whichever is looked at first: the node that runs the tests may lie in such a folder, too.
    expect(stderr).toMatch(/cannot link to \/\S+: it is in a folder for temporary files/);
    expect(status).toBe(3);
  });
});
