import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { assertUsable, profileNotFound } from '../../profiles/profile-errors.ts';
import { unlinkProfile } from '../../profiles/unlink-profile.ts';
import type { Context } from '../ports.ts';
import type { Invocation } from './invocation.ts';
import { editProfiles } from './link/edit-profiles.ts';
import { reportEdit } from './link/report-edit.ts';

/**
 * `awsx unlink PROFILE… [--dry-run]`: gives the profiles back the lines that `awsx link` changed.
 *
 * @throws AwsxError `profile_not_found`, and what editing the file throws
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const names = invocation.positionals;
  const config = loadSharedConfig(context);
  assertUsable(config);
  for (const name of names) if (!config.profiles.has(name)) throw profileNotFound(config, name);
  const createChanges = unlinkProfile;
  const unchanged = editProfiles({ invocation, context, config, names, createChanges });
  const report = { names, unchanged, done: 'unlinked', stays: 'is not linked' } as const;
  reportEdit(report, { invocation, context, config });
  return 0;
}
