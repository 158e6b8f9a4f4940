import { errorCode } from '../file-failure.ts';
import type { FileSystem } from '../ports.ts';
import { createPrivateFile, type PrivateFileAccess, readPrivateFile } from '../private-files.ts';

/** How a claim is written down: in one step, with its content, and never over another. */
export interface ClaimMedium {
  /** False when there is a claim already. */
  create(path: string, holder: string): boolean;
  /** Undefined when there is no claim. */
  read(path: string): string | undefined;
}

/** A symbolic link is created with its target or not at all; the target is only ever read. */
export function createSymlinkMedium(fileSystem: FileSystem): ClaimMedium {
  return {
    create: (path, holder) => toleratingCode('EEXIST', () => fileSystem.symlinkSync(holder, path)),
    read: (path) => {
      let holder: string | undefined;
      toleratingCode('ENOENT', () => {
        holder = fileSystem.readlinkSync(path);
      });
      return holder;
    },
  };
}

/** For Windows, where creating a symbolic link needs a privilege. */
export function createFileMedium(access: PrivateFileAccess): ClaimMedium {
  return {
    create: (path, content) => createPrivateFile(access, { path, content }),
    read: (path) => readPrivateFile(access, path)?.toString(),
  };
}

/** False when the call failed with this code. */
function toleratingCode(code: string, call: () => void): boolean {
  try {
    call();
    return true;
  } catch (error) {
    if (errorCode(error) !== code) throw error;
    return false;
  }
}
