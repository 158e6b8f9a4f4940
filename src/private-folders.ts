/**
 * awsx's own folders, closed to other users. They are checked before use, since XDG_STATE_HOME
 * and its kin may point anywhere.
 */
import { constants } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode, fileFailure, unusable } from './file-failure.ts';
import { printable } from './printable.ts';
import { type PrivateFileAccess, TEMPORARY_SUFFIX } from './private-files.ts';
import { shellWord } from './shell-word.ts';

const FOLDER_MODE = 0o700;
/** A writer is done within seconds; what is older was left by one that was killed. */
const LEFTOVER_AGE_MILLISECONDS = 60 * 60 * 1000;

/**
 * Creates a folder of awsx's own with mode 0700, whatever the umask, together with the folders
 * above it, as the XDG base directory specification asks. An existing folder that others can read
 * is closed to them; one that others may write cannot be trusted any more.
 *
 * @throws AwsxError `vault_unavailable` when it cannot be created, is no folder or a symbolic
 *   link, belongs to someone else, or may be written by others.
 */
export function ensurePrivateFolder(access: PrivateFileAccess, folder: string): void {
  try {
    createFolder(access, folder);
    if (access.userId !== undefined) closeToOthers(access, folder);
  } catch (error) {
    throw fileFailure(error, `cannot use the folder ${printable(folder)}`);
  }
}

/**
 * The checks of {@link ensurePrivateFolder} before something is read; a missing folder passes.
 *
 * @throws AwsxError `vault_unavailable`
 */
export function checkPrivateFolder(access: PrivateFileAccess, folder: string): void {
  if (access.userId === undefined) return;
  try {
    closeToOthers(access, folder);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return;
    throw fileFailure(error, `cannot use the folder ${printable(folder)}`);
  }
}

function createFolder(access: PrivateFileAccess, folder: string): void {
  try {
    createOneFolder(access, folder);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || dirname(folder) === folder) throw error;
    createFolder(access, dirname(folder));
    createOneFolder(access, folder);
  }
}

function createOneFolder({ fileSystem }: PrivateFileAccess, folder: string): void {
  try {
    fileSystem.mkdirSync(folder, { mode: FOLDER_MODE });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    throw error;
  }
  // The umask may have taken the owner's own permissions away.
  fileSystem.chmodSync(folder, FOLDER_MODE);
}

function closeToOthers({ fileSystem, userId }: PrivateFileAccess, folder: string): void {
  const descriptor = fileSystem.openSync(
    folder,
    constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW,
  );
  try {
    const { uid, mode } = fileSystem.fstatSync(descriptor);
    if (uid !== userId) {
      throw unusable(`the folder ${printable(folder)} belongs to another user (uid ${uid})`, {
        hint: 'set XDG_STATE_HOME, XDG_CACHE_HOME and XDG_RUNTIME_DIR to folders of your own',
      });
    }
    if ((mode & 0o022) !== 0) {
      throw unusable(`the folder ${printable(folder)} may be written by other users`, {
        hint: `look into it, then run chmod 700 ${shellWord(folder)}`,
      });
    }
    if ((mode & 0o077) !== 0) fileSystem.fchmodSync(descriptor, FOLDER_MODE);
  } finally {
    fileSystem.closeSync(descriptor);
  }
}

/** Removes temporary files that a killed awsx left in a folder. Never throws. */
export function removeLeftovers(access: PrivateFileAccess, folder: string, now: Date): void {
  for (const name of listQuietly(access, folder)) {
    if (!name.endsWith(TEMPORARY_SUFFIX)) continue;
    const path = join(folder, name);
    if (isOlder(access, path, now)) removeQuietly(access, path);
  }
}

function listQuietly({ fileSystem }: PrivateFileAccess, folder: string): readonly string[] {
  try {
    return fileSystem.readdirSync(folder);
  } catch {
    return [];
  }
}

function isOlder({ fileSystem }: PrivateFileAccess, path: string, now: Date): boolean {
  try {
    return now.getTime() - fileSystem.lstatSync(path).mtimeMs > LEFTOVER_AGE_MILLISECONDS;
  } catch {
    return false;
  }
}

function removeQuietly({ fileSystem }: PrivateFileAccess, path: string): void {
  try {
    fileSystem.unlinkSync(path);
  } catch {
    // Another awsx was faster; if not, the next write tries again.
  }
}
