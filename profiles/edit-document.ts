/**
 * Lossless edits. Each gives a new document in which only the lines it is about have changed:
 * comments, blank lines, spacing and line endings everywhere else stay byte for byte.
 */
import { AwsxError } from '../src/errors.ts';
import { quoted } from './describe.ts';
import {
  type Document,
  type Line,
  lineContent,
  readLines,
  type SectionId,
  skipWhitespace,
  skipWhitespaceBack,
  trimmed,
} from './document.ts';
import { checkWritable, printSectionHeader } from './print-section.ts';
import { commentStart } from './property-line.ts';
import {
  findPropertyLines,
  findSectionLines,
  lastOwnLine,
  type PropertyLines,
  type SectionLines,
} from './section-lines.ts';
import { applyChanges, type Change, endWithEnding, lineEnding, removal } from './text-changes.ts';

export interface KeyInSection {
  readonly section: SectionId;
  readonly key: string;
}

export interface PropertyText {
  readonly key: string;
  readonly value: string;
}

/**
 * Gives a key a value: the last line that has the key is changed, its inline comment stays, lines
 * that continue it go. Without one a line is added behind the section's last property; without a
 * section, the section at the end of the file.
 *
 * @throws AwsxError `setting_invalid` for a value or name that the file cannot hold
 */
export function setProperty(
  document: Document,
  { section, key, value }: KeyInSection & PropertyText,
): Document {
  checkWritable(key, value);
  const blocks = findSectionLines(document, section);
  const block = blocks.at(-1);
  if (block === undefined) return appendSection(document, section, [{ key, value }]);
  const existing = blocks.flatMap((each) => findPropertyLines(document, each, key)).at(-1);
  if (existing === undefined)
    return applyChanges(document, [addition(document, block, key, value)]);
  return applyChanges(document, [
    valueChange(document, existing.line, value),
    ...existing.continuations.map((line) => removal(document, line)),
  ]);
}

/**
 * Renames a key wherever the section has it; value, comment and spacing stay.
 *
 * @throws AwsxError `setting_conflict` when the section has the new key already
 */
export function renameProperty(
  document: Document,
  { section, key, newKey }: KeyInSection & { readonly newKey: string },
): Document {
  checkWritable(newKey, '');
  const blocks = findSectionLines(document, section);
  if (blocks.some((block) => findPropertyLines(document, block, newKey).length > 0)) {
    throw new AwsxError(
      'setting_conflict',
      `${section.kind} ${quoted(section.name)} has a key ${quoted(newKey)} already`,
      { hint: `remove one of ${key} and ${newKey}` },
    );
  }
  const renamed = blocks.flatMap((block) => findPropertyLines(document, block, key));
  return applyChanges(
    document,
    renamed.map((each) => keyChange(each, newKey)),
  );
}

/** Removes a key wherever the section has it, with the lines that continue it. */
export function removeProperty(document: Document, { section, key }: KeyInSection): Document {
  const removed = findSectionLines(document, section)
    .flatMap((block) => findPropertyLines(document, block, key))
    .flatMap(({ line, continuations }) => [line, ...continuations]);
  return applyChanges(
    document,
    removed.map((line) => removal(document, line)),
  );
}

/**
 * Adds a section at the end of the file, behind a blank line. {@link removeSection} takes both
 * away again.
 *
 * @throws AwsxError `setting_invalid` for a value or name that the file cannot hold
 */
export function appendSection(
  document: Document,
  section: SectionId,
  properties: readonly PropertyText[],
): Document {
  // A line feed behind a lone carriage return would become one line ending with it.
  const ending = document.text.endsWith('\r') ? '\r' : lineEnding(document);
  for (const { key, value } of properties) checkWritable(key, value);
  const lines = [
    printSectionHeader(section, document.kind),
    ...properties.map(({ key, value }) => `${key} = ${value}`),
  ];
  const end = document.text.length;
  const text = appendingStart(document, ending) + lines.map((line) => line + ending).join('');
  return applyChanges(document, [{ start: end, end, text }]);
}

/**
 * Removes a section with its properties, and the blank line before it where that leaves none too
 * many. Comments behind its last property stay.
 */
export function removeSection(document: Document, section: SectionId): Document {
  const lines = readLines(document);
  return applyChanges(
    document,
    findSectionLines(document, section).map((block) => sectionRemoval(document, lines, block)),
  );
}

/** What {@link removeSection} takes out for one header; `lines` are those of the document. */
export function sectionRemoval(
  document: Document,
  lines: readonly Line[],
  block: SectionLines,
): Change {
  const last = lastOwnLine(block);
  const before = lines[block.header.number - 2];
  const after = lines[last.number];
  const takesBlank = before?.kind === 'blank' && (after === undefined || after.kind === 'blank');
  const first = takesBlank ? before : block.header;
  return { start: first.start, end: endWithEnding(document, last), text: '' };
}

function addition(document: Document, block: SectionLines, key: string, value: string): Change {
  const last = lastOwnLine(block);
  const start = endWithEnding(document, last);
  const ending = document.text.slice(last.end, start) || lineEnding(document);
  const line = `${key}${equalsSignOf(document, block)}${value}`;
  const text = start === last.end ? ending + line : line + ending;
  return { start, end: start, text };
}

/** The equals sign with the spaces that the section's last property has around it. */
function equalsSignOf(document: Document, { body }: SectionLines): string {
  const last = body.findLast(({ kind }) => kind === 'property');
  if (last === undefined) return ' = ';
  const content = lineContent(document, last);
  const equalsSign = content.indexOf('=');
  const valueStart = skipWhitespace(content, equalsSign + 1);
  if (equalsSign === -1 || valueStart >= commentStart(content)) return ' = ';
  return content.slice(skipWhitespaceBack(content, equalsSign), valueStart);
}

function valueChange(document: Document, line: Line, value: string): Change {
  const content = lineContent(document, line);
  const old = content.slice(content.indexOf('=') + 1, commentStart(content));
  const isBlank = trimmed(old) === '';
  const before = isBlank ? ' ' : old.slice(0, skipWhitespace(old, 0));
  const after = isBlank ? old.slice(0, 1) : old.slice(skipWhitespaceBack(old, old.length));
  const start = line.start + content.indexOf('=') + 1;
  return { start, end: start + old.length, text: before + value + after };
}

function keyChange({ line, key }: PropertyLines, newKey: string): Change {
  return { start: line.start, end: line.start + key.length, text: newKey };
}

/** What stands between the end of a document and a section that is added there. */
export function appendingStart(document: Document, ending: string): string {
  const last = readLines(document).at(-1);
  if (last === undefined) return '';
  const isFinished = endWithEnding(document, last) > last.end;
  return isFinished ? ending : ending + ending;
}
