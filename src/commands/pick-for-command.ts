import { AwsxError } from '../errors.ts';
import type { ProfileChoice } from './choose-profile.ts';
import { runPicker } from './run-picker.ts';

/**
 * Lets a person pick the profile of a command that named none.
 *
 * @throws AwsxError `profile_not_found` when there is none to choose from, `cancelled`
 */
export async function pickForCommand(choice: ProfileChoice): Promise<string> {
  const { config, index, purpose } = choice;
  if (config.profiles.size === 0 && index.baseCredentials.length === 0) {
    throw new AwsxError('profile_not_found', 'there is no profile to choose from yet', {
      hint: 'store a key with awsx add PROFILE, or practise with awsx sandbox',
    });
  }
  const { profile } = await runPicker({
    ...choice,
    defaultAction: purpose,
    actions: [],
  });
  return profile;
}
