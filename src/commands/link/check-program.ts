import { posix, win32 } from 'node:path';
import { failureReason } from '../../../profiles/failure-reason.ts';
import { AwsxError } from '../../errors.ts';
import { errorCode } from '../../file-failure.ts';
import type { Context } from '../../ports.ts';
import { printable } from '../../printable.ts';

/** What decides whether SDKs may be told to run a program. */
export type ProgramSurroundings = Pick<Context, 'env' | 'platform' | 'userId' | 'fileSystem'>;

const WRITABLE_BY_GROUP = 0o020;
const WRITABLE_BY_ALL = 0o002;
const ROOT = 0;
/** `admin` of macOS, to whom Homebrew's folders belong; its members may become root anyway. */
const MAC_ADMIN_GROUP = 80;
const TEMPORARY_FOLDERS = ['/tmp', '/var/tmp', '/private/tmp', '/private/var', '/var/folders'];
/** Where npx and `pnpm dlx` keep what they run once. */
const CACHE_FOLDERS = ['_npx', 'dlx'];
/** pnpm, yarn and Bun keep what is installed for a user in a project of their own. */
const GLOBAL_FOLDER = 'global';

/**
 * Refuses a program that a linked profile must not name, since it will be gone or somebody else may
 * put another in its place: in a project, a cache or a temporary folder, or where others may write.
 *
 * @param path absolute, without symbolic links
 * @throws AwsxError `not_supported`
 */
export function checkProgram(path: string, around: ProgramSurroundings): void {
  const problem = findPlaceProblem(path, around) ?? findAccessProblem(path, around);
  if (problem === undefined) return;
  throw new AwsxError('not_supported', `cannot link to ${printable(path)}: ${problem}`, {
    hint: 'install awsx, and node, where you or root alone may write, and run it from there',
  });
}

function findPlaceProblem(path: string, around: ProgramSurroundings): string | undefined {
  const { sep } = around.platform === 'win32' ? win32 : posix;
  const folders = path.split(sep).slice(0, -1);
  if (temporaryFolders(around).some((folder) => isBelow(path, folder, sep))) {
    return 'it is in a folder for temporary files';
  }
  if (folders.some((name) => CACHE_FOLDERS.includes(name)))
    return 'it is in a cache of npx or pnpm';
  const isOfProject = folders.some((name, index) => {
    const above = folders.slice(0, index);
    return name === 'node_modules' && isProject(above.join(sep), above, around);
  });
  return isOfProject ? 'it belongs to a project' : undefined;
}

function temporaryFolders({ env, platform }: ProgramSurroundings): readonly string[] {
  const named = [env['TMPDIR'], env['TEMP'], env['TMP']].filter((folder) => folder !== undefined);
  return platform === 'win32' ? named : [...TEMPORARY_FOLDERS, ...named];
}

function isBelow(path: string, folder: string, separator: string): boolean {
  return folder !== '' && path.startsWith(folder.endsWith(separator) ? folder : folder + separator);
}

/** A global installation has no package of its own above its `node_modules`. */
function isProject(
  folder: string,
  names: readonly string[],
  { fileSystem, platform }: ProgramSurroundings,
): boolean {
  if (names.includes(GLOBAL_FOLDER)) return false;
  const { join } = platform === 'win32' ? win32 : posix;
  const manifest = fileSystem.statSync(join(folder, 'package.json'), { throwIfNoEntry: false });
  return manifest !== undefined;
}

function findAccessProblem(path: string, around: ProgramSurroundings): string | undefined {
  if (around.userId === undefined) return undefined;
  for (let current = path; ; current = posix.dirname(current)) {
    const problem = findProblemAt(current, around);
    if (problem !== undefined || posix.dirname(current) === current) return problem;
  }
}

function findProblemAt(
  path: string,
  { fileSystem, platform, userId }: ProgramSurroundings,
): string | undefined {
  try {
    const { mode, uid, gid } = fileSystem.statSync(path);
    if (uid !== userId && uid !== ROOT) return `${printable(path)} belongs to another user`;
    const isForAdmins = platform === 'darwin' && gid === MAC_ADMIN_GROUP;
    const forbidden = WRITABLE_BY_ALL | (isForAdmins ? 0 : WRITABLE_BY_GROUP);
    return (mode & forbidden) === 0 ? undefined : `others may write ${printable(path)}`;
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return failureReason(error);
  }
}
