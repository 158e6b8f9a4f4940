import { AwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { booleanFlag, type Invocation } from './invocation.ts';

export interface ProfileChoice {
  readonly invocation: Invocation;
  readonly context: Context;
  /** What there is to choose from, in the order of the files; read only when nobody named one. */
  readonly listProfiles: () => readonly string[];
}

/**
 * The profile of a command: the one that was typed, else `AWS_PROFILE`, else the one chosen from
 * a numbered list on the terminal.
 *
 * @throws AwsxError `usage` when nobody named one and nobody can be asked, `profile_not_found`
 *   when there is none to choose from, `cancelled`.
 */
export async function chooseProfile(choice: ProfileChoice): Promise<string> {
  const { invocation, context } = choice;
  const named = invocation.positionals[0] ?? context.env['AWS_PROFILE'];
  if (named !== undefined && named !== '') return named;
  if (booleanFlag(invocation, 'no-input') || !context.hasTerminal()) {
    throw new AwsxError('usage', 'no profile given and AWS_PROFILE is not set', {
      hint: 'name one; awsx list shows them',
    });
  }
  const profiles = choice.listProfiles();
  if (profiles.length === 0) {
    throw new AwsxError('profile_not_found', 'there is no profile to choose from yet', {
      hint: 'store a key with awsx add PROFILE, or practise with awsx sandbox',
    });
  }
  const questions = await context.openQuestions();
  const index = await questions.choose('Profile', profiles);
  return profiles[index] ?? '';
}
