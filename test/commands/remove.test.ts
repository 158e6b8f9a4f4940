import { describe, expect, test } from 'vitest';
import type { Invocation } from '../../src/commands/invocation.ts';
import { run } from '../../src/commands/remove.ts';
import { createSessionCache } from '../../src/credentials/session-cache.ts';
import { AwsxError } from '../../src/errors.ts';
import { neverAsking } from '../../src/never-asking.ts';
import type { Context } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { createMemoryStore } from '../../src/vault/memory-store.ts';
import { openIndex, openVault } from '../../src/vault/open-vault.ts';
import { createFakeQuestions } from '../fake-questions.ts';
import { type ContextSettings, createFakeContext } from './fake-context.ts';
import { profilesWithSessions, writeSessions } from './sessions.ts';

const id = 'AKIAEXAMPLEEXAMPLE01';
const otherId = 'AKIAEXAMPLEEXAMPLE02';
const config = `
[profile dev]
[profile prod]
source_profile = dev
role_arn = arn:aws:iam::111111111111:role/prod
[profile chained]
source_profile = prod
role_arn = arn:aws:iam::222222222222:role/chained
[profile alias]
source_profile = dev
[profile other-role]
source_profile = other
role_arn = arn:aws:iam::333333333333:role/other
[profile outside]
credential_process = /opt/tool
[profile broken]
source_profile = nowhere
role_arn = arn:aws:iam::444444444444:role/broken
`;

function remove(profile: string, flags: Invocation['flags'] = {}): Invocation {
  return { positionals: [profile], flags };
}

/** Two keys, of `dev` and of `other`, and a session for every profile. */
async function createStored(settings: ContextSettings = {}) {
  const fake = createFakeContext({ config, ...settings });
  const vault = await openVault(fake.context, {});
  const secretAccessKey = new Secret('canary');
  await vault.addBaseCredential('dev', { accessKeyId: id, secretAccessKey });
  await vault.addBaseCredential('other', { accessKeyId: otherId, secretAccessKey });
  const role = { kind: 'assume-role', secondsLeft: 3600 };
  writeSessions(
    fake.context,
    { kind: 'get-session-token', profile: 'dev', secondsLeft: 3600 },
    { kind: 'get-session-token', profile: 'other', secondsLeft: 3600 },
    ...['prod', 'chained', 'alias', 'other-role', 'outside', 'broken', 'gone'].map((profile) => ({
      ...role,
      profile,
    })),
  );
  return fake;
}

function storedProfiles(context: Context): readonly string[] {
  return openIndex(context)
    .read()
    .baseCredentials.map(({ profile }) => profile);
}

test('forgets the key and the sessions made with it, once that was confirmed', async () => {
  const questions = createFakeQuestions('dev');
  const { context, stdout, stderr } = await createStored({ questions });
  const store = await context.openStore('file');
  expect(await run(remove('dev'), context)).toBe(0);
  expect(questions.asked).toEqual([`This removes the key ${id} of profile "dev" and 6 sessions.`]);
  expect(await store.get('base-credential/dev')).toBeUndefined();
  expect(await store.get('base-credential/other')).toBeDefined();
  expect(storedProfiles(context)).toEqual(['other']);
  expect(profilesWithSessions(context)).toEqual(['other', 'other-role', 'outside']);
  expect(stdout()).toBe('');
  expect(stderr()).toBe(
    `awsx: removed the key ${id} of profile "dev" and 6 sessions\n` +
      'awsx: credentials that were handed out before stay valid until they expire\n' +
      `awsx: hint: IAM still has the key: aws iam delete-access-key --access-key-id ${id}\n`,
  );
});

test('a profile that only the vault knows is forgotten as well', async () => {
  const { context } = await createStored();
  expect(await run(remove('other', { force: true }), context)).toBe(0);
  expect(storedProfiles(context)).toEqual(['dev']);
  expect(profilesWithSessions(context)).toEqual(['dev', 'prod', 'chained', 'alias', 'outside']);
});

test.each([
  [0, ''],
  [1, ' and 1 session'],
])('says nothing of sessions that there are not: %i', async (count, words) => {
  const { context, stderr } = await createStored();
  createSessionCache({ ...context, folder: context.folders.cache }).removeSessions();
  const session = { kind: 'get-session-token', profile: 'dev', secondsLeft: 60 };
  writeSessions(context, ...Array.from({ length: count }, () => session));
  await run(remove('dev', { force: true }), context);
  expect(stderr()).toContain(`removed the key ${id} of profile "dev"${words}\n`);
});

test('--quiet says nothing, --force asks nothing', async () => {
  const { context, stderr } = await createStored();
  expect(await run(remove('dev', { force: true, quiet: true }), context)).toBe(0);
  expect(stderr()).toBe('');
});

test('a removal that was killed half-way can be completed', async () => {
  const { context, stderr } = await createStored();
  const store = await context.openStore('file');
  await store.delete('base-credential/dev');
  expect(await run(remove('dev', { force: true }), context)).toBe(0);
  expect(storedProfiles(context)).toEqual(['other']);
  expect(stderr()).toContain(`removed what was left of the key ${id}`);
});

test('goes from where the index says, whatever AWSX_BACKEND says', async () => {
  const stores = { file: createMemoryStore('file'), keychain: createMemoryStore('keychain') };
  const changes: Partial<Context> = {
    openStore: async (name) => (name === 'keychain' ? stores.keychain : stores.file),
  };
  const { context } = createFakeContext({ config, env: { AWSX_BACKEND: 'keychain' }, changes });
  const asked = await openVault(context, { backend: 'file' });
  await asked.addBaseCredential('dev', { accessKeyId: id, secretAccessKey: new Secret('x') });
  expect(await run(remove('dev', { force: true }), context)).toBe(0);
  expect(await stores.file.get('base-credential/dev')).toBeUndefined();
});

describe('the key stays', () => {
  test.each<[string, ContextSettings, object]>([
    [
      'when the name was not typed',
      { questions: createFakeQuestions('y') },
      {
        code: 'cancelled',
        message: `nothing was removed: the key ${id} of profile "dev" stays`,
      },
    ],
    [
      'when nobody can be asked',
      {},
      { code: 'input_required', hint: 'add --force to remove it without a question' },
    ],
  ])('%s', async (_, settings, expected) => {
    const { context } = await createStored(settings);
    await expect(run(remove('dev'), context)).rejects.toMatchObject(expected);
    expect(storedProfiles(context)).toEqual(['dev', 'other']);
    expect(profilesWithSessions(context)).toHaveLength(9);
  });

  test('with --no-input', async () => {
    const questions = createFakeQuestions('dev');
    const { context } = await createStored({ questions });
    const removal = run(remove('dev', { 'no-input': true }), neverAsking(context));
    await expect(removal).rejects.toMatchObject({ code: 'input_required' });
    expect(questions.asked).toEqual([]);
    expect(storedProfiles(context)).toEqual(['dev', 'other']);
  });

  test('in the index when the vault is locked', async () => {
    const store = createMemoryStore('file');
    const locked = () => Promise.reject(new AwsxError('vault_locked', 'locked'));
    const changes: Partial<Context> = { openStore: async () => ({ ...store, delete: locked }) };
    const { context } = await createStored({ env: { AWSX_BACKEND: 'file' }, changes });
    const removal = run(remove('dev', { force: true }), context);
    await expect(removal).rejects.toMatchObject({ code: 'vault_locked' });
    expect(storedProfiles(context)).toEqual(['dev', 'other']);
  });
});

describe('there is nothing to remove', () => {
  test.each([
    ['for a typing mistake', 'prodd', 'profile_not_found', 'did you mean "prod"?'],
    ['for a role', 'chained', 'credential_not_found', 'it uses that of profile "dev"'],
    ['for another source', 'outside', 'credential_not_found', 'run awsx list'],
    ['for a profile that leads nowhere', 'broken', 'credential_not_found', 'run awsx list'],
  ])('%s', async (_, profile, code, hint) => {
    const { context } = await createStored();
    const removal = run(remove(profile, { force: true }), context);
    await expect(removal).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) });
    expect(profilesWithSessions(context)).toHaveLength(9);
  });

  test('while the configuration has errors: it tells which sessions go', async () => {
    const { context } = await createStored({ config: '[profile x' });
    const removal = run(remove('dev', { force: true }), context);
    await expect(removal).rejects.toMatchObject({ code: 'config_invalid' });
    expect(storedProfiles(context)).toEqual(['dev', 'other']);
  });
});
