import { AwsxError, isAwsxError } from '../src/errors.ts';
import { errorCode } from '../src/file-failure.ts';
import type { FileSystem } from '../src/ports.ts';
import { printable } from '../src/printable.ts';
import { shellWord } from '../src/shell-word.ts';
import { describeLocation } from './describe.ts';
import { type Document, type DocumentKind, parseDocument, printDocument } from './document.ts';
import { failureReason } from './failure-reason.ts';
import { type ConfigFile, readConfigFile } from './read-config-file.ts';
import { replaceConfigFile } from './replace-config-file.ts';
import { readSectionBlocks } from './section-reader.ts';

export interface EditRequest {
  readonly fileSystem: FileSystem;
  readonly path: string;
  readonly kind: DocumentKind;
  readonly edit: (document: Document) => Document;
  /** What a person was shown: a file that is another one by now is left alone. */
  readonly shown?: Document;
  /**
   * Takes out of the backup what must not stay there: blanks the values of secrets that the edit
   * removes. Without it the backup is the old file itself.
   */
  readonly cleanBackup?: (document: Document) => Document;
}

export interface EditResult {
  /** False when the edit changed nothing; then nothing was written. */
  readonly changed: boolean;
  /** The path of the old content, when there was any. */
  readonly backup?: string;
}

/**
 * Edits a shared config or credentials file in one step: whoever reads it sees the old content or
 * the new one, whole. A symbolic link stays and its target is edited, mode and owner stay, a new
 * file and folder are private, the old content becomes the backup.
 *
 * @throws AwsxError `config_unreadable`; `config_invalid` for a file with errors or one that is
 * not UTF-8; `config_changed` when another program changed the file since it was shown, or
 * meanwhile: then it is left alone and the edited text stays beside it; `config_unwritable`;
 * whatever `edit` throws
 */
export function editConfigFile(request: EditRequest): EditResult {
  const { fileSystem, edit, shown, cleanBackup } = request;
  const path = resolveTarget(fileSystem, request.path);
  const old = readConfigFile(fileSystem, path);
  const document = parseEditable(path, request.kind, old);
  if (shown !== undefined && shown.text !== document.text) throw changedSinceShown(path);
  const text = printDocument(edit(document));
  if (text === printDocument(document)) return { changed: false };
  const backupText = cleanBackup && printDocument(cleanBackup(document));
  try {
    const backup = replaceConfigFile(fileSystem, {
      path,
      old,
      text,
      ...(backupText !== undefined && { backupText }),
    });
    return { changed: true, ...(backup !== undefined && { backup }) };
  } catch (error) {
    throw isAwsxError(error) || errorCode(error) === undefined ? error : unwritable(path, error);
  }
}

/**
 * A file as {@link editConfigFile} would hand it to an edit; empty when there is none.
 *
 * @throws AwsxError `config_unreadable`, `config_invalid`
 */
export function readEditableDocument({
  fileSystem,
  path,
  kind,
}: Pick<EditRequest, 'fileSystem' | 'path' | 'kind'>): Document {
  const target = resolveTarget(fileSystem, path);
  return parseEditable(target, kind, readConfigFile(fileSystem, target));
}

/** The file behind symbolic links; the path itself when there is no such file yet. */
function resolveTarget(fileSystem: FileSystem, path: string): string {
  try {
    return fileSystem.realpathSync(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && !isLink(fileSystem, path)) return path;
    throw new AwsxError(
      'config_unreadable',
      `cannot read ${printable(path)}: ${failureReason(error)}`,
      { hint: `look at it with ls -l ${shellWord(path)}`, cause: error },
    );
  }
}

function isLink(fileSystem: FileSystem, path: string): boolean {
  return fileSystem.lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
}

/** A file that cannot be read must not be written: the edit might change its meaning. */
function parseEditable(path: string, kind: DocumentKind, file: ConfigFile | undefined): Document {
  if (file?.isUtf8 === false) {
    throw new AwsxError('config_invalid', `${printable(path)} is not valid UTF-8`, {
      hint: 'save it as UTF-8 and run the command again; nothing was changed',
    });
  }
  const document = parseDocument(file?.text ?? '', path, kind);
  const { diagnostics } = readSectionBlocks(document);
  const error = diagnostics.find(({ level }) => level === 'error');
  if (error === undefined) return document;
  throw new AwsxError('config_invalid', `${describeLocation(error)}: ${error.message}`, {
    hint: 'correct the line and run the command again; nothing was changed',
  });
}

function changedSinceShown(path: string): AwsxError {
  return new AwsxError('config_changed', `another program changed ${printable(path)} meanwhile`, {
    hint: 'nothing was written: run the command again',
  });
}

function unwritable(path: string, cause: unknown): AwsxError {
  return new AwsxError(
    'config_unwritable',
    `cannot write ${printable(path)}: ${failureReason(cause)}`,
    { hint: 'nothing was changed; look at the folder, its owner and the space left', cause },
  );
}
