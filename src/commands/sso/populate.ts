import { loadSharedConfig } from '../../../profiles/load-shared-config.ts';
import { assertUsable } from '../../../profiles/profile-errors.ts';
import { type AccountSearch, findAccounts } from './find-accounts.ts';
import { readPopulateOptions } from './populate-options.ts';
import { writeProfiles } from './write-profiles.ts';

/**
 * `awsx sso populate [SESSION]`: has a profile in the config file for every role that Identity
 * Center shows.
 *
 * @throws AwsxError as signing in, discovering and writing do
 */
export async function populateProfiles(command: Omit<AccountSearch, 'config'>): Promise<number> {
  const { invocation, context } = command;
  const options = readPopulateOptions(invocation);
  const config = loadSharedConfig(context);
  assertUsable(config);
  const found = await findAccounts({ ...command, config });
  await writeProfiles({ invocation, context, config, options, found });
  return 0;
}
