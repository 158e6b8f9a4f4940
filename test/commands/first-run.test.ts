import { describe, expect, test } from 'vitest';
import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { needsFirstSteps, offerFirstSteps } from '../../src/commands/first-run.ts';
import type { Invocation } from '../../src/commands/invocation.ts';
import { pickAndRun } from '../../src/commands/pick.ts';
import { commands } from '../../src/commands/table.ts';
import { createSessionCache } from '../../src/credentials/session-cache.ts';
import { AwsxError } from '../../src/errors.ts';
import { openIndex } from '../../src/vault/open-vault.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import { createFakeContext, type FakeContext } from './fake-context.ts';
import { writeSessions } from './sessions.ts';

const role = 'role_arn = arn:aws:iam::111111111111:role/admin\n';

function needs({ context }: FakeContext): boolean {
  return needsFirstSteps({
    config: loadSharedConfig(context),
    index: openIndex(context).read(),
    sessions: createSessionCache({ ...context, folder: context.folders.cache }).listSessions(),
    now: context.clock.now(),
  });
}

describe('first steps are offered', () => {
  test.each<[string, string | undefined, boolean]>([
    ['without any file', undefined, true],
    ['without a profile', '', true],
    ['when profiles only have settings', '[default]\nregion = eu-west-1\n', true],
    [
      'when a role lacks its key',
      `[profile dev]\n[profile a]\nsource_profile = dev\n${role}`,
      true,
    ],
    ['when the source is missing', `[profile a]\nsource_profile = dev\n${role}`, true],
    ['not with a process', '[profile a]\ncredential_process = /opt/keys\n', false],
    ['not with a source of a role', `[profile a]\ncredential_source = Environment\n${role}`, false],
    [
      'not with keys in a file',
      '[profile a]\naws_access_key_id = AKIA\naws_secret_access_key = canary\n',
      false,
    ],
    [
      'not with Identity Center',
      '[profile a]\nsso_start_url = https://x.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 111111111111\nsso_role_name = R\n',
      false,
    ],
    [
      'not with one usable profile among others',
      `[default]\n[profile a]\ncredential_process = x\n`,
      false,
    ],
    ['not when the file has an error', '[profile a\n', false],
  ])('%s', (_, config, expected) => {
    expect(needs(createFakeContext(config === undefined ? {} : { config }))).toBe(expected);
  });

  test('not with a key in the vault', async () => {
    const fake = createFakeContext();
    const record = { profile: 'dev', accessKeyId: 'AKIAEXAMPLEEXAMPLE01', backend: 'file' };
    await openIndex(fake.context).update(() => ({ baseCredentials: [record] }));
    expect(needs(fake)).toBe(false);
  });

  test.each([
    [60, false],
    [0, true],
  ])('not with a session of %i s left: %s', (secondsLeft, expected) => {
    const fake = createFakeContext();
    writeSessions(fake.context, { kind: 'assume-role', profile: 'a', secondsLeft });
    expect(needs(fake)).toBe(expected);
  });
});

/** Runs the first steps with these answers; says which command was run, and how. */
async function begin(config: string, ...answers: readonly string[]) {
  const questions = createFakeQuestions(...answers);
  const { context } = createFakeContext({ config, questions });
  const ran: (readonly [string, Invocation])[] = [];
  const status = await offerFirstSteps({
    context,
    config: loadSharedConfig(context),
    loadCommand: async (name) => async (invocation) => {
      ran.push([name, invocation]);
      return 7;
    },
  });
  return { ran, status, asked: questions.asked };
}

const doorOf = (command: string): string =>
  String(['add', 'sso', 'sandbox'].filter((door) => isBuilt(door)).indexOf(command));
const isBuilt = (command: string): boolean => commands.some(({ name }) => name === command);

test.each([
  ['the name that is typed', '', 'work', 'work'],
  ['a name when none is typed', '', '', 'dev'],
  [
    'the profile that a role needs',
    `[default]\n[profile a]\nsource_profile = corp\n${role}`,
    '',
    'corp',
  ],
  ['the only profile there is', '[profile mine]\nregion = eu-west-1\n', ' ', 'mine'],
])('a key is added for %s', async (_, config, typed, name) => {
  const { ran, status } = await begin(config, doorOf('add'), typed);
  expect(ran).toEqual([['add', { positionals: [name], flags: {} }]]);
  expect(status).toBe(7);
});

test('the sandbox is entered', async () => {
  const { ran, asked } = await begin('', doorOf('sandbox'));
  expect(ran).toEqual([['sandbox', { positionals: [], flags: {} }]]);
  expect(asked).toEqual(['No profile has credentials yet: begin with']);
});

test('nothing is offered that is not built', async () => {
  const offered: string[][] = [];
  const questions = createFakeQuestions();
  const choose = async (_: string, choices: readonly string[]): Promise<number> => {
    offered.push([...choices]);
    throw new AwsxError('cancelled', 'cancelled');
  };
  const { context } = createFakeContext({ questions: { ...questions, choose } });
  const steps = { context, config: loadSharedConfig(context), loadCommand: () => Promise.reject() };
  await expect(offerFirstSteps(steps)).rejects.toMatchObject({ code: 'cancelled' });
  const mentionsSso = offered[0]?.some((label) => label.includes('Identity Center'));
  expect(mentionsSso).toBe(isBuilt('sso'));
});

test('a hostile name in the config is shown, not obeyed', async () => {
  const { asked } = await begin(
    '[profile a]\nsource_profile = \u001b]0;x\u0007\n',
    doorOf('add'),
    'b',
  );
  expect(asked[1]).toContain('\\x1b]0;x\\x07');
});

test('awsx alone begins with them', async () => {
  const questions = createFakeQuestions(doorOf('sandbox'));
  const { context } = createFakeContext({ questions });
  const ran: string[] = [];
  const loadCommand = async (name: string) => async () => ran.push(name);
  await pickAndRun({ context, loadCommand });
  expect(ran).toEqual(['sandbox']);
});
