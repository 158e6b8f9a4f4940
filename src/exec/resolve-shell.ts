import { posix, win32 } from 'node:path';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { findVariable } from './variable-names.ts';

export interface ShellInput {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
}

/**
 * The absolute path of the shell to start when no command is given: SHELL, else /bin/sh; on
 * Windows ComSpec, else cmd.exe of the system folder. A value that is not an absolute path is
 * passed over, since it would be looked for in the current directory.
 */
export function resolveShell({ env, platform }: ShellInput): string {
  if (platform !== 'win32') {
    const shell = env['SHELL'];
    return shell !== undefined && posix.isAbsolute(shell) ? shell : '/bin/sh';
  }
  const shell = findVariable(env, 'COMSPEC', platform);
  if (shell !== undefined && win32.isAbsolute(shell)) return shell;
  const systemRoot = findVariable(env, 'SYSTEMROOT', platform) ?? 'C:\\Windows';
  return win32.join(systemRoot, 'System32', 'cmd.exe');
}

/** The line for stderr that says a subshell begins; `exit` also ends PowerShell and cmd.exe. */
export function createShellNotice(shell: string, profile: string): string {
  return `starting ${printable(shell)} with credentials of profile "${printable(profile)}", leave it with exit`;
}
