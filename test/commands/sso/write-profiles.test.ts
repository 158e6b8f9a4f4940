import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSharedConfig } from '../../../profiles/load-shared-config.ts';
import type { Invocation } from '../../../src/commands/invocation.ts';
import { readPopulateOptions } from '../../../src/commands/sso/populate-options.ts';
import { writeProfiles } from '../../../src/commands/sso/write-profiles.ts';
import { Secret } from '../../../src/secret.ts';
import { openVault } from '../../../src/vault/open-vault.ts';
import { createFakeQuestions } from '../../fake-questions.ts';
import { type ContextSettings, createFakeContext } from '../fake-context.ts';

const base = `[sso-session my]
sso_start_url = https://example.com/start
sso_region = eu-west-1
`;
const accounts = [
  { accountId: '000000000000', accountName: 'Practice', roleNames: ['Admin', 'ReadOnly'] },
];

/** A home with that config file, in which profiles can be written again and again. */
function start(settings: ContextSettings = {}) {
  const fake = createFakeContext({ config: base, ...settings });
  const { context } = fake;
  const file = join(fake.home, '.aws', 'config');
  const write = (flags: Invocation['flags'] = {}, found = accounts) => {
    const invocation = { positionals: ['populate'], flags };
    return writeProfiles({
      invocation,
      context,
      config: loadSharedConfig(context),
      options: readPopulateOptions(invocation),
      found: { ssoSession: 'my', accounts: found },
    });
  };
  return { ...fake, file, write, read: () => readFileSync(file, 'utf8') };
}

test('shows the difference, asks, and writes', async () => {
  const questions = createFakeQuestions('y');
  const { write, read, file, stdout, stderr } = start({ questions });
  await write({ region: 'eu-central-1' });
  expect(questions.asked).toEqual([`Change ${file}: add 2 profiles?`]);
  expect(read()).toContain('\n[profile Practice-ReadOnly]\n# awsx sso populate my ');
  expect(stdout()).toBe('');
  expect(stderr()).toMatch(/^--- \/.*\n\+\+\+ \/.*\n@@ -1,3 \+1,19 @@\n \[sso-session my\]\n/);
  expect(stderr()).toContain('\n+[profile Practice-Admin]\n');
  expect(stderr()).toContain('\n+region = eu-central-1\n');
  expect(stderr().endsWith(`awsx: added 2 profiles in ${file}\n`)).toBe(true);
});

test('the second time changes nothing and asks nothing', async () => {
  const { write, read, file, stderr } = start();
  await write({ force: true });
  const text = read();
  await write();
  await write({ prune: true });
  expect(read()).toBe(text);
  expect(stderr().match(/nothing to change in/g)).toHaveLength(2);
  expect(stderr()).toContain(file);
});

test('a dry run prints the difference and leaves the file alone', async () => {
  const { write, read, stdout, stderr } = start();
  await write({ 'dry-run': true });
  expect(read()).toBe(base);
  expect(stdout()).toContain('\n+[profile Practice-Admin]\n');
  expect(stderr()).toBe('');
});

test('a long difference is shown in part before the question, in whole by a dry run', async () => {
  const many = Array.from({ length: 30 }, (_, index) => ({
    accountId: String(index).padStart(12, '0'),
    accountName: `Practice ${index}`,
    roleNames: ['Admin'],
  }));
  const { write, stdout, stderr } = start();
  await write({ 'dry-run': true }, many);
  await write({ force: true }, many);
  expect(stdout().split('\n')).toHaveLength(2 + 1 + 3 + 30 * 7 + 1);
  expect(stderr()).toContain('and 154 more lines: --dry-run shows them all\n');
});

describe('writes nothing', () => {
  test.each([
    ['when the person says no', ['n'], 'cancelled', 'nothing was written'],
    ['when nobody can be asked', [], 'input_required', 'nobody can be asked'],
  ])('%s', async (_, answers, code, message) => {
    const { write, read } = start({ questions: createFakeQuestions(...answers) });
    await expect(write()).rejects.toMatchObject({ code, message });
    expect(read()).toBe(base);
  });

  test('when the file changed while the question was open', async () => {
    const questions = createFakeQuestions('y');
    const { write, read, file } = start({
      questions: {
        ...questions,
        confirm: async () => {
          writeFileSync(file, `${base}# by another program\n`);
          return true;
        },
      },
    });
    await expect(write()).rejects.toMatchObject({ code: 'config_changed' });
    expect(read()).toBe(`${base}# by another program\n`);
  });
});

test('says how to go on without a question', async () => {
  const { write } = start({ questions: createFakeQuestions() });
  await expect(write()).rejects.toMatchObject({ hint: expect.stringContaining('--force') });
});

test('takes no name that a stored key or the credentials file has', async () => {
  const { context, write, read, home } = start();
  const vault = await openVault(context, {});
  const secretAccessKey = new Secret('canary');
  await vault.addBaseCredential('Practice-Admin', { accessKeyId: 'AKIAEXAMPLE', secretAccessKey });
  const credentials = '[Practice-ReadOnly]\naws_access_key_id = AKIAEXAMPLE\n';
  writeFileSync(join(home, '.aws', 'credentials'), credentials, { mode: 0o600 });
  await write({ force: true });
  expect(read().match(/^\[profile .*/gm)).toEqual([
    '[profile Practice-Admin-000000000000]',
    '[profile Practice-ReadOnly-000000000000]',
  ]);
});

test('names what it leaves as it is', async () => {
  const { write, file, read, stderr } = start();
  await write({ force: true });
  writeFileSync(file, `${read()}output = json\n`);
  await write({ prune: true, force: true }, []);
  expect(stderr()).toContain(
    'awsx: 1 profile written by an earlier run and edited since, so left as they are: Practice-ReadOnly\n',
  );
  expect(stderr()).toContain(`awsx: removed 1 profile in ${file}\n`);
  expect(read()).not.toContain('Practice-Admin]');
});

test('names what is not wanted any more', async () => {
  const { write, stderr } = start();
  await write({ force: true });
  await write({ role: ['Admin'] });
  expect(stderr()).toContain('not wanted any more; --prune removes them: Practice-ReadOnly\n');
});

test('what it shows of the file cannot reach the terminal as commands', async () => {
  const { write, stdout } = start({ config: '# \u001b]0;canary\u0007\n# \u202e\ttab\n' });
  await write({ 'dry-run': true });
  expect(stdout()).toContain(' # \\x1b]0;canary\\x07\n # \\u{202e}\ttab\n');
});
