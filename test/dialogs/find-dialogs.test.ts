import { expect, test } from 'vitest';
import { findDialogs } from '../../src/dialogs/find-dialogs.ts';
import type { Environment } from '../../src/ports.ts';

const DISPLAY = { DISPLAY: ':0' };
const SSH = { SSH_CONNECTION: '192.0.2.1 1 192.0.2.2 22' };
const POWERSHELL = 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe';

const CASES: readonly (readonly [NodeJS.Platform, Environment, string[], string[]])[] = [
  ['linux', DISPLAY, ['kdialog', 'zenity'], ['/usr/bin/zenity', '/usr/bin/kdialog']],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, ['pinentry'], ['/usr/bin/pinentry']],
  ['linux', { ...DISPLAY, ...SSH }, ['pinentry-qt'], ['/usr/bin/pinentry-qt']],
  ['linux', DISPLAY, [], []],
  ['linux', {}, ['zenity', 'kdialog', 'pinentry'], []],
  ['linux', { DISPLAY: '' }, ['zenity'], []],
  ['freebsd', DISPLAY, ['zenity'], ['/usr/bin/zenity']],
  ['darwin', {}, [], ['/usr/bin/osascript']],
  ['darwin', SSH, [], []],
  ['darwin', { SSH_TTY: '/dev/ttys001' }, [], []],
  ['win32', { SystemRoot: 'C:\\Windows' }, [], [POWERSHELL]],
  ['win32', { SystemRoot: 'C:\\Windows', ...SSH }, [], []],
  ['win32', {}, [], []],
];

test.each(CASES)('%s with %j and %j on PATH', (platform, env, programs, files) => {
  const findProgram = (name: string) => (programs.includes(name) ? `/usr/bin/${name}` : undefined);
  expect(findDialogs({ env, platform, findProgram }).map(({ file }) => file)).toEqual(files);
});
