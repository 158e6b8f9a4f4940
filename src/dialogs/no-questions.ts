import { AwsxError } from '../errors.ts';
import type { Questions } from '../ports.ts';
import { printable } from '../printable.ts';

/** A question that nobody can be asked, in words. */
export interface Unasked {
  readonly what: string;
  readonly hint: string;
}

export function unaskedMfaCode(profile: string): Unasked {
  return {
    what: `for an MFA code for profile "${printable(profile)}"`,
    hint: 'give a code with --mfa-token, or set mfa_process for the profile',
  };
}

export function unaskedPrompt(prompt: string): Unasked {
  return { what: `"${printable(prompt)}"`, hint: 'run awsx in a terminal, without --no-input' };
}

export function inputRequired({ what, hint }: Unasked, why: string): AwsxError {
  return new AwsxError('input_required', `cannot ask ${what}: ${why}`, { hint });
}

/** For `--no-input`: whatever is asked, the answer is AwsxError `input_required`, at once. */
export function createNoQuestions(): Questions {
  const refuse = async (unasked: Unasked): Promise<never> => {
    throw inputRequired(unasked, '--no-input forbids questions');
  };
  const refusePrompt = (prompt: string) => refuse(unaskedPrompt(prompt));
  return {
    askMfaCode: ({ profile }) => refuse(unaskedMfaCode(profile)),
    askSecret: refusePrompt,
    askText: refusePrompt,
    confirm: refusePrompt,
    choose: refusePrompt,
    askNewSecret: refusePrompt,
    confirmName: refusePrompt,
    terminalName: () => undefined,
    offerTakeOver: () => refusePrompt('press Enter'),
  };
}
