import type { CodeRequest, MfaCodes } from '../credentials/run-ports.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import type { Clock, MfaQuestion, Questions } from '../ports.ts';
import { printable } from '../printable.ts';
import { Secret } from '../secret.ts';
import type { MfaProcess } from './mfa-process.ts';
import { checkTokenFlag, readTokenFlag } from './token-code.ts';
import { millisecondsToNextWindow, secondsLeftInWindow } from './totp-window.ts';
import type { UsedCodes } from './used-codes.ts';

/** One wait is enough for a device whose clock is right, a second one for a late clock. */
const PROCESS_WAITS = 2;
const USED_TOKEN = 'the code of --mfa-token was used already';
const WAIT_FOR_NEXT = 'wait for the next one';

export interface MfaCodesOptions {
  /** The value of `--mfa-token`, when it was given. */
  readonly token: string | undefined;
  /** `--no-input`: no question; `mfa_process` runs, with no terminal. */
  readonly neverAsk: boolean;
  /** The program that wants credentials, when it is not the one that was typed. */
  readonly askedBy?: string | undefined;
  /** What the device of the sandbox shows now. */
  readonly practiceCode?: (() => string | undefined) | undefined;
  readonly clock: Clock;
  readonly usedCodes: UsedCodes;
  readStdin(): Promise<string>;
  openQuestions(): Promise<Questions>;
  runMfaProcess(process: Omit<MfaProcess, 'terminal'>): Promise<string>;
  /** One line for the person, on stderr. */
  notify(line: string): void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Where codes come from: `--mfa-token`, else `mfa_process`, else a question. A code is noted down
 * as used before it is handed out, and one that was used within its window is not handed out
 * again: a question is repeated, a process is run again in the next window.
 *
 * `getCode` throws AwsxError `invalid_argument`, `process_failed`, `input_required`, `cancelled`,
 * and TakenOver when another awsx asks the question now.
 *
 * @throws AwsxError `invalid_argument` for a token that is no code.
 */
export function createMfaCodes(options: MfaCodesOptions): MfaCodes {
  const { token, usedCodes } = options;
  if (token !== undefined) checkTokenFlag(token);
  return {
    async getCode(request) {
      const code = await findFreshCode(request, options);
      usedCodes.remember(request.question.serialNumber, code);
      return new Secret(code);
    },
    canRetry: (step) => token === undefined && step.mfaProcess === undefined,
  };
}

function findFreshCode(request: CodeRequest, options: MfaCodesOptions): Promise<string> {
  const { question, step } = request;
  if (options.token !== undefined) return takeTokenFlag(options.token, request, options);
  if (step.mfaProcess !== undefined) {
    const { profile, mfaProcess: command } = step;
    const process = { profile, command, signal: options.signal };
    return takeFromProcess(process, question.serialNumber, options);
  }
  return askForCode(request, options);
}

async function takeTokenFlag(
  token: string,
  request: CodeRequest,
  options: MfaCodesOptions,
): Promise<string> {
  const { question } = request;
  const code = await readTokenFlag({ value: token, readStdin: options.readStdin });
  if (!options.usedCodes.has(question.serialNumber, code)) return code;
  const { neverAsk, clock } = options;
  if (neverAsk) throw usedToken(question, clock.now());
  try {
    const rejected = `${USED_TOKEN}; ${WAIT_FOR_NEXT}`;
    return await askForCode({ ...request, question: { ...question, rejected } }, options);
  } catch (error) {
    const nobodyToAsk = isAwsxError(error) && error.code === 'input_required';
    throw nobodyToAsk ? usedToken(question, clock.now()) : error;
  }
}

function usedToken({ serialNumber, profile }: MfaQuestion, now: Date): AwsxError {
  return new AwsxError(
    'input_required',
    `${USED_TOKEN} for ${printable(serialNumber)} (profile "${printable(profile)}")`,
    {
      hint: `the device shows the next code in ${secondsLeftInWindow(now)} s: run awsx again with that one`,
    },
  );
}

async function takeFromProcess(
  process: Omit<MfaProcess, 'terminal'>,
  serialNumber: string,
  options: MfaCodesOptions,
): Promise<string> {
  const { clock, usedCodes, notify, signal } = options;
  for (let wait = 0; ; wait += 1) {
    const code = await options.runMfaProcess(process);
    if (!usedCodes.has(serialNumber, code)) return code;
    if (wait === PROCESS_WAITS) break;
    const now = clock.now();
    notify(
      `mfa_process gave a code that was used already; ` +
        `waiting ${secondsLeftInWindow(now)} s for the next one of ${printable(serialNumber)}`,
    );
    await clock.sleep(millisecondsToNextWindow(now), signal);
  }
  const profile = printable(process.profile);
  throw new AwsxError(
    'process_failed',
    `mfa_process of profile "${profile}" gives the same code again and again`,
    { hint: 'check that it prints the current code, or give one with --mfa-token' },
  );
}

async function askForCode(request: CodeRequest, options: MfaCodesOptions): Promise<string> {
  const { question } = request;
  const { askedBy, usedCodes } = options;
  let asked: MfaQuestion = askedBy === undefined ? question : { ...question, askedBy };
  for (;;) {
    const code = await askOnce({ ...request, question: asked }, options);
    if (!usedCodes.has(question.serialNumber, code)) return code;
    asked = { ...asked, rejected: `that code was used already; ${WAIT_FOR_NEXT}` };
  }
}

/** While it is open, another awsx may take the question over. */
async function askOnce(
  { question, announce }: CodeRequest,
  options: MfaCodesOptions,
): Promise<string> {
  const questions = await options.openQuestions();
  const shown = withPracticeCode(question, options);
  const announced = await announce?.();
  const signals = [options.signal, announced?.signal].filter((signal) => signal !== undefined);
  try {
    return (await questions.askMfaCode(shown, AbortSignal.any(signals))).reveal();
  } finally {
    announced?.end();
  }
}

function withPracticeCode(question: MfaQuestion, options: MfaCodesOptions): MfaQuestion {
  const code = options.practiceCode?.();
  if (code === undefined) return question;
  const isUsed = options.usedCodes.has(question.serialNumber, code);
  const next = `${code}, used already; the next one in ${secondsLeftInWindow(options.clock.now())} s`;
  return { ...question, practiceCode: isUsed ? next : code };
}
