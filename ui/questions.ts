/** What each question of the Questions port says and how it takes keys. */
import { describeMfaQuestion, listMfaQuestionLines } from '../src/mfa/mfa-question-text.ts';
import { secondsLeftInWindow } from '../src/mfa/totp-window.ts';
import type { MfaQuestion } from '../src/ports.ts';
import { printable } from '../src/printable.ts';
import type { QuestionElsewhere } from '../src/taken-over.ts';
import { createChoiceReducer } from './choose/reducer.ts';
import { reduceConfirmation } from './confirm/reducer.ts';
import { createNameReducer } from './confirm-name/reducer.ts';
import { reduceMfaCode } from './mfa-code/reducer.ts';
import { reduceNewSecret } from './new-secret/reducer.ts';
import type { Question } from './question.ts';
import { reduceTakeOver } from './take-over/reducer.ts';
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
    prompt: () => 'MFA code: ',
    show: (digits) => '*'.repeat(digits.length),
    ticks: true,
  };
}

/** Nothing of the answer is shown, not even how long it is. */
export function createSecret(prompt: string): Question {
  return { ...createText(`${prompt} (not shown)`), show: () => '' };
}

/** The same, typed twice. */
export function createNewSecret(prompt: string): Question {
  const first = `${printable(prompt)} (not shown): `;
  return {
    ...createSecret(prompt),
    reduce: reduceNewSecret,
    prompt: ({ before }) => (before === undefined ? first : 'The same again (not shown): '),
  };
}

/** The answer is shown as it is typed. */
export function createText(prompt: string): Question {
  return {
    ...createLines([]),
    reduce: reduceText,
    prompt: () => `${printable(prompt)}: `,
    show: printable,
  };
}

/** Yes or no. */
export function createConfirmation(prompt: string): Question {
  return {
    ...createText(prompt),
    reduce: reduceConfirmation,
    prompt: () => `${printable(prompt)} [y/N] `,
  };
}

/** A name that has to be typed. */
export function createNameConfirmation(prompt: string, name: string): Question {
  return {
    ...createText(''),
    ...createLines([printable(prompt)]),
    reduce: createNameReducer(name),
    prompt: () => `type ${printable(name)} to go on: `,
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

/** Whether to ask here what is asked elsewhere. */
export function createTakeOverOffer({ processId, terminal }: QuestionElsewhere): Question {
  const where =
    terminal === undefined ? 'elsewhere' : `on another terminal (${printable(terminal)})`;
  return {
    ...createText(''),
    ...createLines([
      `waiting for awsx (process ${processId}), which asks for the code ${where}; Esc cancels`,
    ]),
    reduce: reduceTakeOver,
    prompt: () => 'press Enter to answer here instead ',
    dropsTypeAhead: true,
  };
}

function createLines(lines: readonly string[]): Pick<Question, 'lines' | 'loadView' | 'ticks'> {
  return {
    lines: () => lines,
    loadView: async () => {
      const { Lines } = await import('./line/lines.tsx');
      return (props) => Lines({ ...props, lines });
    },
    ticks: false,
  };
}
