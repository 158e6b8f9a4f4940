import { randomBytes } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { AwsxError, isAwsxError } from '../src/errors.ts';
import { errorCode } from '../src/file-failure.ts';
import type { FileSystem } from '../src/ports.ts';
import { printable } from '../src/printable.ts';
import { type ConfigFile, type FileAccess, readConfigFile } from './read-config-file.ts';

/** Ends the name of the backup, which stands beside the file; there is one, of the last edit. */
export const BACKUP_SUFFIX = '.awsx-backup';

const NEW_FILE_MODE = 0o600;
const NEW_FOLDER_MODE = 0o700;
/** What file systems without hard links say, such as FAT and some network drives. */
const LINKS_NOT_OFFERED = ['EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK', 'EINVAL'];

export interface Replacement {
  /** Of the file itself, not of a symbolic link to it. */
  readonly path: string;
  /** As it was read; undefined when there was none. */
  readonly old: ConfigFile | undefined;
  readonly text: string;
  /** What the backup holds in place of the old text; absent for the old file itself. */
  readonly backupText?: string;
}

/**
 * Puts a new text in a file's place in one step and keeps the old one as the backup. Mode and
 * owner stay. Answers the backup's path, undefined for a new file.
 *
 * @throws AwsxError `config_changed` when the file is no longer as it was read: it is left alone,
 * and the new text stays beside it; else what the file system throws, with no new file left over
 */
export function replaceConfigFile(
  fileSystem: FileSystem,
  replacement: Replacement,
): string | undefined {
  const { path, old, text } = replacement;
  fileSystem.mkdirSync(dirname(path), { recursive: true, mode: NEW_FOLDER_MODE });
  const temporary = temporaryPath(path);
  try {
    writeNewFile(fileSystem, { path: temporary, bytes: toBytes(text), access: old?.access });
    const backup = old && keepBackup(fileSystem, replacement, old);
    if (isChanged(fileSystem, path, old)) throw changedMeanwhile(path, temporary);
    if (old === undefined) moveToFreePlace(fileSystem, temporary, path);
    else fileSystem.renameSync(temporary, path);
    flushFolder(fileSystem, dirname(path));
    return backup;
  } catch (error) {
    const staysForComparison = isAwsxError(error) && error.code === 'config_changed';
    if (!staysForComparison) removeQuietly(fileSystem, temporary);
    throw error;
  }
}

function keepBackup(
  fileSystem: FileSystem,
  { path, backupText }: Replacement,
  old: ConfigFile,
): string {
  const backup = path + BACKUP_SUFFIX;
  if (backupText === undefined) {
    fileSystem.rmSync(backup, { force: true });
    if (wasLinked(fileSystem, path, backup)) return backup;
  }
  const bytes = backupText === undefined ? old.bytes : toBytes(backupText);
  const temporary = temporaryPath(backup);
  try {
    writeNewFile(fileSystem, { path: temporary, bytes, access: old.access });
    fileSystem.renameSync(temporary, backup);
  } catch (error) {
    removeQuietly(fileSystem, temporary);
    throw error;
  }
  return backup;
}

function wasLinked(fileSystem: FileSystem, from: string, to: string): boolean {
  try {
    fileSystem.linkSync(from, to);
    return true;
  } catch (error) {
    if (LINKS_NOT_OFFERED.includes(errorCode(error) ?? '')) return false;
    throw error;
  }
}

function isChanged(fileSystem: FileSystem, path: string, old: ConfigFile | undefined): boolean {
  const now = readConfigFile(fileSystem, path);
  if (now === undefined || old === undefined) return now !== old;
  return !now.bytes.equals(old.bytes);
}

/** A rename would silently take the place of a file created at this moment; a link cannot. */
function moveToFreePlace(fileSystem: FileSystem, temporary: string, path: string): void {
  try {
    if (!wasLinked(fileSystem, temporary, path)) {
      fileSystem.renameSync(temporary, path);
      return;
    }
  } catch (error) {
    throw errorCode(error) === 'EEXIST' ? changedMeanwhile(path, temporary) : error;
  }
  fileSystem.unlinkSync(temporary);
}

function changedMeanwhile(path: string, temporary: string): AwsxError {
  return new AwsxError('config_changed', `another program changed ${printable(path)} meanwhile`, {
    hint: `nothing was replaced: run the command again, or compare with ${printable(temporary)}`,
  });
}

interface NewFile {
  readonly path: string;
  readonly bytes: Buffer;
  /** Of the file that it replaces. */
  readonly access: FileAccess | undefined;
}

function writeNewFile(fileSystem: FileSystem, { path, bytes, access }: NewFile): void {
  const descriptor = fileSystem.openSync(path, 'wx', NEW_FILE_MODE);
  try {
    for (let written = 0; written < bytes.length; ) {
      written += fileSystem.writeSync(descriptor, bytes, written);
    }
    if (access !== undefined) copyAccess(fileSystem, descriptor, access);
    fileSystem.fsyncSync(descriptor);
  } finally {
    fileSystem.closeSync(descriptor);
  }
}

/** Root must not take a user's file away; the mode comes last, since a new owner resets it. */
function copyAccess(
  fileSystem: FileSystem,
  descriptor: number,
  { ownerId, groupId, mode }: FileAccess,
): void {
  if (fileSystem.fstatSync(descriptor).uid !== ownerId) {
    fileSystem.fchownSync(descriptor, ownerId, groupId);
  }
  fileSystem.fchmodSync(descriptor, mode);
}

/** Makes the rename last. Windows and some file systems cannot, and lose nothing by it. */
function flushFolder(fileSystem: FileSystem, folder: string): void {
  try {
    const descriptor = fileSystem.openSync(folder, 'r');
    try {
      fileSystem.fsyncSync(descriptor);
    } finally {
      fileSystem.closeSync(descriptor);
    }
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

/** Failing to tidy up must not hide why it was needed. */
function removeQuietly(fileSystem: FileSystem, path: string): void {
  try {
    fileSystem.rmSync(path, { force: true });
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  }
}

function temporaryPath(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}.awsx-tmp`);
}

function toBytes(text: string): Buffer {
  return Buffer.from(text, 'utf8');
}
