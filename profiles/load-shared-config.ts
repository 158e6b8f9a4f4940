import { AwsxError } from '../src/errors.ts';
import type { FileSystem } from '../src/ports.ts';
import { type ConfigPathsInput, resolveConfigPaths } from './config-paths.ts';
import { type DocumentKind, parseDocument } from './document.ts';
import { mergeFiles } from './merge-files.ts';
import { type ConfigFile, type FileAccess, readConfigFile } from './read-config-file.ts';
import type { Diagnostic, SharedConfig } from './types.ts';

export interface LoadInput extends ConfigPathsInput {
  readonly fileSystem: FileSystem;
  /** Without one (Windows) modes and owners mean nothing. */
  readonly userId?: number | undefined;
}

interface LoadedFile extends ConfigFile {
  readonly path: string;
  readonly kind: DocumentKind;
}

/**
 * Reads the shared config and credentials files; a missing one is empty. What is wrong inside
 * them stands in the diagnostics: {@link resolveProfile} refuses a configuration with errors.
 *
 * @throws AwsxError `config_unreadable` for a file that exists and cannot be read
 */
export function loadSharedConfig(input: LoadInput): SharedConfig {
  const { configFile, credentialsFile } = resolveConfigPaths(input);
  if (configFile === undefined || credentialsFile === undefined) throw withoutHome();
  const files = [
    ...loadFile(input, configFile, 'config'),
    ...loadFile(input, credentialsFile, 'credentials'),
  ];
  const merged = mergeFiles(files.map(({ text, path, kind }) => parseDocument(text, path, kind)));
  const othersMayWrite = files.filter(
    ({ access }) => isOwnedByOther(access, input) || isWritableByOthers(access, input),
  );
  return {
    configFile,
    credentialsFile,
    files: files.map(({ path }) => path),
    ...merged,
    diagnostics: [...files.flatMap((file) => fileWarnings(file, input)), ...merged.diagnostics],
    filesOthersMayWrite: othersMayWrite.map(({ path }) => path),
  };
}

function loadFile(
  { fileSystem }: LoadInput,
  path: string,
  kind: DocumentKind,
): readonly LoadedFile[] {
  const file = readConfigFile(fileSystem, path);
  return file === undefined ? [] : [{ ...file, path, kind }];
}

function fileWarnings(file: LoadedFile, input: LoadInput): readonly Diagnostic[] {
  const { mode, ownerId } = file.access;
  const octal = mode.toString(8).padStart(3, '0');
  const warnings: Diagnostic[] = [];
  const warn = (message: string, line = 1) =>
    warnings.push({ level: 'warning', file: file.path, line, message });
  if (isOwnedByOther(file.access, input)) warn(`this file belongs to another user (${ownerId})`);
  if (isWritableByOthers(file.access, input)) {
    warn(`other users may change this file (mode ${octal}): run chmod go-w on it`);
  }
  if (file.kind === 'credentials' && isReadableByOthers(file.access, input)) {
    warn(`other users may read this file (mode ${octal}): run chmod 600 on it`);
  }
  if (!file.isUtf8) {
    const line = file.text.slice(0, file.text.indexOf('\uFFFD')).split('\n').length;
    warn('this file is not valid UTF-8: what is not is read as U+FFFD', line);
  }
  return warnings;
}

function isOwnedByOther({ ownerId, isRegular }: FileAccess, { userId }: LoadInput): boolean {
  return isRegular && userId !== undefined && ownerId !== userId && ownerId !== 0;
}

function isWritableByOthers({ mode, isRegular }: FileAccess, { userId }: LoadInput): boolean {
  return isRegular && userId !== undefined && (mode & 0o022) !== 0;
}

function isReadableByOthers({ mode, isRegular }: FileAccess, { userId }: LoadInput): boolean {
  return isRegular && userId !== undefined && (mode & 0o044) !== 0;
}

function withoutHome(): AwsxError {
  return new AwsxError('config_unreadable', 'no home folder is known to look for .aws in', {
    hint: 'set HOME, or AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE',
  });
}
