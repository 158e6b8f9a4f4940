import { win32 } from 'node:path';
import type { Environment } from '../ports.ts';
import type { CreateDialogCall, Dialog } from './dialog.ts';
import { createKdialogCall } from './kdialog.ts';
import { createOsascriptCall } from './osascript.ts';
import { createPinentryCall } from './pinentry.ts';
import { createPowershellCall } from './powershell.ts';
import { createZenityCall } from './zenity.ts';

export interface DialogSurroundings {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  /** The absolute path of a program in PATH's folders, or undefined. */
  readonly findProgram: (name: string) => string | undefined;
}

const DESKTOP_PROGRAMS: readonly (readonly [string, CreateDialogCall])[] = [
  ['zenity', createZenityCall],
  ['kdialog', createKdialogCall],
  ['pinentry-gnome3', createPinentryCall],
  ['pinentry-qt', createPinentryCall],
  ['pinentry-gtk-2', createPinentryCall],
  ['pinentry', createPinentryCall],
];

/**
 * The dialog programs that may reach the person who started awsx, best first. None over ssh on
 * macOS and Windows: the dialog would open on the screen of whoever sits at that machine.
 */
export function findDialogs(around: DialogSurroundings): readonly Dialog[] {
  const { env, platform, findProgram } = around;
  const isRemote = (env['SSH_CONNECTION'] ?? env['SSH_TTY'] ?? '') !== '';
  if (platform === 'darwin') {
    return isRemote ? [] : [{ file: '/usr/bin/osascript', createCall: createOsascriptCall }];
  }
  if (platform === 'win32') return isRemote ? [] : findPowershell(env);
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return [];
  return DESKTOP_PROGRAMS.flatMap(([name, createCall]) => {
    const file = findProgram(name);
    return file === undefined ? [] : [{ file, createCall }];
  });
}

/** Always Windows' own PowerShell 5: version 7 asks in its console instead of a dialog. */
function findPowershell(env: Environment): readonly Dialog[] {
  const root = env['SystemRoot'] ?? env['SYSTEMROOT'];
  if (root === undefined) return [];
  const file = win32.join(root, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe');
  return [{ file, createCall: createPowershellCall }];
}
