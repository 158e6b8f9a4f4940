import type { SharedConfig } from '../../profiles/types.ts';
import type { Plan } from '../credentials/types.ts';
import { AwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import type { VaultIndex } from '../vault/index-text.ts';
import { booleanFlag, type Invocation } from './invocation.ts';

/** What a picker shows, read and planned by its caller. */
export interface ProfilesToChoose {
  readonly context: Context;
  readonly config: SharedConfig;
  readonly index: VaultIndex;
  /** As the command line asks for it, but for the flags that are changed here. */
  readonly planProfile: (profile: string, changes?: Invocation['flags']) => Plan;
}

export interface ProfileChoice extends ProfilesToChoose {
  readonly invocation: Invocation;
  /** What the command does with the profile, for the person: `open a shell`. */
  readonly purpose: string;
}

/**
 * The profile of a command: the one that was typed, else `AWS_PROFILE`, else the one that is
 * picked on the terminal.
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
  const { pickForCommand } = await import('./pick-for-command.ts');
  return pickForCommand(choice);
}
