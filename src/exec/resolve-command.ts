import { constants } from 'node:fs';
import { posix, win32 } from 'node:path';
import { AwsxError } from '../errors.ts';
import type { Environment, FileSystem } from '../ports.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import { findVariable } from './variable-names.ts';

export interface CommandInput {
  /** As typed. */
  readonly name: string;
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly workingDirectory: string;
  readonly fileSystem: Pick<FileSystem, 'statSync' | 'accessSync'>;
}

type Finding = 'executable' | 'not-executable' | 'absent';

/** What Windows appends when PATHEXT is not set. */
const defaultExtensions = '.COM;.EXE;.BAT;.CMD';

/**
 * The absolute path of a command. A name with a slash is a path from the working directory;
 * every other one is looked for in the absolute folders of PATH, never in the current directory,
 * where a cloned repository may hold a file of that name. A file that cannot be executed does
 * not end the search, as in a shell (POSIX, "Command Search and Execution").
 *
 * @throws AwsxError command_not_found (127), command_not_executable (126)
 */
export function resolveCommand(input: CommandInput): string {
  let blocked: string | undefined;
  for (const candidate of listCandidates(input)) {
    const finding = inspectFile(input, candidate);
    if (finding === 'executable') return refuseBatchFile(input, candidate);
    if (finding === 'not-executable') blocked ??= candidate;
  }
  throw blocked === undefined ? notFound(input) : notExecutable(blocked);
}

function listCandidates(input: CommandInput): string[] {
  const { name, platform } = input;
  if (name === '' || name.includes('\0')) return [];
  const files = isPath(name, platform)
    ? [resolvePath(input)]
    : listFolders(input).map((folder) => `${folder}${platform === 'win32' ? '\\' : '/'}${name}`);
  return platform === 'win32' ? files.flatMap((file) => addExtensions(input, file)) : files;
}

/** On Unix `..` is left to the kernel: after a symbolic link it is not the folder before it. */
function resolvePath({ name, platform, workingDirectory }: CommandInput): string {
  if (platform === 'win32') return win32.resolve(workingDirectory, name);
  return posix.isAbsolute(name) ? name : `${workingDirectory}/${name.replace(/^(?:\.\/)+/, '')}`;
}

function isPath(name: string, platform: NodeJS.Platform): boolean {
  return platform === 'win32' ? /[\\/:]/.test(name) : name.includes('/');
}

function listFolders({ env, platform }: CommandInput): string[] {
  const path = findVariable(env, 'PATH', platform) ?? '';
  if (platform !== 'win32') return path.split(':').filter((folder) => posix.isAbsolute(folder));
  // Windows allows quotes around a folder. `C:x` and `\x` depend on the current directory.
  const folders = path.split(';').map((folder) => folder.replaceAll('"', ''));
  return folders.filter((folder) => /^(?:[a-z]:[\\/]|[\\/]{2})/i.test(folder));
}

/** Windows runs files by their extension: as typed when it has a known one, else each in turn. */
function addExtensions({ env, platform }: CommandInput, file: string): string[] {
  const listed = findVariable(env, 'PATHEXT', platform) ?? defaultExtensions;
  const extensions = listed.split(';').filter((extension) => extension.startsWith('.'));
  const known = extensions.some((extension) => hasExtension(file, extension));
  const extended = extensions.map((extension) => file + extension.toLowerCase());
  return known ? [file, ...extended] : extended;
}

function hasExtension(file: string, extension: string): boolean {
  return file.toLowerCase().endsWith(extension.toLowerCase());
}

function inspectFile({ fileSystem, platform }: CommandInput, file: string): Finding {
  try {
    const found = fileSystem.statSync(file);
    if (!found.isFile()) return 'not-executable';
  } catch {
    return 'absent';
  }
  if (platform === 'win32') return 'executable';
  try {
    fileSystem.accessSync(file, constants.X_OK);
    return 'executable';
  } catch {
    return 'not-executable';
  }
}

/**
 * A batch file runs only inside cmd.exe, which expands `%` and `&` of the arguments anew, so
 * awsx leaves that to someone who asks for it (CVE-2024-27980).
 */
function refuseBatchFile({ name, platform }: CommandInput, file: string): string {
  const isBatch = hasExtension(file, '.bat') || hasExtension(file, '.cmd');
  if (platform !== 'win32' || !isBatch) return file;
  throw new AwsxError('command_not_executable', `${printable(file)} is a batch file`, {
    hint: `start it through its shell: cmd.exe /d /c ${shellWord(name, platform)}`,
  });
}

function notExecutable(file: string): AwsxError {
  return new AwsxError('command_not_executable', `${printable(file)} is not an executable file`);
}

function notFound(input: CommandInput): AwsxError {
  const { name, env, platform } = input;
  const message = `command "${printable(name)}" not found`;
  if (isPath(name, platform)) return new AwsxError('command_not_found', message);
  const hint =
    findVariable(env, 'PATH', platform) === undefined
      ? 'PATH is not set'
      : 'awsx looks in the absolute folders of PATH only; type ./NAME for a file of this folder';
  return new AwsxError('command_not_found', message, { hint });
}
