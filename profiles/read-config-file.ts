import { AwsxError, isAwsxError } from '../src/errors.ts';
import { errorCode } from '../src/file-failure.ts';
import type { FileSystem } from '../src/ports.ts';
import { printable } from '../src/printable.ts';
import { shellWord } from '../src/shell-word.ts';
import { failureReason } from './failure-reason.ts';

/** More is no configuration: somebody pointed a variable at the wrong file. */
const MAX_BYTES = 64 * 1024 * 1024;

/** A file's bytes as they were read at once. */
export interface ConfigFile {
  readonly bytes: Buffer;
  readonly text: string;
  /** False when some bytes are no UTF-8; `text` has U+FFFD in their place. */
  readonly isUtf8: boolean;
  readonly access: FileAccess;
}

/** Who may use a file. */
export interface FileAccess {
  /** Permission bits, such as 0o600. */
  readonly mode: number;
  readonly ownerId: number;
  readonly groupId: number;
  /** False for a pipe or /dev/null, whose mode says nothing. */
  readonly isRegular: boolean;
}

/**
 * Reads a shared config or credentials file. Undefined when there is none.
 *
 * @throws AwsxError `config_unreadable` with the path: no permission, a folder, UTF-16, too large
 */
export function readConfigFile(fileSystem: FileSystem, path: string): ConfigFile | undefined {
  try {
    const descriptor = fileSystem.openSync(path, 'r');
    try {
      const stats = fileSystem.fstatSync(descriptor);
      if (stats.size > MAX_BYTES) throw unreadable(path, 'it is larger than 64 MiB');
      return { ...decode(path, fileSystem.readFileSync(descriptor)), access: accessOf(stats) };
    } finally {
      fileSystem.closeSync(descriptor);
    }
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') return undefined;
    if (code === undefined || isAwsxError(error)) throw error;
    throw unreadable(path, failureReason(error), error);
  }
}

/** What `fstat` tells, as far as it is needed. */
interface Stats {
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  isFile(): boolean;
}

function accessOf(stats: Stats): FileAccess {
  return {
    mode: stats.mode & 0o777,
    ownerId: stats.uid,
    groupId: stats.gid,
    isRegular: stats.isFile(),
  };
}

function decode(path: string, bytes: Buffer): Pick<ConfigFile, 'bytes' | 'text' | 'isUtf8'> {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw unreadable(path, 'it is UTF-16; save it as UTF-8');
  }
  const text = bytes.toString('utf8');
  const isUtf8 = !text.includes('\uFFFD') || Buffer.from(text, 'utf8').equals(bytes);
  return { bytes, text, isUtf8 };
}

function unreadable(path: string, reason: string, cause?: unknown): AwsxError {
  return new AwsxError('config_unreadable', `cannot read ${printable(path)}: ${reason}`, {
    hint: `look at it with ls -ld ${shellWord(path)}, or set AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE to other files`,
    cause,
  });
}
