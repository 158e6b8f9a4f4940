import { AwsxError, isAwsxError } from './errors.ts';

/** The system's name of an error, such as ENOENT. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'no space left on the device',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the file system is read-only',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'a part of the path is not a folder, or the folder is a symbolic link',
  ELOOP: 'it is a symbolic link',
  EISDIR: 'it is a folder',
  EEXIST: 'it exists already',
};

const HINTS: Readonly<Record<string, string>> = {
  ENOSPC: 'free some space and run the command again',
  EDQUOT: 'free some space and run the command again',
  EROFS: 'point XDG_STATE_HOME and XDG_CACHE_HOME to folders that can be written',
  EACCES: 'check who owns the path and its mode',
  EPERM: 'check who owns the path and its mode',
};

/**
 * Says in words what the file system refused; an AwsxError is passed on as it is.
 *
 * @param what the attempt, with the path: `cannot write /home/jo/.local/state/awsx/index.json`
 */
export function fileFailure(error: unknown, what: string): AwsxError {
  if (isAwsxError(error)) return error;
  const code = errorCode(error);
  const reason = (code && REASONS[code]) ?? code ?? 'unexpected failure';
  const hint = code && HINTS[code];
  return unusable(`${what}: ${reason}`, { cause: error, ...(hint ? { hint } : {}) });
}

/** A file or folder of awsx's own that must not be used as it is. */
export function unusable(
  message: string,
  details: { hint?: string; cause?: unknown } = {},
): AwsxError {
  return new AwsxError('vault_unavailable', message, details);
}
