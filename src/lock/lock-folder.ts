import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { LONGEST_HOLDER_NAME } from './holder-name.ts';

export interface LockPlace {
  readonly lockName: string;
  /** awsx's own runtime folder. */
  readonly runtimeFolder: string;
  /** `/tmp`: short, and the same for every process of the machine, which TMPDIR is not. */
  readonly temporaryFolder: string;
  readonly hostId: string;
  readonly platform: NodeJS.Platform;
  readonly userId: number | undefined;
}

/** A lock's folder and the folder around it; both are to be private. */
export interface LockFolder {
  readonly parent: string;
  readonly path: string;
}

/**
 * A socket's path has room for 104 bytes on macOS and 108 on Linux, and Node 20 cuts a longer one
 * short without a word, so that two locks could become one.
 */
const MOST_SOCKET_PATH_BYTES = 100;
/** A slash, the name, and the mark behind the name of a holder that has left. */
const SOCKET_NAME_BYTES = 1 + LONGEST_HOLDER_NAME + 1;

/**
 * The folder of a lock: below the runtime folder, or where that is too long for a socket's path,
 * below a folder of this user's in the system's temporary folder. The host is part of the name
 * because home folders may be shared between machines, and sockets are not.
 *
 * @throws AwsxError `setting_invalid` when the second is too long as well.
 */
export function resolveLockFolder(place: LockPlace): LockFolder {
  const { lockName, runtimeFolder, temporaryFolder, platform } = place;
  const host = digest(place.hostId).slice(0, 8);
  const usual = lockFolderIn(runtimeFolder, `${host}-${digest(lockName)}`);
  // A pipe's name on Windows has nothing to do with the folder's.
  if (platform === 'win32' || hasRoomForSockets(usual.path)) return usual;
  const short = lockFolderIn(
    join(temporaryFolder, `awsx-${place.userId ?? 'user'}-${host}`),
    digest(JSON.stringify([runtimeFolder, lockName])),
  );
  if (hasRoomForSockets(short.path)) return short;
  throw new AwsxError(
    'setting_invalid',
    `the path of the runtime folder is too long for a socket: ${printable(runtimeFolder)}`,
    { hint: 'set XDG_RUNTIME_DIR to a shorter path' },
  );
}

function lockFolderIn(parent: string, name: string): LockFolder {
  return { parent, path: join(parent, `lock-${name}`) };
}

function hasRoomForSockets(folder: string): boolean {
  return Buffer.byteLength(folder) + SOCKET_NAME_BYTES <= MOST_SOCKET_PATH_BYTES;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
