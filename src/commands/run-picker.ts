import { readAccountNames } from '../account-names.ts';
import { createSessionCache, type SessionCache } from '../credentials/session-cache.ts';
import { createRows } from '../picker/create-rows.ts';
import { compactRecentUse, readRecentUse, writePin } from '../picker/recent-use-file.ts';
import type { Pick, PickAction, PickRequest } from '../picker/types.ts';
import type { ProfilesToChoose } from './choose-profile.ts';
import { createPreview } from './create-preview.ts';
import { clearSessions, renewSession } from './picker-actions.ts';

export interface PickerRun extends ProfilesToChoose {
  /** What Enter does: `open a shell`. */
  readonly defaultAction: string;
  /** What leaves the picker besides; `refresh` and `clear` are always offered, and come back. */
  readonly actions: readonly Exclude<PickAction, 'default' | 'refresh' | 'clear'>[];
  readonly initial?: PickRequest['initial'];
}

/**
 * Shows the picker until a profile is chosen for more than its sessions. From files alone: the
 * vault and the network are touched only when a session is renewed.
 *
 * @throws AwsxError `cancelled`, `input_required`
 */
export async function runPicker(run: PickerRun): Promise<Pick> {
  const { context } = run;
  compactRecentUse(context);
  const cache = createSessionCache({ ...context, folder: context.folders.cache });
  const pickProfile = await context.openPicker();
  let { initial } = run;
  for (;;) {
    const pick = await pickProfile(createRequest(run, cache, initial));
    if (pick.action !== 'refresh' && pick.action !== 'clear') return pick;
    const note =
      pick.action === 'clear'
        ? clearSessions(pick.profile, cache)
        : await renewSession(pick.profile, run);
    initial = { query: pick.query, profile: pick.profile, note };
  }
}

function createRequest(
  run: PickerRun,
  cache: SessionCache,
  initial: PickRequest['initial'],
): PickRequest {
  const { context, config, index, actions, defaultAction } = run;
  const now = context.clock.now();
  const sessions = cache.listSessions();
  const recentUse = readRecentUse(context);
  const accountNames = readAccountNames(context);
  return {
    rows: createRows({ config, index, sessions, now, recentUse, accountNames }),
    defaultAction,
    actions: [...actions, 'refresh', 'clear'],
    preview: createPreview({ ...run, sessions, clock: context.clock }),
    onPin: (profile, isPinned) => void writePin(profile, isPinned, context),
    ...(initial && { initial }),
  };
}
