import { createProfilePicker } from '../../ui/pick-profile/pick-profile.ts';
import type { PickProfile } from '../picker/types.ts';
import type { Context, OpenPickerOptions } from '../ports.ts';
import { openControllingTerminal } from '../terminal/controlling-terminal.ts';
import { restoreAtExit } from '../terminal/restore-at-exit.ts';

export type PickerContext = Pick<Context, 'platform' | 'clock'> & OpenPickerOptions;

/** The picker on the controlling terminal. */
export function openProfilePicker({ platform, clock, plain }: PickerContext): PickProfile {
  const openTerminal = () => openControllingTerminal(platform);
  return createProfilePicker({
    openTerminal,
    clock,
    plain,
    restoreAtExit,
    processEnv: process.env,
  });
}
