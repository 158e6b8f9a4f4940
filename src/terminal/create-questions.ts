import { findDialogs } from '../dialogs/find-dialogs.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import { resolveCommand } from '../exec/resolve-command.ts';
import type { Context, Questions } from '../ports.ts';
import { printable } from '../printable.ts';
import { openControllingTerminal } from './controlling-terminal.ts';

/** More than the dialog programs' own time-outs: this ends one that ignores its own. */
const DIALOG_MILLISECONDS = 125_000;

const HINTS = {
  mfaCode: 'give a code with --mfa-token, or set mfa_process for the profile',
  other: 'run awsx in a terminal',
} as const;

export interface QuestionsOptions
  extends Pick<
    Context,
    'env' | 'platform' | 'clock' | 'fileSystem' | 'workingDirectory' | 'hasTerminal'
  > {
  /** `--no-input`: every question is answered with `input_required`. */
  readonly neverAsk: boolean;
  /** The environment that libraries read; see ui/terminal-questions.ts. */
  readonly processEnv: NodeJS.ProcessEnv;
}

/**
 * The way to a person, looked for at each question anew: the controlling terminal, else a desktop
 * dialog, else AwsxError `input_required`.
 */
export function createQuestions(options: QuestionsOptions): Questions {
  const ask = async <Answer>(
    what: AskedFor,
    put: (questions: Questions) => Promise<Answer>,
  ): Promise<Answer> => {
    if (options.neverAsk) throw inputRequired(what, '--no-input forbids questions');
    const nobody = inputRequired(what, 'there is no terminal and no desktop dialog');
    const questions = await openQuestions(options);
    if (questions === undefined) throw nobody;
    return put(questions).catch((error: unknown) => {
      throw isAwsxError(error) && error.code === 'input_required' ? nobody : error;
    });
  };
  const named = (prompt: string): AskedFor => ({ text: `"${printable(prompt)}"`, hint: 'other' });
  return {
    askMfaCode: (question, signal) =>
      ask(
        { text: `for an MFA code for profile "${printable(question.profile)}"`, hint: 'mfaCode' },
        (questions) => questions.askMfaCode(question, signal),
      ),
    askSecret: (prompt, signal) =>
      ask(named(prompt), (questions) => questions.askSecret(prompt, signal)),
    askText: (prompt, signal) =>
      ask(named(prompt), (questions) => questions.askText(prompt, signal)),
    confirm: (prompt, signal) =>
      ask(named(prompt), (questions) => questions.confirm(prompt, signal)),
    choose: (prompt, choices, signal) =>
      ask(named(prompt), (questions) => questions.choose(prompt, choices, signal)),
  };
}

interface AskedFor {
  readonly text: string;
  readonly hint: keyof typeof HINTS;
}

function inputRequired(what: AskedFor, why: string): AwsxError {
  return new AwsxError('input_required', `cannot ask ${what.text}: ${why}`, {
    hint: HINTS[what.hint],
  });
}

async function openQuestions(options: QuestionsOptions): Promise<Questions | undefined> {
  const { env, platform, clock, processEnv } = options;
  if (options.hasTerminal()) {
    const { createTerminalQuestions } = await import('../../ui/terminal-questions.ts');
    const openTerminal = () => openControllingTerminal(platform);
    return createTerminalQuestions({ openTerminal, clock, processEnv });
  }
  const findProgram = (name: string) => findInPath(name, options);
  const dialogs = findDialogs({ env, platform, findProgram });
  if (dialogs.length === 0) return undefined;
  const [{ createDialogQuestions }, { runDialog }] = await Promise.all([
    import('../dialogs/dialog-questions.ts'),
    import('../dialogs/run-dialog.ts'),
  ]);
  return createDialogQuestions({
    dialogs,
    run: (call, signal) =>
      runDialog(call, { env, signal, timeoutMilliseconds: DIALOG_MILLISECONDS }),
  });
}

function findInPath(name: string, options: QuestionsOptions): string | undefined {
  try {
    return resolveCommand({ ...options, name });
  } catch {
    return undefined;
  }
}
