import { join } from 'node:path';
import type { FileSystem } from '../ports.ts';
import { createMarksOfLife } from './mark-of-life.ts';
import type { Sockets } from './sockets.ts';

export interface UnixSocketsOptions {
  readonly folder: string;
  readonly fileSystem: FileSystem;
  readonly platform: NodeJS.Platform;
}

/** Sockets as files of the lock's folder. One that is hidden has another name there. */
export function createUnixSockets({ folder, fileSystem, platform }: UnixSocketsOptions): Sockets {
  const marks = createMarksOfLife(platform, fileSystem);
  const addressOf = (name: string): string => join(folder, name);
  const hiddenAddressOf = (name: string): string => join(folder, `${name}~`);
  const markOf = (name: string): string => join(folder, `${name}.life`);
  return {
    addressOf,
    announce: (name) => marks.make(markOf(name)),
    isAlive: (name) => marks.isHeld(markOf(name)),
    hide: (name) => {
      try {
        fileSystem.renameSync(addressOf(name), hiddenAddressOf(name));
        return hiddenAddressOf(name);
      } catch {
        // Swept by a cleaner of temporary files, for one. Closing the socket ends its reach, too.
        return undefined;
      }
    },
    remove: (name) => {
      for (const path of [addressOf(name), hiddenAddressOf(name), markOf(name)]) {
        removeQuietly(fileSystem, path);
      }
    },
  };
}

function removeQuietly(fileSystem: FileSystem, path: string): void {
  try {
    fileSystem.unlinkSync(path);
  } catch {
    // Most often there is none. What stays behind does no harm: its name is not used again.
  }
}
