import { describe, expect, test } from 'vitest';
import type { MfaStep } from '../../src/credentials/run-ports.ts';
import { createMfaCodes, type MfaCodesOptions } from '../../src/mfa/create-mfa-codes.ts';
import type { MfaQuestion, Questions } from '../../src/ports.ts';
import { Secret } from '../../src/secret.ts';
import { sessionStep } from '../credentials/fakes.ts';
import { createManualClock } from '../ui/manual-clock.ts';

const DEVICE = 'arn:aws:iam::123456789012:mfa/jon';
const QUESTION: MfaQuestion = { profile: 'jon', serialNumber: DEVICE, attempt: 1 };
const ASKING = sessionStep();
const RUNNING = sessionStep({
  mfaProcess: { value: 'get-code', origin: { kind: 'default', reason: 'test' } },
});

interface Given {
  readonly token?: string;
  readonly neverAsk?: boolean;
  readonly askedBy?: string;
  /** What the device of the sandbox shows, one after the other. */
  readonly practice?: readonly string[];
  /** What was sent before. */
  readonly used?: readonly string[];
  readonly stdin?: string;
  /** What the process prints, and what the person types, one after the other. */
  readonly printed?: readonly string[];
  readonly typed?: readonly string[];
}

function openCodes(given: Given) {
  const used = new Set(given.used ?? []);
  const asked: MfaQuestion[] = [];
  const processed: string[] = [];
  const notices: string[] = [];
  const clock = createManualClock('2026-01-01T00:00:18Z');
  const askMfaCode: Questions['askMfaCode'] = async (question) => {
    asked.push(question);
    return new Secret(given.typed?.[asked.length - 1] ?? '000000');
  };
  const options: MfaCodesOptions = {
    token: given.token,
    neverAsk: given.neverAsk ?? false,
    askedBy: given.askedBy,
    practiceCode: given.practice && (() => given.practice?.[asked.length]),
    clock,
    usedCodes: {
      has: (_device, code) => used.has(code),
      remember: (_device, code) => used.add(code),
    },
    readStdin: async () => given.stdin ?? '',
    openQuestions: async () => ({ askMfaCode }) as Questions,
    runMfaProcess: async ({ profile }) => {
      processed.push(profile);
      return given.printed?.[processed.length - 1] ?? '000000';
    },
    notify: (line) => notices.push(line),
  };
  const codes = createMfaCodes(options);
  const get = async (step: MfaStep) => (await codes.getCode({ question: QUESTION, step })).reveal();
  return { codes, get, used, asked, processed, notices, clock };
}

test.each([
  ['the flag before all', { token: '111111', printed: ['222222'] }, RUNNING, '111111'],
  ['the flag from stdin', { token: '-', stdin: '111111\n' }, RUNNING, '111111'],
  ['the process before a question', { printed: ['222222'] }, RUNNING, '222222'],
  ['the process despite --no-input', { printed: ['222222'], neverAsk: true }, RUNNING, '222222'],
  ['the question last', { typed: ['333333'] }, ASKING, '333333'],
])('%s', async (_name, given, step, code) => {
  const { get, used } = openCodes(given);
  await expect(get(step)).resolves.toBe(code);
  expect([...used]).toEqual([code]);
});

test('the question carries who asked', async () => {
  const { get, asked } = openCodes({ askedBy: 'terraform' });
  await get(ASKING);
  expect(asked).toEqual([{ ...QUESTION, askedBy: 'terraform' }]);
});

test('in the sandbox the question shows what a phone would, and whether that was used', async () => {
  const practice = ['111111', '111111', '222222'];
  const typed = ['111111', '111111', '222222'];
  const { get, asked } = openCodes({ practice, typed, used: ['111111'] });
  await expect(get(ASKING)).resolves.toBe('222222');
  expect(asked.map(({ practiceCode }) => practiceCode)).toEqual([
    '111111, used already; the next one in 12 s',
    '111111, used already; the next one in 12 s',
    '222222',
  ]);
});

test('a token that is no code is refused before anything happens', () => {
  expect(() => openCodes({ token: '12345' })).toThrow(
    expect.objectContaining({ code: 'invalid_argument' }),
  );
});

test('only a person can give another code', () => {
  expect(openCodes({}).codes.canRetry(ASKING)).toBe(true);
  expect(openCodes({}).codes.canRetry(RUNNING)).toBe(false);
  expect(openCodes({ token: '111111' }).codes.canRetry(ASKING)).toBe(false);
});

describe('a code that was used already', () => {
  test('typed: the question says so and is asked again', async () => {
    const { get, asked } = openCodes({ used: ['111111'], typed: ['111111', '111111', '222222'] });
    await expect(get(ASKING)).resolves.toBe('222222');
    expect(asked.map(({ rejected }) => rejected)).toEqual([
      undefined,
      'that code was used already; wait for the next one',
      'that code was used already; wait for the next one',
    ]);
  });

  test('given as a flag: the question says so', async () => {
    const { get, asked } = openCodes({ token: '111111', used: ['111111'], typed: ['222222'] });
    await expect(get(ASKING)).resolves.toBe('222222');
    expect(asked[0]?.rejected).toBe(
      'the code of --mfa-token was used already; wait for the next one',
    );
  });

  test('given as a flag, twice in one run: the second is asked for', async () => {
    const { get } = openCodes({ token: '111111', typed: ['222222'] });
    expect([await get(ASKING), await get(ASKING)]).toEqual(['111111', '222222']);
  });

  test('given as a flag with --no-input: an error that says how long to wait', async () => {
    const { get } = openCodes({ token: '111111', used: ['111111'], neverAsk: true });
    await expect(get(ASKING)).rejects.toMatchObject({
      code: 'input_required',
      message: `the code of --mfa-token was used already for ${DEVICE} (profile "jon")`,
      hint: 'the device shows the next code in 12 s: run awsx again with that one',
    });
  });

  test('printed by a process: it is run again in the next window', async () => {
    const { get, processed, notices, clock } = openCodes({
      used: ['111111'],
      printed: ['111111', '222222'],
    });
    const code = get(RUNNING);
    await expect.poll(() => clock.sleepers).toBe(1);
    await clock.advance(11_999);
    expect(processed).toHaveLength(1);
    await clock.advance(1);
    await expect(code).resolves.toBe('222222');
    expect(notices).toEqual([
      `mfa_process gave a code that was used already; waiting 12 s for the next one of ${DEVICE}`,
    ]);
  });

  test('printed by a process again and again: an error', async () => {
    const printed = ['111111', '111111', '111111', '111111'];
    const { get, processed, clock } = openCodes({ used: ['111111'], printed });
    const failure = expect(get(RUNNING)).rejects.toMatchObject({
      code: 'process_failed',
      message: 'mfa_process of profile "jon" gives the same code again and again',
    });
    for (const wait of [12_000, 30_000]) {
      await expect.poll(() => clock.sleepers).toBe(1);
      await clock.advance(wait);
    }
    await failure;
    expect(processed).toHaveLength(3);
  });
});
