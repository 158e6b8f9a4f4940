import { posix, win32 } from 'node:path';
import { fileFailure } from '../file-failure.ts';
import type { Context, Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import type { SandboxLayout } from '../sandbox-environment.ts';
import type { RandomBytes } from './identifiers.ts';

/** The path of a new sandbox folder in the system's temporary folder; nothing is created. */
export function chooseFolder(
  { env, platform }: Pick<Context, 'env' | 'platform'>,
  randomBytes: RandomBytes,
): string {
  const name = `awsx-sandbox-${Buffer.from(randomBytes(5)).toString('hex')}`;
  return (platform === 'win32' ? win32 : posix).join(temporaryFolder(env, platform), name);
}

/**
 * Creates the folder and those in it with mode 0700. The folder must not exist: a path that
 * someone else made first is refused by the system (EEXIST), symbolic links included.
 */
export function createFolders(
  { fileSystem }: Pick<Context, 'fileSystem'>,
  layout: SandboxLayout,
): void {
  const { folder, state, cache, run, bin, shell } = layout;
  try {
    for (const path of [folder, state, cache, run, bin, shell]) {
      fileSystem.mkdirSync(path, { mode: 0o700 });
      fileSystem.chmodSync(path, 0o700);
    }
  } catch (error) {
    throw fileFailure(error, `cannot create the sandbox's folder ${printable(folder)}`);
  }
}

/** Removes the folder and everything in it. Quiet when it is gone; throws what `node:fs` throws. */
export function removeFolder({ fileSystem }: Pick<Context, 'fileSystem'>, folder: string): void {
  fileSystem.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

function temporaryFolder(env: Environment, platform: NodeJS.Platform): string {
  if (platform !== 'win32') {
    const folder = env['TMPDIR'];
    return folder !== undefined && posix.isAbsolute(folder) ? folder : '/tmp';
  }
  return env['TEMP'] || env['TMP'] || 'C:\\Windows\\Temp';
}
