/**
 * awsx's own files: readable and writable by their user alone, and always whole.
 */
import { randomBytes } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { isAwsxError } from './errors.ts';
import { errorCode, fileFailure, unusable } from './file-failure.ts';
import type { Context } from './ports.ts';
import { printable } from './printable.ts';
import { shellWord } from './shell-word.ts';

/** What these functions need of the context. Without a user id (Windows) modes mean nothing. */
export type PrivateFileAccess = Pick<Context, 'fileSystem' | 'userId'>;

const FILE_MODE = 0o600;
/** Ends the name of a file that is still being written. */
export const TEMPORARY_SUFFIX = '.awsx-tmp';
/** What a file system says that cannot flush a folder: nothing is lost by going on. */
const FOLDER_FLUSH_NOT_OFFERED = ['EINVAL', 'ENOTSUP', 'EISDIR', 'EPERM', 'EBADF'];

export interface PrivateFileContent {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Replaces a file in one step, mode 0600: whoever reads it sees the old content or the new one,
 * whole. A failure leaves the old content and no temporary file; only when the folder could not
 * be flushed afterwards is the new content in place despite the error.
 *
 * @throws AwsxError `vault_unavailable`, with the path and what the system said.
 */
export function writePrivateFile(access: PrivateFileAccess, file: PrivateFileContent): void {
  publish(access, file, (temporary) => access.fileSystem.renameSync(temporary, file.path));
}

/**
 * As {@link writePrivateFile}, but never over an existing file: false, and nothing changed, when
 * there is one, even when it was created at the same moment.
 *
 * @throws AwsxError `vault_unavailable`, with the path and what the system said.
 */
export function createPrivateFile(access: PrivateFileAccess, file: PrivateFileContent): boolean {
  try {
    publish(access, file, (temporary) => {
      access.fileSystem.linkSync(temporary, file.path);
      access.fileSystem.unlinkSync(temporary);
    });
    return true;
  } catch (error) {
    if (isAwsxError(error) && errorCode(error.cause) === 'EEXIST') return false;
    throw error;
  }
}

function publish(
  access: PrivateFileAccess,
  { path, content }: PrivateFileContent,
  moveIntoPlace: (temporary: string) => void,
): void {
  const random = randomBytes(12).toString('hex');
  const temporary = join(dirname(path), `.${random}${TEMPORARY_SUFFIX}`);
  try {
    writeNewFile(access, temporary, Buffer.from(content));
    moveIntoPlace(temporary);
    flushFolder(access, dirname(path));
  } catch (error) {
    removeQuietly(access, temporary);
    throw fileFailure(error, `cannot write ${printable(path)}`);
  }
}

function writeNewFile({ fileSystem }: PrivateFileAccess, path: string, content: Buffer): void {
  const descriptor = fileSystem.openSync(path, 'wx', FILE_MODE);
  try {
    fileSystem.fchmodSync(descriptor, FILE_MODE);
    for (let written = 0; written < content.length; ) {
      written += fileSystem.writeSync(descriptor, content, written);
    }
    fileSystem.fsyncSync(descriptor);
  } finally {
    fileSystem.closeSync(descriptor);
  }
}

/** Without it a power cut can bring back the old file. */
function flushFolder({ fileSystem, userId }: PrivateFileAccess, folder: string): void {
  if (userId === undefined) return;
  const descriptor = fileSystem.openSync(folder, 'r');
  try {
    fileSystem.fsyncSync(descriptor);
  } catch (error) {
    if (!FOLDER_FLUSH_NOT_OFFERED.includes(errorCode(error) ?? '')) throw error;
  } finally {
    fileSystem.closeSync(descriptor);
  }
}

/**
 * The content of one of awsx's own files, or undefined when there is none.
 *
 * @throws AwsxError `vault_unavailable` when it cannot be read, is no regular file, belongs to
 *   someone else or may be written by others.
 */
export function readPrivateFile(access: PrivateFileAccess, path: string): Buffer | undefined {
  return readCheckedFile(access, {
    path,
    // Without O_NONBLOCK a named pipe in the file's place would hold awsx for ever.
    openFlags: constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK,
    check: (stats) => checkOwnFile(access, path, stats),
  });
}

function checkOwnFile({ userId }: PrivateFileAccess, path: string, stats: Stats): void {
  if (userId === undefined) return;
  if (stats.uid !== userId) {
    throw unusable(`${printable(path)} belongs to another user (uid ${stats.uid})`);
  }
  if ((stats.mode & 0o022) !== 0) {
    throw unusable(`${printable(path)} may be written by other users`, {
      hint: `run chmod 600 ${shellWord(path)}`,
    });
  }
}

/**
 * The content of a file with a secret in clear that the user keeps outside awsx's folders, or
 * undefined when there is none. Symbolic links are followed: container secrets are mounted so.
 *
 * @throws AwsxError `vault_unavailable` when it cannot be read, is no regular file, or its mode
 *   lets anyone but its owner in.
 */
export function readSecretFile(access: PrivateFileAccess, path: string): Buffer | undefined {
  return readCheckedFile(access, {
    path,
    openFlags: constants.O_RDONLY | constants.O_NONBLOCK,
    check: ({ mode }) => {
      if (access.userId === undefined || (mode & 0o177) === 0) return;
      const octal = (mode & 0o777).toString(8).padStart(4, '0');
      throw unusable(`${printable(path)} has mode ${octal}, which is wider than 0600`, {
        hint: `run chmod 600 ${shellWord(path)}`,
      });
    },
  });
}

interface CheckedRead {
  readonly path: string;
  readonly openFlags: number;
  readonly check: (stats: Stats) => void;
}

function readCheckedFile(access: PrivateFileAccess, read: CheckedRead): Buffer | undefined {
  const { fileSystem } = access;
  try {
    const descriptor = fileSystem.openSync(read.path, read.openFlags);
    try {
      const stats = fileSystem.fstatSync(descriptor);
      if (!stats.isFile()) throw unusable(`${printable(read.path)} is not a regular file`);
      read.check(stats);
      return fileSystem.readFileSync(descriptor);
    } finally {
      fileSystem.closeSync(descriptor);
    }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw fileFailure(error, `cannot read ${printable(read.path)}`);
  }
}

/**
 * Removes one of awsx's own files; false when there was none.
 *
 * @throws AwsxError `vault_unavailable`, with the path and what the system said.
 */
export function removePrivateFile(access: PrivateFileAccess, path: string): boolean {
  try {
    access.fileSystem.unlinkSync(path);
    return true;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw fileFailure(error, `cannot remove ${printable(path)}`);
  }
}

function removeQuietly({ fileSystem }: PrivateFileAccess, path: string): void {
  try {
    fileSystem.unlinkSync(path);
  } catch {
    // Nothing was created, or the disk fails altogether: the first error tells more.
  }
}
