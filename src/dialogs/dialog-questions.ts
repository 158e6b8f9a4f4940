import { AwsxError } from '../errors.ts';
import { describeMfaQuestion, listMfaQuestionLines } from '../mfa/mfa-question-text.ts';
import type { MfaQuestion, Questions } from '../ports.ts';
import { Secret } from '../secret.ts';
import type { Dialog, DialogRequest, FinishedDialog } from './dialog.ts';
import { plainText } from './plain-text.ts';

const TITLE = 'awsx';
const TIMEOUT_SECONDS = 120;
/** A dialog that is answered wrongly again and again may have nobody in front of it. */
const ATTEMPTS = 3;
/** A longer list does not fit on a screen. */
const MAXIMUM_CHOICES = 40;

export interface DialogQuestionsOptions {
  /** Tried in this order until one can ask. */
  readonly dialogs: readonly Dialog[];
  readonly run: (
    call: ReturnType<Dialog['createCall']>,
    signal: AbortSignal | undefined,
  ) => Promise<FinishedDialog>;
}

/**
 * Asks in desktop dialogs. An answer of the wrong form is asked again, three times in all.
 * Throws `input_required` when no dialog can be shown, `cancelled` when it is closed or times out.
 */
export function createDialogQuestions(options: DialogQuestionsOptions): Questions {
  const ask = (entry: Entry, signal?: AbortSignal) => askUntilValid(entry, options, signal);
  const isAnything = () => true;
  return {
    askMfaCode: async (question, signal) => new Secret(await ask(createMfaEntry(question), signal)),
    askSecret: async (prompt, signal) =>
      new Secret(await ask({ lines: [prompt], hidden: true, isValid: isAnything }, signal)),
    askText: (prompt, signal) =>
      ask({ lines: [prompt], hidden: false, isValid: isAnything }, signal),
    confirm: async (prompt, signal) => {
      const lines = [prompt, 'type yes or no'];
      const isValid = (text: string) => /^(y|yes|n|no)$/i.test(text.trim());
      return /^y/i.test((await ask({ lines, hidden: false, isValid }, signal)).trim());
    },
    choose: async (prompt, choices, signal) =>
      Number(await ask(createChoiceEntry(prompt, choices), signal)) - 1,
    askNewSecret: async (prompt, signal) => {
      const isValid = (text: string): boolean => text !== '';
      const first = await ask({ lines: [prompt], hidden: true, isValid }, signal);
      const isTheSame = (text: string): boolean => text === first;
      const lines = [`${prompt}: the same again`];
      return new Secret(await ask({ lines, hidden: true, isValid: isTheSame }, signal));
    },
    confirmName: async (prompt, name, signal) => {
      const lines = [prompt, `type ${name} to go on`];
      const shown = plainText(name);
      const isValid = (text: string): boolean => [name, shown].includes(text.trim());
      await ask({ lines, hidden: false, isValid }, signal);
    },
    terminalName: () => undefined,
    offerTakeOver: () => Promise.reject(new AwsxError('input_required', 'there is no terminal')),
  };
}

/** A question before it is cut to the form of a dialog. */
interface Entry {
  readonly lines: readonly string[];
  readonly hidden: boolean;
  readonly isValid: (text: string) => boolean;
  /** What is done to the text before it is looked at. */
  readonly tidy?: (text: string) => string;
}

function createMfaEntry(question: MfaQuestion): Entry {
  return {
    lines: listMfaQuestionLines(describeMfaQuestion(question)),
    hidden: true,
    tidy: (text) => text.replace(/\s/gu, ''),
    isValid: (text) => /^[0-9]{6}$/.test(text),
  };
}

function createChoiceEntry(prompt: string, choices: readonly string[]): Entry {
  const numbered = choices.map((choice, index) => `${index + 1}  ${choice}`);
  const left = choices.length - MAXIMUM_CHOICES;
  return {
    lines: [
      prompt,
      ...numbered.slice(0, MAXIMUM_CHOICES),
      ...(left > 0 ? [`and ${left} more`] : []),
      `type a number from 1 to ${choices.length}`,
    ],
    hidden: false,
    tidy: (text) => text.trim(),
    isValid: (text) =>
      /^[0-9]{1,9}$/.test(text) && Number(text) >= 1 && Number(text) <= choices.length,
  };
}

async function askUntilValid(
  entry: Entry,
  options: DialogQuestionsOptions,
  signal: AbortSignal | undefined,
): Promise<string> {
  const message = entry.lines.map(plainText).join('\n');
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const request = {
      title: TITLE,
      message: attempt === 1 ? message : `that answer is not of the right form\n${message}`,
      hidden: entry.hidden,
      timeoutSeconds: TIMEOUT_SECONDS,
    };
    const text = await askOnce(request, options, signal);
    const tidied = entry.tidy?.(text) ?? text;
    if (entry.isValid(tidied)) return tidied;
  }
  throw new AwsxError('cancelled', `no valid answer after ${ATTEMPTS} dialogs`);
}

async function askOnce(
  request: DialogRequest,
  { dialogs, run }: DialogQuestionsOptions,
  signal: AbortSignal | undefined,
): Promise<string> {
  for (const { file, createCall } of dialogs) {
    const call = createCall(file, request);
    const answer = call.readAnswer(await run(call, signal));
    if (answer.kind === 'answer') return answer.text;
    if (answer.kind === 'cancelled') throw new AwsxError('cancelled', 'cancelled');
  }
  throw new AwsxError('input_required', 'no desktop dialog can be shown');
}
