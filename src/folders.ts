import { tmpdir } from 'node:os';
import { posix, win32 } from 'node:path';
import type { Environment, Folders } from './ports.ts';
import { sandboxFolder } from './sandbox-environment.ts';

export interface Surroundings {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly userId: number | undefined;
  /** The system's answer, for when HOME is not set. */
  readonly homeDirectory: string | undefined;
}

/**
 * Where awsx keeps state, cache and runtime files: the sandbox's folder inside a sandbox, the XDG
 * folders when they are set (the specification has relative ones ignored), else the platform's
 * usual places.
 */
export function resolveFolders(around: Surroundings): Folders {
  const sandbox = sandboxFolder(around.env);
  if (sandbox !== undefined) return foldersBelow(sandbox);
  const usual = usualFolders(around);
  const fromXdg = (variable: string): string | undefined => {
    const folder = around.env[variable];
    return folder !== undefined && posix.isAbsolute(folder)
      ? posix.join(folder, 'awsx')
      : undefined;
  };
  return {
    state: fromXdg('XDG_STATE_HOME') ?? usual.state,
    cache: fromXdg('XDG_CACHE_HOME') ?? usual.cache,
    runtime: fromXdg('XDG_RUNTIME_DIR') ?? usual.runtime,
  };
}

function foldersBelow(folder: string): Folders {
  return {
    state: posix.join(folder, 'state'),
    cache: posix.join(folder, 'cache'),
    runtime: posix.join(folder, 'run'),
  };
}

function usualFolders({ env, platform, userId, homeDirectory }: Surroundings): Folders {
  if (platform === 'win32') return windowsFolders(env, homeDirectory);
  const runtime = posix.join(temporaryFolder(env), `awsx-${userId ?? 'user'}`);
  const home = env['HOME'] || homeDirectory || posix.join(runtime, 'home');
  if (platform === 'darwin') {
    return {
      state: posix.join(home, 'Library/Application Support/awsx'),
      cache: posix.join(home, 'Library/Caches/awsx'),
      runtime,
    };
  }
  return {
    state: posix.join(home, '.local/state/awsx'),
    cache: posix.join(home, '.cache/awsx'),
    runtime,
  };
}

/** A relative one would put the locks of each working directory into a place of their own. */
function temporaryFolder({ TMPDIR: folder }: Environment): string {
  if (folder !== undefined && posix.isAbsolute(folder)) return folder;
  return posix.isAbsolute(tmpdir()) ? tmpdir() : '/tmp';
}

function windowsFolders(env: Environment, homeDirectory = 'C:\\'): Folders {
  const local = env['LOCALAPPDATA'] ?? win32.join(homeDirectory, 'AppData', 'Local');
  const below = (name: string): string => win32.join(local, 'awsx', name);
  return { state: below('state'), cache: below('cache'), runtime: below('run') };
}
