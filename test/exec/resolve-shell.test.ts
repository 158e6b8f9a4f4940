import { expect, it } from 'vitest';
import { createShellNotice, resolveShell } from '../../src/exec/resolve-shell.ts';
import type { Environment } from '../../src/ports.ts';

it.each<[NodeJS.Platform, Environment, string]>([
  ['linux', { SHELL: '/usr/bin/fish' }, '/usr/bin/fish'],
  ['linux', {}, '/bin/sh'],
  ['linux', { SHELL: '' }, '/bin/sh'],
  ['linux', { SHELL: 'bash' }, '/bin/sh'],
  ['linux', { SHELL: './evil' }, '/bin/sh'],
  ['darwin', { SHELL: '/bin/zsh', ComSpec: 'C:\\cmd.exe' }, '/bin/zsh'],
  ['win32', { ComSpec: 'D:\\shells\\cmd.exe', SHELL: '/bin/bash' }, 'D:\\shells\\cmd.exe'],
  ['win32', { COMSPEC: 'cmd.exe', SystemRoot: 'D:\\WINNT' }, 'D:\\WINNT\\System32\\cmd.exe'],
  ['win32', {}, 'C:\\Windows\\System32\\cmd.exe'],
])('on %s with %j the shell is %s', (platform, env, shell) => {
  expect(resolveShell({ env, platform })).toBe(shell);
});

it('the notice names the shell and the profile, harmlessly', () => {
  expect(createShellNotice('/bin/sh', 'dev\x1b]0;x\x07')).toBe(
    'starting /bin/sh with credentials of profile "dev\\x1b]0;x\\x07", leave it with exit',
  );
});
