/** What each question of the Questions port says and how it takes keys. */
import { describeMfaQuestion, listMfaQuestionLines } from '../src/mfa/mfa-question-text.ts';
import { secondsLeftInWindow } from '../src/mfa/totp-window.ts';
import type { MfaQuestion } from '../src/ports.ts';
import { printable } from '../src/printable.ts';
import { createChoiceReducer } from './choose/reducer.ts';
import { reduceConfirmation } from './confirm/reducer.ts';
import { reduceMfaCode } from './mfa-code/reducer.ts';
import type { Question } from './question.ts';
import { reduceText } from './text/reducer.ts';

/** Six digits, shown as stars: enough to count them, nothing for who looks over a shoulder. */
export function createMfaCode(question: MfaQuestion): Question {
  const text = describeMfaQuestion(question);
  return {
    reduce: reduceMfaCode,
    lines: (now) => [
      ...listMfaQuestionLines(text),
      `new code in ${secondsLeftInWindow(now)} s; Esc cancels`,
    ],
    loadView: async () => {
      const { MfaCode } = await import('./mfa-code/mfa-code.tsx');
      return (props) => MfaCode({ ...props, text });
    },
    prompt: 'MFA code: ',
    show: (digits) => '*'.repeat(digits.length),
    ticks: true,
  };
}

/** Nothing of the answer is shown, not even how long it is. */
export function createSecret(prompt: string): Question {
  return { ...createText(`${prompt} (not shown)`), show: () => '' };
}

/** The answer is shown as it is typed. */
export function createText(prompt: string): Question {
  return {
    reduce: reduceText,
    lines: () => [],
    loadView: loadNote,
    prompt: `${printable(prompt)}: `,
    show: printable,
    ticks: false,
  };
}

/** Yes or no. */
export function createConfirmation(prompt: string): Question {
  return {
    ...createText(prompt),
    reduce: reduceConfirmation,
    prompt: `${printable(prompt)} [y/N] `,
  };
}

/** A list of which one is chosen by its number, counted from 1. */
export function createChoice(prompt: string, choices: readonly string[]): Question {
  const width = String(choices.length).length;
  const numbered = choices.map(
    (choice, index) => `${String(index + 1).padStart(width + 1)}  ${printable(choice)}`,
  );
  return {
    ...createText(`${prompt} [1-${choices.length}]`),
    reduce: createChoiceReducer(choices.length),
    lines: () => numbered,
    loadView: async () => {
      const { Choose } = await import('./choose/choose.tsx');
      return (props) => Choose({ ...props, choices: numbered });
    },
  };
}

async function loadNote() {
  const { Note } = await import('./line/note.tsx');
  return ({ note }: { readonly note: string | undefined }) => Note({ text: note });
}
