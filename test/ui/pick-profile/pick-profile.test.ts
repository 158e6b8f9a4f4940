import { expect, test, vi } from 'vitest';
import type { Pick, PickRequest } from '../../../src/picker/types.ts';
import { createProfilePicker } from '../../../ui/pick-profile/pick-profile.ts';
import { createFakeTerminal, type FakeTerminal } from '../fake-terminal.ts';
import { createManualClock, type ManualClock } from '../manual-clock.ts';
import { SOME_ROWS } from './rows.ts';

const ESC = '\u001b';
const PASTE_ON = `${ESC}[?2004h`;
const PASTE_OFF = `${ESC}[?2004l`;

interface Opened {
  readonly terminal: FakeTerminal;
  readonly clock: ManualClock;
  readonly picked: Promise<Pick>;
  readonly pins: readonly string[];
  /** What is called when the process ends in a hurry. */
  restore(): void;
}

interface Opening {
  readonly request?: Partial<PickRequest>;
  readonly env?: NodeJS.ProcessEnv;
  readonly plain?: boolean;
  readonly size?: readonly [columns: number, rows: number];
  readonly signal?: AbortSignal;
}

async function open({ request, env = {}, plain = false, size, signal }: Opening = {}) {
  const terminal = createFakeTerminal(...(size ?? []));
  const clock = createManualClock();
  const pins: string[] = [];
  const restorers: (() => void)[] = [];
  const pickProfile = createProfilePicker({
    openTerminal: () => terminal,
    ...{ clock, plain },
    processEnv: env,
    restoreAtExit: (restore) => {
      restorers.push(restore);
      return () => void restorers.pop();
    },
  });
  const complete: PickRequest = {
    rows: SOME_ROWS,
    defaultAction: 'open a shell',
    actions: ['command', 'copy', 'refresh', 'clear'],
    preview: (profile) => [`plan of ${profile}`],
    onPin: (profile, isPinned) => pins.push(`${profile} ${isPinned}`),
    ...request,
  };
  const picked = pickProfile(complete, signal);
  picked.catch(() => undefined);
  await Promise.race([terminal.drawn, picked.catch(() => undefined)]);
  const restore = (): void => restorers.forEach((each) => void each());
  await vi.waitFor(() => expect(terminal.written()).toMatch(/Profile|Number/));
  const opened: Opened = { terminal, clock, picked, pins, restore };
  return opened;
}

test('picks by typing, all keys at once, and gives the terminal back as it was', async () => {
  const { terminal, picked } = await open();
  terminal.type('staging\r');
  expect(await picked).toEqual({
    action: 'default',
    profile: 'acme-staging-deploy',
    query: 'staging',
  });
  expect(terminal.isClosed).toBe(true);
  expect(terminal.written().indexOf(PASTE_ON)).toBeGreaterThanOrEqual(0);
  expect(terminal.written().endsWith(`\r${ESC}[2K${ESC}[B${ESC}[J${ESC}[A${PASTE_OFF}`)).toBe(true);
});

test('an arrow key that arrives in pieces is no Esc', async () => {
  const { terminal, picked } = await open();
  terminal.type(ESC);
  terminal.type('[');
  terminal.type('B\r');
  expect((await picked).profile).toBe('dev');
});

test('Esc leaves when nothing has followed it for a while', async () => {
  const { terminal, clock, picked } = await open();
  terminal.type(ESC);
  await clock.advance(150);
  await expect(picked).rejects.toMatchObject({ code: 'cancelled' });
  expect(terminal.isClosed).toBe(true);
});

test('a paste with line ends chooses nothing, even in pieces', async () => {
  const { terminal, clock, picked } = await open();
  terminal.type(`${ESC}[200~stag`);
  await clock.advance(60);
  terminal.type(`ing\r${ESC}[201~`);
  terminal.type('\r');
  expect(await picked).toMatchObject({ profile: 'acme-staging-deploy', query: 'staging' });
});

test('tells of pins as they are set and taken away', async () => {
  const { terminal, pins, picked } = await open();
  terminal.type('staging\u0010\u0010');
  terminal.type('\u0003');
  await expect(picked).rejects.toMatchObject({ code: 'cancelled' });
  expect(pins).toEqual(['acme-staging-deploy true', 'acme-staging-deploy false']);
});

test('comes back with query, profile and a note', async () => {
  const initial = { query: 'acme', profile: 'acme-staging-deploy', note: 'removed 1 session' };
  const { terminal, picked } = await open({ request: { initial } });
  expect(terminal.written()).toContain('removed 1 session');
  terminal.type('\r');
  expect(await picked).toMatchObject({ profile: 'acme-staging-deploy', query: 'acme' });
});

test('plans a profile once for each time it is highlighted', async () => {
  const preview = vi.fn((profile: string) => [`plan of ${profile}`]);
  const { terminal, picked } = await open({ request: { preview } });
  // What is done out of sight after the first frame plans nothing.
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  expect(preview).toHaveBeenCalledOnce();
  terminal.type('d');
  terminal.type('e');
  terminal.type('v');
  terminal.type('\r');
  await picked;
  expect(preview.mock.calls.map(([profile]) => profile)).toEqual(['globex-readonly', 'dev']);
});

test('draws anew when the window changes its size, and as time goes by', async () => {
  const { terminal, clock, picked } = await open();
  const drawings = (): number => terminal.written().split('of 5').length - 1;
  expect(drawings()).toBe(1);
  terminal.resize(40, 10);
  expect(drawings()).toBe(2);
  await clock.advance(30_000);
  expect(drawings()).toBe(3);
  terminal.resume();
  expect(drawings()).toBe(4);
  expect(terminal.written().split(PASTE_ON)).toHaveLength(3);
  terminal.type('\r');
  await picked;
});

test('a signal or a crash leaves bracketed paste off and nothing below the cursor', async () => {
  const { terminal, picked, restore } = await open();
  restore();
  expect(terminal.written().endsWith(`${PASTE_OFF}\r\n${ESC}[J`)).toBe(true);
  terminal.type('\u0003');
  await expect(picked).rejects.toMatchObject({ code: 'cancelled' });
  const before = terminal.written();
  restore();
  expect(terminal.written()).toBe(before);
});

test('is cancelled when the terminal is hung up', async () => {
  const { terminal, picked } = await open();
  terminal.hangUp();
  await expect(picked).rejects.toMatchObject({ code: 'cancelled' });
});

test('ends with the reason of its signal', async () => {
  const controller = new AbortController();
  const { picked } = await open({ signal: controller.signal });
  controller.abort(new Error('enough'));
  await expect(picked).rejects.toThrow('enough');
});

test.each<[string, Opening]>([
  ['--plain', { plain: true }],
  ['TERM=dumb', { env: { TERM: 'dumb' } }],
  ['INK_SCREEN_READER', { env: { INK_SCREEN_READER: 'true' } }],
  ['a narrow window', { size: [15, 24] }],
  ['a window of three rows', { size: [80, 3] }],
])('%s gives a numbered list, and nothing is drawn a second time', async (_name, opening) => {
  const { terminal, picked } = await open(opening);
  terminal.type('acme\r2\r');
  expect(await picked).toEqual({
    action: 'default',
    profile: 'acme-staging-deploy',
    query: 'acme',
  });
  expect(terminal.written()).not.toContain(ESC);
});
