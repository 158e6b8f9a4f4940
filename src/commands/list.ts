import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { readAccountNames } from '../account-names.ts';
import { createSessionCache } from '../credentials/session-cache.ts';
import {
  type DescribedProfile,
  describeProfiles,
  type ProfileSituation,
} from '../describe-profiles.ts';
import { formatJson } from '../format-json.ts';
import { createRows } from '../picker/create-rows.ts';
import type { Context } from '../ports.ts';
import { openIndex } from '../vault/open-vault.ts';
import { formatProfiles, profilesToJson } from './format-profiles.ts';
import { booleanFlag, type Invocation } from './invocation.ts';
import { wantsColor, widthOf } from './terminal-form.ts';
import { warnAboutAccess } from './warn-about-access.ts';

/**
 * `awsx list [--json]`: what there is, from the shared files, the vault's index and the headers of
 * the session cache. Opens no store, runs nothing and asks nobody.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const config = loadSharedConfig(context);
  warnAboutAccess(config, context, invocation);
  const situation: ProfileSituation = {
    config,
    index: openIndex(context).read(),
    sessions: createSessionCache({ ...context, folder: context.folders.cache }).listSessions(),
    now: context.clock.now(),
  };
  const profiles = describeProfiles(situation);
  if (booleanFlag(invocation, 'json')) {
    context.stdout.write(formatJson(profilesToJson(profiles)));
  } else if (profiles.length > 0) {
    context.stdout.write(createTable(profiles, situation, context));
  } else if (!booleanFlag(invocation, 'quiet')) {
    context.stderr.write('awsx: there are no profiles yet\n');
    context.stderr.write('awsx: hint: run awsx add PROFILE, or practise with awsx sandbox\n');
  }
  return 0;
}

function createTable(
  profiles: readonly DescribedProfile[],
  situation: ProfileSituation,
  context: Context,
): string {
  const { stdout, env } = context;
  const rows = createRows({
    ...situation,
    recentUse: { frecency: new Map(), pins: new Set() },
    accountNames: readAccountNames(context),
  });
  return formatProfiles({
    profiles,
    settings: new Map(rows.map((row) => [row.name, row])),
    now: situation.now,
    terminalWidth: widthOf(stdout),
    hasColors: wantsColor(stdout, env),
  });
}
