import type { Clock, Questions } from '../src/ports.ts';
import { Secret } from '../src/secret.ts';
import { isTakenOver } from '../src/taken-over.ts';
import type { Terminal } from '../src/terminal/terminal.ts';
import { wantsPlainLines } from '../src/terminal/wants-plain-lines.ts';
import { askLine } from './ask-line.ts';
import { isYes } from './confirm/reducer.ts';
import { createPlainScreen } from './plain-screen.ts';
import { prepareForInk } from './prepare-for-ink.ts';
import type { Question } from './question.ts';
import {
  createChoice,
  createConfirmation,
  createMfaCode,
  createNameConfirmation,
  createNewSecret,
  createSecret,
  createTakeOverOffer,
  createText,
} from './questions.ts';
import type { Screen, ScreenOutput } from './screen.ts';

export interface TerminalQuestionsOptions {
  readonly openTerminal: () => Terminal;
  /** The name of that terminal; undefined where terminals have none. */
  readonly terminalName: () => string | undefined;
  readonly clock: Clock;
  /** `--plain`: as for a screen reader. */
  readonly plain?: boolean;
  /** awsx's own environment: what Ink reads at import is put right here before it is loaded. */
  readonly processEnv: NodeJS.ProcessEnv;
}

/** Narrower than this a frame is harder to read than lines that wrap. */
const MINIMUM_COLUMNS = 20;

/** Asks on the controlling terminal. The terminal is open only while a question is. */
export function createTerminalQuestions(options: TerminalQuestionsOptions): Questions {
  const ask = (question: Question, signal?: AbortSignal) =>
    askOnTerminal(question, signal, options);
  return {
    askMfaCode: async (question, signal) => new Secret(await ask(createMfaCode(question), signal)),
    askSecret: async (prompt, signal) => new Secret(await ask(createSecret(prompt), signal)),
    askText: (prompt, signal) => ask(createText(prompt), signal),
    confirm: async (prompt, signal) => isYes(await ask(createConfirmation(prompt), signal)),
    choose: async (prompt, choices, signal) =>
      Number(await ask(createChoice(prompt, choices), signal)) - 1,
    askNewSecret: async (prompt, signal) => new Secret(await ask(createNewSecret(prompt), signal)),
    confirmName: async (prompt, name, signal) =>
      void (await ask(createNameConfirmation(prompt, name), signal)),
    terminalName: options.terminalName,
    offerTakeOver: async (question) =>
      void (await ask(createTakeOverOffer(question), question.signal)),
  };
}

async function askOnTerminal(
  question: Question,
  signal: AbortSignal | undefined,
  options: TerminalQuestionsOptions,
): Promise<string> {
  const terminal = options.openTerminal();
  try {
    const screen = await createScreen(terminal.output, question, options);
    return await askLine({ ...question, ...terminal, screen, clock: options.clock, signal });
  } catch (error) {
    if (isTakenOver(error)) terminal.output.write(`awsx: ${error.message}\n`);
    throw error;
  } finally {
    await terminal.close();
  }
}

async function createScreen(
  output: ScreenOutput,
  question: Question,
  { clock, plain = false, processEnv }: TerminalQuestionsOptions,
): Promise<Screen> {
  const now = clock.now();
  const mayFit = output.columns >= MINIMUM_COLUMNS && output.rows > question.lines(now).length;
  if (plain || wantsPlainLines(processEnv) || !mayFit) return createPlainScreen(output, question);
  prepareForInk(processEnv);
  const [{ createInkScreen, fitsOnScreen }, view] = await Promise.all([
    import('./ink-screen.ts'),
    question.loadView(),
  ]);
  if (!fitsOnScreen(output, question, { view, now })) return createPlainScreen(output, question);
  return createInkScreen(output, question, view);
}
