import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { createSessionCache } from '../credentials/session-cache.ts';
import { describeProfiles } from '../describe-profiles.ts';
import { formatJson } from '../format-json.ts';
import type { Context } from '../ports.ts';
import { openIndex } from '../vault/open-vault.ts';
import { formatProfiles, profilesToJson } from './format-profiles.ts';
import { booleanFlag, type Invocation } from './invocation.ts';
import { warnAboutAccess } from './warn-about-access.ts';

/**
 * `awsx list [--json]`: what there is, from the shared files, the vault's index and the headers of
 * the session cache. Opens no store, runs nothing and asks nobody.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const now = context.clock.now();
  const config = loadSharedConfig(context);
  warnAboutAccess(config, context, invocation);
  const profiles = describeProfiles({
    config,
    index: openIndex(context).read(),
    sessions: createSessionCache({ ...context, folder: context.folders.cache }).listSessions(),
    now,
  });
  if (booleanFlag(invocation, 'json')) {
    context.stdout.write(formatJson(profilesToJson(profiles)));
  } else if (profiles.length > 0) {
    context.stdout.write(formatProfiles(profiles, now));
  } else if (!booleanFlag(invocation, 'quiet')) {
    context.stderr.write('awsx: there are no profiles yet\n');
    context.stderr.write('awsx: hint: run awsx add PROFILE, or practise with awsx sandbox\n');
  }
  return 0;
}
