/** Sessions that may do less than their role, and what else is asked of the last role. */
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestLogEntry } from '../../src/sandbox/request-log.ts';
import { needs } from '../requirements.ts';
import { type RunningSandbox, type RunResult, runProgram, startSandbox } from './harness.ts';

const IAM = `'${process.execPath}' '${fileURLToPath(new URL('../clients/iam.mjs', import.meta.url))}'`;
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const LIST_ONLY = '{"Statement":{"Effect":"Allow","Action":"iam:ListUsers","Resource":"*"}}';
const ONE_NARROWING =
  'what session policies allow adds up, so the two would allow more than each [setting_conflict]';

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  writeFileSync(join(sandbox.folder, 'list-only.json'), LIST_ONLY);
  appendFileSync(
    sandbox.configFile,
    `
[profile scoped]
include_profile = prod-admin
awsx_scope_list = list-only.json
awsx_scope_look = ${READ_ONLY}

[profile narrowed]
include_profile = prod-admin
awsx_policy = {"Statement": {
  "Effect": "Allow", "Action": "iam:ListUsers",
  "Resource": "*"}}

[profile looking]
source_profile = prod-admin
awsx_policy_arns = ${READ_ONLY}

[profile tagged]
include_profile = prod-admin
session_tags = team=red, stage=prod
transitive_session_tags = team
source_identity = jo
external_id = file-id
role_session_name = file-name

[profile further]
role_arn = arn:aws:iam::000000000000:role/prod-deploy
source_profile = tagged
`,
  );
  await sandbox.run(['exec', 'prod-admin', '--mfa-token', await sandbox.code(), '--', 'true']);
});
afterAll(() => sandbox.stop());

/** A line of a shell inside the sandbox. */
function type(line: string): Promise<RunResult> {
  return runProgram('sh', ['-c', line], { env: sandbox.env });
}

let counter = 0;
/** The name of a user that nobody has created. */
function newName(): string {
  counter += 1;
  return `user-${counter}`;
}

const listAndCreate = (): string => `${IAM} ${newName()}`;

async function sentBy(run: () => Promise<RunResult>): Promise<readonly RequestLogEntry[]> {
  const before = sandbox.requests().length;
  await run();
  return sandbox.requests().slice(before) as unknown as readonly RequestLogEntry[];
}

describe.each([
  ['the AWS SDK for JavaScript', false, () => listAndCreate()],
  [
    "Debian's AWS CLI",
    needs('/usr/bin/aws'),
    () =>
      `/usr/bin/aws --endpoint-url "$AWS_ENDPOINT_URL" iam create-user --user-name ${newName()}`,
  ],
  [
    'the AWS CLI on PATH',
    needs('aws'),
    () => `aws --endpoint-url "$AWS_ENDPOINT_URL" iam create-user --user-name ${newName()}`,
  ],
])('--read-only with %s', (_, isMissing, createLine) => {
  it.skipIf(isMissing)('creates no user, and without it one', async () => {
    const refused = await type(`awsx exec prod-admin --read-only -- ${createLine()}`);
    expect(refused.status).not.toBe(0);
    expect(refused.stderr).toContain('AccessDenied');
    expect(refused.stderr).toContain('because no session policy allows the iam:CreateUser action');
    const allowed = await type(`awsx exec prod-admin -- ${createLine()}`);
    expect([allowed.status, allowed.stderr]).toEqual([0, '']);
  });
});

describe('a narrowed session', () => {
  it.each([
    ['--read-only', 'prod-admin --read-only'],
    ['--policy-arn', `prod-admin --policy-arn ${READ_ONLY}`],
    ['--policy as JSON', `prod-admin --policy '${LIST_ONLY}'`],
    ['--policy as a file of this folder', 'prod-admin --policy list-only.json'],
    ['--policy as a pipe', 'prod-admin --policy /dev/stdin < list-only.json'],
    ['--scope', 'scoped --scope look'],
    ['--scope with a file beside the config', 'scoped --scope LIST'],
    ['awsx_policy', 'narrowed'],
    ['awsx_policy_arns of a profile that only points at the role', 'looking'],
  ])('may list and not create: %s', async (_, flags) => {
    const [words, input] = flags.split(' < ');
    const inFolder = `cd "$AWSX_SANDBOX" && awsx exec ${words} --`;
    const redirect = input === undefined ? '' : ` < ${input}`;
    const { status, stdout, stderr } = await type(`${inFolder} ${listAndCreate()}${redirect}`);
    expect([status, stdout]).toEqual([1, 'listed\n']);
    expect(stderr).toContain('no session policy allows the iam:CreateUser action');
  });

  it('is kept apart from that of the whole role, and reused', async () => {
    const narrow = ['exec', 'prod-admin', '--read-only', '--duration', '30m', '--', 'true'];
    const first = await sentBy(() => sandbox.run(narrow));
    expect(first.map(({ action, policyArns }) => [action, policyArns])).toEqual([
      ['AssumeRole', [READ_ONLY]],
    ]);
    expect(await sentBy(() => sandbox.run(narrow))).toEqual([]);
    const same = ['export', 'prod-admin', '--policy-arn', READ_ONLY, '-d', '30m'];
    expect(await sentBy(() => sandbox.run(same))).toEqual([]);
    expect((await type(`awsx exec prod-admin -- ${listAndCreate()}`)).status).toBe(0);
  });

  it('is got again when its policy file has changed', async () => {
    const file = join(sandbox.folder, 'changing.json');
    const args = ['export', 'prod-admin', '--policy', file, '-d', '40m'];
    writeFileSync(file, LIST_ONLY);
    expect(await sentBy(() => sandbox.run(args))).toHaveLength(1);
    writeFileSync(file, LIST_ONLY.replace('"Statement":', '\n  "Statement" :\n'));
    expect(await sentBy(() => sandbox.run(args))).toEqual([]);
    writeFileSync(file, LIST_ONLY.replace('ListUsers', 'GetUser'));
    expect(await sentBy(() => sandbox.run(args))).toHaveLength(1);
  });

  it.each(['export', 'credential-process', 'whoami'])('comes from %s, too', async (command) => {
    const args = [command, 'prod-admin', '--read-only', '--refresh'];
    const [call] = (await sentBy(() => sandbox.run(args))).filter(
      ({ action }) => action === 'AssumeRole',
    );
    expect(call).toEqual(expect.objectContaining({ status: 200, policyArns: [READ_ONLY] }));
  });

  it('is explained', async () => {
    const { stdout } = await sandbox.run(['explain', 'scoped', '--scope', 'list']);
    expect(stdout).toContain('narrowed to the policy of');
    expect(stdout).toContain(LIST_ONLY);
    expect(stdout).toMatch(/\(--scope, awsx_scope_list at\s+\S+config:\d+\)/);
    const json = await sandbox.run(['explain', 'prod-admin', '--read-only', '--json']);
    expect(JSON.parse(json.stdout).steps.at(-1).narrowing).toEqual({
      origin: { kind: 'flag', flag: '--read-only' },
      policyArns: [READ_ONLY],
    });
  });
});

describe('refused before anybody is asked anything', () => {
  it.each([
    ['narrowed', ['--read-only'], 3, '--read-only and awsx_policy at '],
    ['looking', ['--policy', 'x.json'], 3, '--policy and awsx_policy_arns at '],
  ])('two narrowings: %s %j', async (profile, flags, status, both) => {
    const outcome = await sandbox.run(['export', profile, ...flags]);
    expect([outcome.status, outcome.stdout]).toEqual([status, '']);
    expect(outcome.stderr).toContain(both);
    expect(outcome.stderr).toContain(ONE_NARROWING);
  });

  it.each<[string, readonly string[], number, string]>([
    [
      'two flags',
      ['prod-admin', '--read-only', '--policy-arn', READ_ONLY],
      2,
      'by both --read-only and --policy-arn',
    ],
    ['a base profile', ['dev', '--read-only'], 3, 'come from GetSessionToken [not_supported]'],
    ['a tag without a role', ['dev', '--tag', 'a=b'], 3, 'has no role to assume (--tag)'],
    [
      'a missing file',
      ['prod-admin', '--policy', 'missing.json'],
      2,
      'it does not exist [invalid_argument]',
    ],
    ['a folder', ['prod-admin', '--policy', '/'], 2, 'it is a folder [invalid_argument]'],
    ['half a policy', ['prod-admin', '--policy', '{"Statement":'], 2, 'is not JSON'],
    ['no policy', ['prod-admin', '--policy', '{}'], 2, 'is not a policy'],
    [
      'a long policy',
      ['prod-admin', '--policy', `{"Statement":{"Sid":"${'x'.repeat(2048)}"}}`],
      2,
      'has 2072 characters without white space, and AWS takes 2048',
    ],
    [
      'a name for an ARN',
      ['prod-admin', '--policy-arn', 'ReadOnlyAccess'],
      2,
      'is not the ARN of a policy',
    ],
    [
      'eleven ARNs',
      ['prod-admin', ...Array.from({ length: 11 }, (_, n) => `--policy-arn=${READ_ONLY}${n}`)],
      2,
      'names 11 policies, and AWS takes 10',
    ],
    ['an unknown scope', ['scoped', '--scope', 'lisst'], 2, 'has no scope "lisst"'],
    ['an unknown role', ['000000000000:admin'], 3, 'no profile has the role "000000000000:admin"'],
  ])('%s', async (_, args, status, message) => {
    const before = sandbox.requests().length;
    const outcome = await sandbox.run(['export', ...args]);
    expect([outcome.status, outcome.stdout]).toEqual([status, '']);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).toMatch(/^awsx: error: .*\nawsx: hint: .*\n$/);
    expect(sandbox.requests()).toHaveLength(before);
  });

  it('by exec with 125', async () => {
    const outcome = await sandbox.run(['exec', 'narrowed', '--read-only', '--', 'echo', 'ran']);
    expect([outcome.status, outcome.stdout]).toEqual([125, '']);
  });

  it('without quoting the file: it may have been the wrong one', async () => {
    const secret = 'wJalrXUtnFEMI/EXAMPLEKEY';
    const file = join(sandbox.folder, 'no-policy');
    for (const text of [`aws_secret_access_key = ${secret}`, `{"Statement": ${secret}}`]) {
      writeFileSync(file, text);
      const outcome = await sandbox.run(['export', 'prod-admin', '--policy', file]);
      expect(outcome.stderr).toContain('no-policy (--policy) is not JSON');
      expect(outcome.stderr).not.toContain(secret);
    }
  });

  it('a policy file of the config is not looked for where an SDK happens to be', async () => {
    const elsewhere = join(sandbox.folder, 'elsewhere');
    mkdirSync(elsewhere);
    writeFileSync(join(elsewhere, 'list-only.json'), '{}');
    const args = ['explain', 'scoped', '--scope', 'list'];
    const outcome = await sandbox.run(args, { cwd: elsewhere });
    expect([outcome.status, outcome.stderr]).toEqual([0, '']);
    expect(outcome.stdout).toContain(LIST_ONLY);
  });
});

describe('asked of the last role', () => {
  const sent = (call: RequestLogEntry | undefined) => {
    const { roleSessionName, externalId, sourceIdentity, tags, transitiveTagKeys } = call ?? {};
    return { roleSessionName, externalId, sourceIdentity, tags, transitiveTagKeys };
  };
  const fromFile = {
    roleSessionName: 'file-name',
    externalId: 'file-id',
    sourceIdentity: 'jo',
    tags: ['team=red', 'stage=prod'],
    transitiveTagKeys: ['team'],
  };

  it('what the profile says is sent', async () => {
    const [call] = await sentBy(() => sandbox.run(['export', 'tagged', '-d', '25m']));
    expect([call?.status, sent(call)]).toEqual([200, fromFile]);
  });

  it('flags win, and tags stand beside those of the profile', async () => {
    const flags = [
      ...['--session-name', 'flag-name', '--external-id', 'flag-id', '--source-identity', 'me'],
      ...['--tag', 'stage=test', '--tag', 'ticket=42', '--transitive-tag', 'ticket'],
    ];
    const [call] = await sentBy(() => sandbox.run(['export', 'tagged', ...flags]));
    expect([call?.status, sent(call)]).toEqual([
      200,
      {
        roleSessionName: 'flag-name',
        externalId: 'flag-id',
        sourceIdentity: 'me',
        tags: ['team=red', 'stage=test', 'ticket=42'],
        transitiveTagKeys: ['team', 'ticket'],
      },
    ]);
  });

  it('the environment overrides the profile that was named, and no other', async () => {
    const env = {
      AWS_ROLE_SESSION_NAME: 'env-name',
      AWS_SOURCE_IDENTITY: 'jo',
      AWS_SESSION_TAGS: 'a=b',
      AWS_TRANSITIVE_TAGS: 'a',
    };
    const args = ['export', 'further', '-d', '20m'];
    const calls = await sentBy(() => sandbox.run(args, { env }));
    expect(calls.filter(({ action }) => action === 'AssumeRole').map(sent)).toEqual([
      fromFile,
      {
        roleSessionName: 'env-name',
        externalId: undefined,
        sourceIdentity: 'jo',
        tags: ['a=b'],
        transitiveTagKeys: ['a'],
      },
    ]);
  });

  it('a tag without a value is refused and nobody is called', async () => {
    const env = { AWS_SESSION_TAGS: 'a=b,c' };
    const calls = await sentBy(async () => {
      const outcome = await sandbox.run(['export', 'tagged'], { env });
      expect(outcome.status).toBe(3);
      expect(outcome.stderr).toContain('"a=b,c" (AWS_SESSION_TAGS) is not a list of key=value');
      return outcome;
    });
    expect(calls).toEqual([]);
  });

  it.each([
    ['arn:aws:iam::000000000000:role/readonly', 'dev', 'readonly'],
    ['000000000000:prod-deploy', 'prod-admin', 'prod-deploy'],
  ])('--role-arn %s of %s', async (role, profile, name) => {
    const outcome = await sandbox.run(['whoami', profile, '--role-arn', role]);
    expect(outcome.stdout).toMatch(new RegExp(`assumed-role/${name}/awsx-`));
  });

  it('a profile may be named by account and role', async () => {
    const outcome = await sandbox.run(['whoami', '000000000000:prod-deploy', '--json']);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toContain('2 profiles have the role');
    const readonly = await sandbox.run(['whoami', '000000000000:readonly', '--json']);
    expect(JSON.parse(readonly.stdout)).toEqual(
      expect.objectContaining({ profile: 'readonly', account: '000000000000' }),
    );
  });
});
