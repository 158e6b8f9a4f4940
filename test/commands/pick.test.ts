import { expect, test } from 'vitest';
import type { Invocation } from '../../src/commands/invocation.ts';
import { pickAndRun } from '../../src/commands/pick.ts';
import { AwsxError } from '../../src/errors.ts';
import type { Pick, PickerRow } from '../../src/picker/types.ts';
import type { Context, Environment } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import { fakeClock, recordingSts } from '../credentials/fakes.ts';
import { createFakePicker } from '../fake-picker.ts';
import { createFakeContext } from './fake-context.ts';
import { profilesWithSessions, writeSessions } from './sessions.ts';

const ROLE = 'arn:aws:iam::123456789012:role/admin';
const config = `[profile dev]
region = eu-central-1

[profile prod]
source_profile = dev
role_arn = ${ROLE}

[profile lost]
source_profile = gone
role_arn = ${ROLE}
`;

interface Ran {
  readonly command: string;
  readonly invocation: Invocation;
}

interface Scene {
  readonly env?: Environment;
  readonly changes?: Partial<Context>;
}

/** Runs `awsx` where a person picks these; commands that are run answer 7. */
async function createScene(picks: readonly Partial<Pick>[], { env = {}, changes }: Scene = {}) {
  const picker = createFakePicker(...picks);
  const fake = createFakeContext({
    ...{ config, env, pick: picker.pick },
    ...(changes && { changes }),
  });
  const { context } = fake;
  const key = { accessKeyId: 'AKIAEXAMPLEEXAMPLE01', secretAccessKey: new Secret('canary') };
  await (await openVault(context, {})).setBaseCredential('dev', key);
  const ran: Ran[] = [];
  const loadCommand = async (command: string) => async (invocation: Invocation) => {
    ran.push({ command, invocation });
    return 7;
  };
  const run = (): Promise<number> => pickAndRun({ context, loadCommand });
  return { ...fake, ...picker, ran, run };
}

test('Enter opens a shell as exec does', async () => {
  const { run, ran, requests } = await createScene([{ profile: 'prod' }]);
  expect(await run()).toBe(7);
  expect(ran).toEqual([{ command: 'exec', invocation: { positionals: ['prod'], flags: {} } }]);
  expect(requests[0]).toMatchObject({
    defaultAction: 'open a shell',
    actions: ['command', 'console', 'copy', 'refresh', 'clear'],
  });
});

test('a command line is run by the shell of the person', async () => {
  const pick: Partial<Pick> = { action: 'command', profile: 'prod', commandLine: 'ls | wc' };
  const { run, ran } = await createScene([pick], { env: { SHELL: '/bin/zsh' } });
  await run();
  expect(ran[0]?.invocation.childCommand).toEqual(['/bin/zsh', '-c', 'ls | wc']);
});

test('the console is opened as login does', async () => {
  const { run, ran } = await createScene([{ action: 'console', profile: 'prod' }]);
  await run();
  expect(ran).toEqual([{ command: 'login', invocation: { positionals: ['prod'], flags: {} } }]);
});

test('what was copied is said, and never a key', async () => {
  const copied: string[] = [];
  const copyText = async (text: string) => {
    copied.push(text);
    return 'copied with xclip';
  };
  const scene = await createScene([{ action: 'copy', profile: 'prod' }], { changes: { copyText } });
  expect(await scene.run()).toBe(0);
  expect(copied).toEqual(['eval "$(awsx export prod)"']);
  expect(scene.stderr()).toBe('awsx: copied with xclip: eval "$(awsx export prod)"\n');
  expect(scene.stdout()).toBe('');
});

test('without a clipboard the command is printed', async () => {
  const changes: Partial<Context> = { copyText: async () => undefined };
  const scene = await createScene([{ action: 'copy', profile: 'prod' }], { changes });
  expect(await scene.run()).toBe(0);
  expect(scene.stdout()).toBe('eval "$(awsx export prod)"\n');
});

test('forgetting sessions comes back with a note, and with rows that know it', async () => {
  const pick: Partial<Pick> = { action: 'clear', profile: 'prod', query: 'pr' };
  const scene = await createScene([pick]);
  writeSessions(
    scene.context,
    { kind: 'get-session-token', profile: 'dev', secondsLeft: 3600 },
    { kind: 'assume-role', profile: 'prod', secondsLeft: 3600 },
  );
  await expect(scene.run()).rejects.toMatchObject({ code: 'cancelled' });
  expect(profilesWithSessions(scene.context)).toEqual(['dev']);
  const sessionOf = (row: PickerRow | undefined): boolean => row?.session !== undefined;
  const rowOfProd = scene.requests.map(({ rows }) => rows.find(({ name }) => name === 'prod'));
  expect(rowOfProd.map(sessionOf)).toEqual([true, false]);
  expect(scene.requests[1]?.initial).toEqual({
    query: 'pr',
    profile: 'prod',
    note: 'removed 1 session of prod',
  });
});

test('renewing calls AWS and comes back; what goes wrong is the note', async () => {
  const clock = fakeClock();
  const { sts, calls } = recordingSts(clock, ({ action }) => {
    if (action === 'GetSessionToken') throw new AwsxError('aws_refused', 'AWS said \u001b[2J no');
  });
  const picks = ['prod', 'dev', 'lost'].map((profile) => ({ action: 'refresh', profile }) as const);
  const scene = await createScene(picks, { changes: { clock, openSts: async () => sts } });
  await expect(scene.run()).rejects.toMatchObject({ code: 'cancelled' });
  expect(calls.map(({ action }) => action)).toEqual(['AssumeRole', 'GetSessionToken']);
  const [, prod, dev, lost] = scene.requests.map(({ initial }) => initial?.note);
  expect(prod).toBe('renewed the session of prod: good for 1h');
  expect(dev).toBe('AWS said \\x1b[2J no');
  expect(lost).toContain('"gone"');
  expect(scene.stderr()).toBe('');
});

test('shows plans of profiles from files alone, and why one has none', async () => {
  const scene = await createScene([]);
  await expect(scene.run()).rejects.toMatchObject({ code: 'cancelled' });
  const [request] = scene.requests;
  expect(request?.rows.map(({ name }) => name)).toEqual(['dev', 'prod', 'lost']);
  expect(request?.preview('prod').join('\n')).toContain(
    'AssumeRole admin in account 123456789012, 1h',
  );
  expect(request?.preview('lost').join('\n')).toContain('"gone"');
});

test('pins are kept for the next time', async () => {
  const scene = await createScene([{}, {}]);
  await scene.run();
  scene.requests[0]?.onPin('prod', true);
  await scene.run();
  const pinned = scene.requests[1]?.rows.filter(({ isPinned }) => isPinned);
  expect(pinned?.map(({ name }) => name)).toEqual(['prod']);
});

test.each<[string, Environment, object | undefined]>([
  ['nothing', {}, undefined],
  ['AWS_PROFILE', { AWS_PROFILE: 'prod' }, { query: '', profile: 'prod' }],
  [
    'a session of a profile',
    { AWSX_PROFILE: 'prod' },
    { profile: 'prod', note: 'this shell is in a session of prod: leave it for another' },
  ],
])('%s in the environment', async (_name, env, initial) => {
  const scene = await createScene([], { env });
  await expect(scene.run()).rejects.toMatchObject({ code: 'cancelled' });
  if (initial === undefined) expect(scene.requests[0]?.initial).toBeUndefined();
  else expect(scene.requests[0]?.initial).toMatchObject(initial);
});
