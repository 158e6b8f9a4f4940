import { posix, win32 } from 'node:path';
import { resolveHome } from '../../profiles/config-paths.ts';
import { failureReason } from '../../profiles/failure-reason.ts';
import type { Origin, Setting } from '../../profiles/types.ts';
import type { ReadPolicyFile } from '../credentials/plan-narrowing.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import { errorCode } from '../file-failure.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';

/** AWS takes 2,048 characters; comments and white space are welcome to more. */
const MAX_BYTES = 64 * 1024;

/**
 * Reads the files of session policies. A path of the command line starts in the current folder, a
 * path of the config in the folder of its file: never in whatever folder an SDK happens to be.
 *
 * @throws AwsxError `invalid_argument` for a flag's file that cannot be read, else
 *   `setting_invalid`
 */
export function createPolicyReader(context: Context): ReadPolicyFile {
  return (setting) => {
    const file = resolvePath(setting, context);
    const refused = (reason: string) => unreadable(setting.origin, file, reason);
    try {
      return { file, text: readText({ file, origin: setting.origin, refused }, context) };
    } catch (error) {
      if (errorCode(error) === undefined || isAwsxError(error)) throw error;
      throw refused(errorCode(error) === 'ENOENT' ? 'it does not exist' : failureReason(error));
    }
  };
}

function resolvePath({ value, origin }: Setting<string>, context: Context): string {
  const { join, resolve, dirname } = context.platform === 'win32' ? win32 : posix;
  const home = resolveHome(context);
  if (home !== undefined && value.startsWith('~/')) return join(home, value.slice(2));
  const isOfFile = origin.kind === 'file';
  return resolve(isOfFile ? dirname(origin.location.file) : context.workingDirectory, value);
}

interface PolicyFile {
  readonly file: string;
  readonly origin: Origin;
  readonly refused: (reason: string) => AwsxError;
}

/** From a flag a pipe is welcome (`<(jq …)`); from the config it could keep every command waiting. */
function readText({ file, origin, refused }: PolicyFile, { fileSystem }: Context): string {
  if (origin.kind === 'file' && !fileSystem.statSync(file).isFile()) throw refused('it is no file');
  const descriptor = fileSystem.openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(MAX_BYTES + 1);
    let length = 0;
    for (;;) {
      const read = fileSystem.readSync(descriptor, bytes, length, bytes.length - length, null);
      if (read === 0) return bytes.toString('utf8', 0, length);
      length += read;
      if (length > MAX_BYTES) throw refused('it is larger than 64 KiB');
    }
  } finally {
    fileSystem.closeSync(descriptor);
  }
}

function unreadable(origin: Origin, file: string, reason: string): AwsxError {
  return new AwsxError(
    origin.kind === 'flag' ? 'invalid_argument' : 'setting_invalid',
    `cannot read the policy ${printable(file)} (${describeOrigin(origin)}): ${reason}`,
    { hint: 'a policy is a file, or JSON that starts with a brace' },
  );
}
