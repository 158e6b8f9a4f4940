import { isAwsxError } from '../errors.ts';
import { resolveCommand } from '../exec/resolve-command.ts';
import type { AskingOptions, Context, Questions } from '../ports.ts';
import { openControllingTerminal } from '../terminal/controlling-terminal.ts';
import { readTerminalName } from '../terminal/terminal-name.ts';
import { findDialogs } from './find-dialogs.ts';
import { inputRequired, type Unasked, unaskedMfaCode, unaskedPrompt } from './no-questions.ts';

/** More than the dialog programs' own time-outs: this ends one that ignores its own. */
const DIALOG_MILLISECONDS = 125_000;

export type QuestionsContext = Pick<
  Context,
  'env' | 'platform' | 'clock' | 'fileSystem' | 'workingDirectory' | 'hasTerminal'
>;

/**
 * The way to a person, looked for at each question anew: the controlling terminal, else a desktop
 * dialog, else AwsxError `input_required`.
 */
export function createQuestions(context: QuestionsContext, options: AskingOptions = {}): Questions {
  const ask = async <Answer>(
    unasked: Unasked,
    put: (questions: Questions) => Promise<Answer>,
  ): Promise<Answer> => {
    const nobody = inputRequired(unasked, 'there is no terminal and no desktop dialog');
    const questions = await openQuestions(context, options);
    if (questions === undefined) throw nobody;
    return put(questions).catch((error: unknown) => {
      throw isAwsxError(error) && error.code === 'input_required' ? nobody : error;
    });
  };
  return {
    askMfaCode: (question, signal) =>
      ask(unaskedMfaCode(question.profile), (to) => to.askMfaCode(question, signal)),
    askSecret: (prompt, signal) => ask(unaskedPrompt(prompt), (to) => to.askSecret(prompt, signal)),
    askText: (prompt, signal) => ask(unaskedPrompt(prompt), (to) => to.askText(prompt, signal)),
    confirm: (prompt, signal) => ask(unaskedPrompt(prompt), (to) => to.confirm(prompt, signal)),
    choose: (prompt, choices, signal) =>
      ask(unaskedPrompt(prompt), (to) => to.choose(prompt, choices, signal)),
    askNewSecret: (prompt, signal) =>
      ask(unaskedPrompt(prompt), (to) => to.askNewSecret(prompt, signal)),
    confirmName: (prompt, name, signal) =>
      ask(unaskedPrompt(prompt), (to) => to.confirmName(prompt, name, signal)),
    terminalName: () => (context.hasTerminal() ? readTerminalName() : undefined),
    offerTakeOver: (question) =>
      ask(unaskedPrompt('press Enter'), (to) => to.offerTakeOver(question)),
  };
}

async function openQuestions(
  context: QuestionsContext,
  { plain = false }: AskingOptions,
): Promise<Questions | undefined> {
  const { env, platform, clock } = context;
  if (context.hasTerminal()) {
    const { createTerminalQuestions } = await import('../../ui/terminal-questions.ts');
    const openTerminal = () => openControllingTerminal(platform);
    const processEnv = process.env;
    return createTerminalQuestions({
      openTerminal,
      terminalName: readTerminalName,
      clock,
      plain,
      processEnv,
    });
  }
  const findProgram = (name: string) => findInPath(name, context);
  const dialogs = findDialogs({ env, platform, findProgram });
  if (dialogs.length === 0) return undefined;
  const [{ createDialogQuestions }, { runDialog }] = await Promise.all([
    import('./dialog-questions.ts'),
    import('./run-dialog.ts'),
  ]);
  return createDialogQuestions({
    dialogs,
    run: (call, signal) =>
      runDialog(call, { env, signal, timeoutMilliseconds: DIALOG_MILLISECONDS }),
  });
}

function findInPath(name: string, context: QuestionsContext): string | undefined {
  try {
    return resolveCommand({ ...context, name });
  } catch {
    return undefined;
  }
}
