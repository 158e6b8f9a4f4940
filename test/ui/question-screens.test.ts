/** What each question looks like, on terminals of several sizes; in test/ui/screens/. */
import { expect, test } from 'vitest';
import type { MfaQuestion, Questions } from '../../src/ports.ts';
import { createTerminalQuestions } from '../../ui/terminal-questions.ts';
import { createFakeTerminal } from './fake-terminal.ts';
import { createManualClock } from './manual-clock.ts';
import { createScreenEmulator } from './screen-emulator.ts';

const QUESTION: MfaQuestion = {
  profile: 'prod-admin',
  serialNumber: 'arn:aws:iam::123456789012:mfa/jon',
  accountId: '123456789012',
  askedBy: 'terraform',
  attempt: 1,
};

/** Escape sequences, a title, a bell, C1, bidirectional overrides, a zero-width joiner, line ends. */
const HOSTILE = 'p\u001b[2J\u001b]0;x\u0007\u009b2J\u202egnp.exe\u2066\u200d\u2028\r\nq';

const REJECTED: MfaQuestion = {
  ...QUESTION,
  rejected: `MultiFactorAuthentication failed with invalid MFA one time pass code. ${HOSTILE}`,
  attempt: 2,
};

interface Moment {
  readonly name: string;
  readonly put: (questions: Questions) => Promise<unknown>;
  /** Typed before the screen is looked at; a piece at a time. */
  readonly keys: readonly string[];
}

const MOMENTS: readonly Moment[] = [
  { name: 'an MFA code', put: (to) => to.askMfaCode(QUESTION), keys: [] },
  { name: 'with digits, and a wrong key', put: (to) => to.askMfaCode(QUESTION), keys: ['12', 'x'] },
  { name: 'Enter too early', put: (to) => to.askMfaCode(QUESTION), keys: ['123\r'] },
  { name: 'after a wrong code', put: (to) => to.askMfaCode(REJECTED), keys: ['1'] },
  {
    name: 'of hostile names',
    put: (to) =>
      to.askMfaCode({ ...QUESTION, profile: HOSTILE, serialNumber: HOSTILE, askedBy: HOSTILE }),
    keys: [],
  },
  { name: 'a secret', put: (to) => to.askSecret('AWS secret access key'), keys: ['hunter2'] },
  { name: 'a new secret', put: (to) => to.askNewSecret('New passphrase'), keys: ['hunter2\r'] },
  { name: 'again', put: (to) => to.askNewSecret('New passphrase'), keys: ['hunter2\r', '\r', 'x'] },
  { name: 'not the same', put: (to) => to.askNewSecret('New passphrase'), keys: ['a\r\rb\r'] },
  { name: 'text', put: (to) => to.askText('AWS access key id'), keys: ['AKIAIOSFODNN7EXAMPLE'] },
  { name: 'wide text', put: (to) => to.askText('Name'), keys: ['生产环境', 'e\u0301é'] },
  {
    name: 'wide text, erased',
    put: (to) => to.askText('Name'),
    keys: ['生产', '\u007f', 'e\u0301\u007fx'],
  },
  { name: 'hostile text', put: (to) => to.askText(`Name ${HOSTILE}`), keys: ['a\u202eb'] },
  { name: 'yes or no', put: (to) => to.confirm('Write arn:aws:iam::1:mfa/jon?'), keys: ['what\r'] },
  {
    name: 'a name',
    put: (to) =>
      to.confirmName('This removes the key AKIA1 of profile "生产" and 6 sessions.', '生产'),
    keys: ['y\r', '生'],
  },
  { name: 'a hostile name', put: (to) => to.confirmName(HOSTILE, HOSTILE), keys: ['\r'] },
  { name: 'a list', put: (to) => to.choose('Profile', ['dev', '生产', HOSTILE]), keys: ['4\r'] },
  {
    name: 'a question elsewhere',
    put: (to) =>
      to.offerTakeOver({
        processId: 4711,
        terminal: 'pts/3',
        signal: new AbortController().signal,
        takeOver: () => undefined,
      }),
    keys: ['ls'],
  },
];

interface Size {
  readonly columns: number;
  readonly rows: number;
  readonly env?: NodeJS.ProcessEnv;
}

/** The screen while a question is open, and after it was cancelled. */
async function showMoment({ put, keys }: Moment, { columns, rows, env = {} }: Size) {
  const terminal = createFakeTerminal(columns, rows);
  const clock = createManualClock('2026-01-01T00:00:18Z');
  const questions = createTerminalQuestions({
    openTerminal: () => terminal,
    terminalName: () => 'pts/1',
    clock,
    processEnv: { ...env },
  });
  const answer = put(questions).catch((error: unknown) => error);
  await terminal.drawn;
  await clock.advance(150);
  for (const key of keys) terminal.type(key);
  const open = screenOf(terminal.written(), columns, rows);
  terminal.type('\u0003');
  expect(await answer).toMatchObject({ code: 'cancelled' });
  return { open, closed: screenOf(terminal.written(), columns, rows) };
}

function screenOf(written: string, columns: number, rows: number): string {
  const screen = createScreenEmulator(columns, rows);
  screen.write(`$ awsx${' '.repeat(Math.min(columns, 10) - 6)}\n${written}`);
  return screen.show();
}

const SIZES: readonly (readonly [string, Size])[] = [
  ['80x24', { columns: 80, rows: 24 }],
  ['40x24', { columns: 40, rows: 24 }],
  ['40x10', { columns: 40, rows: 10 }],
  ['20x10', { columns: 20, rows: 10 }],
  ['20x5', { columns: 20, rows: 5 }],
  ['80x24-dumb', { columns: 80, rows: 24, env: { TERM: 'dumb' } }],
  ['40x10-screen-reader', { columns: 40, rows: 10, env: { INK_SCREEN_READER: 'true' } }],
];

test.each(SIZES)('%s', async (name, size) => {
  const screens: string[] = [];
  for (const moment of MOMENTS) {
    const { open } = await showMoment(moment, size);
    screens.push(`--- ${moment.name}\n${open}\n`);
  }
  await expect(screens.join('\n')).toMatchFileSnapshot(`screens/questions-${name}.txt`);
});

test.each(SIZES.slice(0, 3))('nothing stays of a question on %s', async (_, size) => {
  for (const moment of MOMENTS) {
    const { open, closed } = await showMoment(moment, size);
    if (open.startsWith('$ awsx'))
      expect([moment.name, closed]).toEqual([moment.name, '$ awsx\n▏']);
  }
});

test('NO_COLOR leaves the same text', async () => {
  const [first] = MOMENTS;
  if (first === undefined) throw new Error('no moment');
  const size = { columns: 80, rows: 24 };
  const plain = await showMoment(first, { ...size, env: { NO_COLOR: '1' } });
  expect(plain.open).toBe((await showMoment(first, size)).open);
});
