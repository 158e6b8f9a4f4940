import { join } from 'node:path';
import { unusable } from '../file-failure.ts';
import { printable } from '../printable.ts';
import { createPrivateFile, type PrivateFileAccess, readPrivateFile } from '../private-files.ts';
import type { Sockets } from './sockets.ts';

const PIPE_USER_ID = /^[0-9a-f]{32}$/;

/**
 * Named pipes: all users of the machine share one name space, so this user's id, which nobody
 * else can read, is part of each name. A pipe has no file and goes with its last handle.
 */
export function createWindowsPipes(pipeUserId: string): Sockets {
  return {
    addressOf: (name) => `\\\\.\\pipe\\awsx-${pipeUserId}-${name}`,
    announce: () => () => {},
    isAlive: () => false,
    hide: () => undefined,
    remove: () => {},
  };
}

export interface PipeUserIdOptions {
  readonly access: PrivateFileAccess;
  /** A private folder of this user. */
  readonly folder: string;
  /** As `randomBytes` of node:crypto. */
  readonly random: (size: number) => Uint8Array;
}

/**
 * The random id of this user in the names of pipes, created at the first use.
 *
 * @throws AwsxError `vault_unavailable` when its file cannot be used.
 */
export function readPipeUserId({ access, folder, random }: PipeUserIdOptions): string {
  const path = join(folder, 'pipe-user-id');
  if (readPrivateFile(access, path) === undefined) {
    // If another process was faster, its id is the one to use.
    createPrivateFile(access, { path, content: Buffer.from(random(16)).toString('hex') });
  }
  const id = readPrivateFile(access, path)?.toString() ?? '';
  if (PIPE_USER_ID.test(id)) return id;
  throw unusable(`${printable(path)} holds no pipe id`, { hint: 'remove the file' });
}
