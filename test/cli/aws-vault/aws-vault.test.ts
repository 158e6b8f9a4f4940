/**
 * awsx and aws-vault in one harness: the same profiles, the same AWS, and the calls each makes
 * with them. aws-vault's half is skipped where aws-vault is not on PATH.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { differences } from './differences.ts';
import { type PracticeAccount, startPracticeAccount } from './practice-account.ts';
import { type Outcome, type Scenario, type Step, scenarios } from './scenarios.ts';
import { awsVault, awsx, setUp, type Tool, type ToolAtWork } from './tools.ts';

const PRINT_ENVIRONMENT = [
  process.execPath,
  '-e',
  'process.stdout.write(JSON.stringify(process.env))',
];

describe.each([
  ['awsx', awsx],
  ['aws-vault', awsVault],
])('%s', (_, tool) => {
  const named = scenarios.map((scenario) => [scenario.name, scenario] as const);

  it.skipIf(tool.isMissing).each(named)(`%s (needs ${tool.name})`, async (_name, scenario) => {
    const account = await startPracticeAccount();
    onTestFinished(() => account.close());
    const work = await setUp(tool, account, formatConfig(account, scenario));
    onTestFinished(() => work.stop());
    for (const step of scenario.steps) await check(step, { tool, account, work });
    for (const { roleSessionName } of account.log) {
      if (roleSessionName !== undefined) expect(roleSessionName).toMatch(tool.sessionName);
    }
  });
});

describe('the document', () => {
  const text = readFileSync(
    new URL('../../../docs/compared-with-aws-vault.md', import.meta.url),
    'utf8',
  );

  it.each(differences)('explains: %s', (difference) => {
    expect(text).toContain(`| ${difference} |`);
  });

  it('is about differences that a scenario shows', () => {
    const shown = scenarios.flatMap(({ steps }) => steps.map(({ awsVault }) => awsVault?.because));
    expect(differences.filter((difference) => !shown.includes(difference))).toEqual([
      'role sessions are named awsx-…',
    ]);
  });
});

interface Stage {
  readonly tool: Tool;
  readonly account: PracticeAccount;
  readonly work: ToolAtWork;
}

async function check(step: Step, { tool, account, work }: Stage): Promise<void> {
  const expected: Outcome = (tool.name === 'aws-vault' && step.awsVault) || step.outcome;
  account.setClockOffset(step.clockOffset ?? 0);
  if (step.cacheIsDamaged) work.damageCache();
  const before = account.calls().length;
  const { profile, flags = [], env = {} } = step;
  const needsCode = expected.calls.some((call) => call.includes(' MFA '));
  const result = await work.exec({
    ...{ profile, flags, env, command: PRINT_ENVIRONMENT },
    ...(needsCode ? { code: account.code() } : {}),
  });
  expect(account.calls().slice(before), result.stderr).toEqual(expected.calls);
  if (expected.fails === undefined) {
    expect(result.status).toBe(0);
    if (tool.name === 'awsx') expect(countLines(result.stderr)).toBe(expected.notices ?? 0);
    checkEnvironment(JSON.parse(result.stdout), profile, account);
  } else {
    expect(result).toMatchObject({ status: 125, stdout: '' });
    expect(result.stderr).toContain(`[${expected.fails}]`);
  }
}

function countLines(text: string): number {
  return text.split('\n').length - 1;
}

/** The command has what AWS issued for the profile, and knows until when. */
function checkEnvironment(
  env: Readonly<Record<string, string>>,
  profile: string,
  account: PracticeAccount,
): void {
  const issued = account.findSession(String(env['AWS_ACCESS_KEY_ID']));
  expect(account.nameKey(env['AWS_ACCESS_KEY_ID'])).toBe(profile === 'jon' ? 'session' : profile);
  expect(env).toMatchObject({
    AWS_SECRET_ACCESS_KEY: issued?.secretAccessKey.reveal(),
    AWS_SESSION_TOKEN: issued?.sessionToken.reveal(),
    AWS_CREDENTIAL_EXPIRATION: issued?.expiration.toISOString().replace(/\.\d+Z$/, 'Z'),
    AWS_VAULT: profile,
    AWS_REGION: 'us-east-1',
    AWS_DEFAULT_REGION: 'us-east-1',
  });
}

function formatConfig({ mfaSerial }: PracticeAccount, { extra = {} }: Scenario): string {
  const mfa = `mfa_serial = ${mfaSerial}`;
  const role = (name: string): string => `role_arn = arn:aws:iam::000000000000:role/${name}`;
  const profiles: Readonly<Record<string, readonly string[]>> = {
    jon: [mfa],
    ro: [role('ro'), 'source_profile = jon'],
    admin: [role('admin'), 'source_profile = jon', mfa],
    r1: [role('r1'), 'source_profile = jon', mfa],
    r2: [role('r2'), 'source_profile = r1', mfa],
  };
  return Object.entries(profiles)
    .map(([name, lines]) => {
      const all = [...lines, 'region = us-east-1', ...(extra[name] ? [extra[name]] : [])];
      return `[profile ${name}]\n${all.join('\n')}\n`;
    })
    .join('\n');
}
