import type { KeyObject } from 'node:crypto';
import { dirname, join } from 'node:path';
import {
  type PrivateFileAccess,
  readPrivateFile,
  removePrivateFile,
  writePrivateFile,
} from '../private-files.ts';
import { ensurePrivateFolder, removeLeftovers } from '../private-folders.ts';
import {
  type CachedSession,
  decryptSession,
  encryptSession,
  parseHeader,
  type SessionHeader,
  type SessionToEncrypt,
} from './session-cache-format.ts';

export interface SessionCacheOptions extends PrivateFileAccess {
  /** awsx's cache folder. */
  readonly folder: string;
}

export interface SessionRead {
  readonly fingerprint: string;
  readonly key: KeyObject;
  readonly now: Date;
  /** A session with less left is a miss, as is an expired one. */
  readonly minimumSecondsLeft: number;
}

export interface SessionWrite extends SessionToEncrypt {
  readonly now: Date;
}

/** A session as anyone may know it: without its key. */
export interface ListedSession {
  readonly fingerprint: string;
  readonly header: SessionHeader;
}

/** Sessions as encrypted files, named after the fingerprint of the step that made them. */
export interface SessionCache {
  /** Undefined for whatever is no live session under this key; never throws. */
  readSession(read: SessionRead): CachedSession | undefined;
  /** Of the sessions whose header names this family, the one that lasts longest; never throws. */
  readFamilySession(
    family: string,
    read: Omit<SessionRead, 'fingerprint'>,
  ): CachedSession | undefined;
  /**
   * Also removes what has expired.
   *
   * @throws AwsxError `vault_unavailable` when the file cannot be written.
   */
  writeSession(write: SessionWrite): void;
  /** The sessions on disk, expired ones too, by fingerprint; never throws. */
  listSessions(): readonly ListedSession[];
  /**
   * Removes the sessions that are chosen, without a choice every one, damaged ones too, and says
   * how many.
   *
   * @throws AwsxError `vault_unavailable` when a file cannot be removed.
   */
  removeSessions(isChosen?: (session: ListedSession) => boolean): number;
}

export function createSessionCache({ folder, ...access }: SessionCacheOptions): SessionCache {
  const files = { ...access, folder: join(folder, 'sessions') };
  return {
    readSession: (read) => readSession(files, read),
    readFamilySession: (family, read) => readFamilySession(files, family, read),
    writeSession: (write) => writeSession(files, write),
    listSessions: () => listSessions(files),
    removeSessions: (isChosen) => removeSessions(files, isChosen),
  };
}

interface SessionFiles extends PrivateFileAccess {
  readonly folder: string;
}

function readSession(files: SessionFiles, read: SessionRead): CachedSession | undefined {
  const content = readQuietly(files, read.fingerprint);
  if (content === undefined) return undefined;
  const session = decryptSession(content, read);
  if (session === undefined) return undefined;
  const left = session.credentials.expiration.getTime() - read.now.getTime();
  return left > 0 && left >= read.minimumSecondsLeft * 1000 ? session : undefined;
}

function readFamilySession(
  files: SessionFiles,
  family: string,
  read: Omit<SessionRead, 'fingerprint'>,
): CachedSession | undefined {
  const members = listSessions(files).filter(({ header }) => header.family === family);
  const byExpiration = members.sort(
    (one, other) => other.header.expiration.getTime() - one.header.expiration.getTime(),
  );
  for (const { fingerprint } of byExpiration) {
    const session = readSession(files, { ...read, fingerprint });
    if (session !== undefined) return session;
  }
  return undefined;
}

function writeSession(files: SessionFiles, write: SessionWrite): void {
  ensurePrivateFolder(files, dirname(files.folder));
  ensurePrivateFolder(files, files.folder);
  removeExpired(files, write.now);
  const path = join(files.folder, write.fingerprint);
  writePrivateFile(files, { path, content: encryptSession(write) });
}

/** A failure here is none of the writer's: the next write tries again. */
function removeExpired(files: SessionFiles, now: Date): void {
  removeLeftovers(files, files.folder, now);
  try {
    removeSessions(files, ({ header }) => header.expiration <= now);
  } catch {
    // What stays is expired and encrypted.
  }
}

function listSessions(files: SessionFiles): readonly ListedSession[] {
  return listFingerprints(files).flatMap((fingerprint) => {
    const content = readQuietly(files, fingerprint);
    const header = content === undefined ? undefined : parseHeader(content);
    return header === undefined ? [] : [{ fingerprint, header }];
  });
}

function removeSessions(
  files: SessionFiles,
  isChosen?: (session: ListedSession) => boolean,
): number {
  const chosen =
    isChosen === undefined
      ? listFingerprints(files)
      : listSessions(files)
          .filter(isChosen)
          .map(({ fingerprint }) => fingerprint);
  const paths = chosen.map((fingerprint) => join(files.folder, fingerprint));
  return paths.filter((path) => removePrivateFile(files, path)).length;
}

/** A digest in hex: everything else in the folder is not ours. */
function listFingerprints({ fileSystem, folder }: SessionFiles): readonly string[] {
  try {
    return fileSystem
      .readdirSync(folder)
      .filter((name) => /^[0-9a-f]{32,128}$/.test(name))
      .sort();
  } catch {
    return [];
  }
}

function readQuietly(files: SessionFiles, fingerprint: string): Buffer | undefined {
  try {
    return readPrivateFile(files, join(files.folder, fingerprint));
  } catch {
    return undefined;
  }
}
