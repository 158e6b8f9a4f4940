import { constants } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../file-failure.ts';
import type { Context } from '../ports.ts';
import { ensurePrivateFolder } from '../private-folders.ts';
import { formatUse } from './recent-use.ts';

/** Where uses are written, in the state folder. */
export const USES_FILE = 'recent-uses';
/** A file that the picker has not made shorter for so long is of nobody who opens it. */
const MAX_BYTES = 256 * 1024;

type RecordContext = Pick<Context, 'fileSystem' | 'userId' | 'folders' | 'clock'>;

/**
 * Remembers that a profile was used, for the order of the picker. On the way of every `exec`: one
 * line is appended, nothing is read. Never throws, since nothing depends on it.
 */
export function recordUse(profile: string, context: RecordContext): void {
  const line = formatUse({ profile, at: context.clock.now(), weight: 1 });
  try {
    appendLine(line, context);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') createAndAppend(line, context);
  }
}

function createAndAppend(line: string, context: RecordContext): void {
  try {
    ensurePrivateFolder(context, context.folders.state);
    appendLine(line, context);
  } catch {
    // A state folder that cannot be written is no reason not to run a command.
  }
}

/** With O_APPEND each line of several processes is whole (POSIX, write). */
function appendLine(line: string, { fileSystem, userId, folders }: RecordContext): void {
  const { O_APPEND, O_CREAT, O_WRONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
  const flags = O_APPEND | O_CREAT | O_WRONLY | (O_NOFOLLOW ?? 0) | (O_NONBLOCK ?? 0);
  const descriptor = fileSystem.openSync(join(folders.state, USES_FILE), flags, 0o600);
  try {
    const stats = fileSystem.fstatSync(descriptor);
    const isOwn = userId === undefined || (stats.uid === userId && (stats.mode & 0o022) === 0);
    if (!stats.isFile() || !isOwn || stats.size > MAX_BYTES) return;
    fileSystem.writeSync(descriptor, line);
  } finally {
    fileSystem.closeSync(descriptor);
  }
}
