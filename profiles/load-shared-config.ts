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
  const accessWarnings = files.flatMap((file) => describeAccess(file, input));
  return {
    configFile,
    credentialsFile,
    files: files.map(({ path }) => path),
    ...merged,
    diagnostics: [...accessWarnings, ...files.flatMap(encodingWarnings), ...merged.diagnostics],
    accessWarnings,
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

function describeAccess(file: LoadedFile, input: LoadInput): readonly Diagnostic[] {
  const { mode, ownerId } = file.access;
  const octal = mode.toString(8).padStart(3, '0');
  const messages: string[] = [];
  if (isOwnedByOther(file.access, input)) {
    messages.push(`this file belongs to another user (${ownerId})`);
  }
  if (isWritableByOthers(file.access, input)) {
    messages.push(`other users may change this file (mode ${octal}): run chmod go-w on it`);
  }
  if (file.kind === 'credentials' && isReadableByOthers(file.access, input)) {
    messages.push(`other users may read this file (mode ${octal}): run chmod 600 on it`);
  }
  return messages.map((message) => ({ level: 'warning', file: file.path, line: 1, message }));
}

function encodingWarnings({ isUtf8, path, text }: LoadedFile): readonly Diagnostic[] {
  if (isUtf8) return [];
  const line = text.slice(0, text.indexOf('\uFFFD')).split('\n').length;
  const message = 'this file is not valid UTF-8: what is not is read as U+FFFD';
  return [{ level: 'warning', file: path, line, message }];
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
