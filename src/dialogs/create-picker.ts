import { createProfilePicker } from '../../ui/pick-profile/pick-profile.ts';
import type { PickProfile } from '../picker/types.ts';
import type { AskingOptions, Context } from '../ports.ts';
import { openControllingTerminal } from '../terminal/controlling-terminal.ts';
import { restoreAtExit } from '../terminal/restore-at-exit.ts';

export type PickerContext = Pick<Context, 'platform' | 'clock'>;

/** The picker on the controlling terminal. */
export function openProfilePicker(
  { platform, clock }: PickerContext,
  { plain = false }: AskingOptions = {},
): PickProfile {
  const openTerminal = () => openControllingTerminal(platform);
  return createProfilePicker({
    openTerminal,
    clock,
    plain,
    restoreAtExit,
    processEnv: process.env,
  });
}
