import { errorCode } from '../src/file-failure.ts';

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is not a folder',
  ENOENT: 'it is a symbolic link to a file that does not exist',
  ELOOP: 'its symbolic links form a loop',
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
};

/** What the file system refused, in words; the system's own name for rarer failures. */
export function failureReason(error: unknown): string {
  const code = errorCode(error);
  return (code && REASONS[code]) ?? code ?? 'unexpected failure';
}
