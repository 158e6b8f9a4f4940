import { constants } from 'node:fs';
import { errorCode } from '../file-failure.ts';
import type { FileSystem } from '../ports.ts';

/**
 * Tells a dead holder from a living one whose queue of connections is full. Linux says EAGAIN for
 * the second, but macOS and the BSDs refuse both alike. They can, however, lock a file while
 * opening it (open(2), O_EXLOCK), and that lock too ends with the process.
 */
export interface MarksOfLife {
  /** Before a holder listens. The answer ends the mark. */
  make(path: string): () => void;
  /** Whether the maker of the mark lives. */
  isHeld(path: string): boolean;
}

const SYSTEMS_THAT_REFUSE: readonly NodeJS.Platform[] = ['darwin', 'freebsd', 'netbsd', 'openbsd'];
/** The values of <fcntl.h> on these systems; Node does not name them. */
const O_SHLOCK = 0x10;
const O_EXLOCK = 0x20;
const O_NONBLOCK = 0x4;

export function createMarksOfLife(platform: NodeJS.Platform, fileSystem: FileSystem): MarksOfLife {
  if (!SYSTEMS_THAT_REFUSE.includes(platform)) return { make: () => () => {}, isHeld: () => false };
  const { O_CREAT, O_EXCL, O_RDONLY, O_RDWR } = constants;
  return {
    make: (path) => {
      const flags = O_RDWR | O_CREAT | O_EXCL | O_NONBLOCK | O_EXLOCK;
      const descriptor = fileSystem.openSync(path, flags, 0o600);
      return () => fileSystem.closeSync(descriptor);
    },
    isHeld: (path) => {
      try {
        // Shared, so that two who look at once do not take each other for the holder.
        fileSystem.closeSync(fileSystem.openSync(path, O_RDONLY | O_NONBLOCK | O_SHLOCK));
        return false;
      } catch (error) {
        return errorCode(error) !== 'ENOENT';
      }
    },
  };
}
