import type { FileSystem } from '../ports.ts';
import { ensurePrivateFolder } from '../private-folders.ts';
import { createFileMedium, createSymlinkMedium } from './claim-medium.ts';
import { createGenerations, type Generations } from './generations.ts';
import { createHolderName } from './holder-name.ts';
import { resolveLockFolder } from './lock-folder.ts';
import type { Sockets } from './sockets.ts';
import { createUnixSockets } from './unix-sockets.ts';
import { createWindowsPipes, readPipeUserId } from './windows-pipes.ts';

/** Where locks are, and who we are. */
export interface LockOptions {
  /** awsx's own runtime folder; created when it is missing. */
  readonly folder: string;
  /** Where the sockets go when that path is too long for them; `/tmp` when absent. */
  readonly temporaryFolder?: string;
  readonly fileSystem: FileSystem;
  readonly platform: NodeJS.Platform;
  readonly userId: number | undefined;
  /** The same for all processes that reach each other's sockets: the machine's id or host name. */
  readonly hostId: string;
  readonly processId: number;
  /** As `randomBytes` of node:crypto. */
  readonly random: (size: number) => Uint8Array;
}

/** One lock, ready for use. */
export interface Lock {
  readonly folder: string;
  readonly generations: Generations;
  readonly sockets: Sockets;
  /** A name for a socket of this process; a new one at each call. */
  createName(): string;
}

/**
 * Creates the lock's folder when it is missing.
 *
 * @throws AwsxError `setting_invalid` when its path is too long, `vault_unavailable` when it
 *   cannot be created, is a symbolic link, belongs to someone else or is open to others.
 */
export function openLock(lockName: string, options: LockOptions): Lock {
  const { fileSystem, userId, platform, processId, random } = options;
  const access = { fileSystem, userId };
  const { parent, path: folder } = resolveLockFolder({
    lockName,
    runtimeFolder: options.folder,
    temporaryFolder: options.temporaryFolder ?? '/tmp',
    hostId: options.hostId,
    platform,
    userId,
  });
  ensurePrivateFolder(access, parent);
  ensurePrivateFolder(access, folder);
  const isWindows = platform === 'win32';
  const medium = isWindows ? createFileMedium(access) : createSymlinkMedium(fileSystem);
  return {
    folder,
    generations: createGenerations({ folder, fileSystem, medium }),
    sockets: isWindows
      ? createWindowsPipes(readPipeUserId({ access, folder: parent, random }))
      : createUnixSockets({ folder, fileSystem, platform }),
    createName: () => createHolderName({ processId, random }).text,
  };
}
