import { AwsxError } from '../src/errors.ts';
import { describeLocation, quoted } from './describe.ts';
import { type Document, type Line, lineContent, readLines } from './document.ts';
import { OWN_PREFIX } from './known-keys.ts';
import {
  createLinesRemoval,
  findLines,
  findLinkedCommand,
  findMarkedLines,
  formerKey,
  LINE_MARK,
  type LinkedCommand,
  readValue,
  SECTION_MARK,
} from './linked-lines.ts';
import { findSectionLines, type PropertyLines } from './section-lines.ts';
import type { Change } from './text-changes.ts';

/**
 * The changes that undo a link: exactly the lines that it marked become what they were. None when
 * the profile has no such line.
 *
 * @throws AwsxError `setting_conflict` when somebody gave the profile one of the keys again
 */
export function unlinkProfile(document: Document, name: string): readonly Change[] {
  const blocks = findSectionLines(document, { kind: 'profile', name });
  const command = findLinkedCommand(document, blocks, name);
  const marked = findMarkedLines(document, blocks);
  for (const line of marked) {
    const former = findLines(document, blocks, formerKey(line));
    const second = former.find(
      (each) => each.line.number !== command?.line.number && readValue(document, each.line) !== '',
    );
    if (second !== undefined) throw addedMeanwhile(document, second, name);
  }
  const restored = marked.map((each) => createRestoring(document, each));
  return command === undefined ? restored : [createRemoval(document, command), ...restored];
}

function createRestoring(document: Document, { line }: PropertyLines): Change {
  const { start, end } = line;
  const text = lineContent(document, line).slice(OWN_PREFIX.length, -LINE_MARK.length);
  return { start, end, text };
}

function createRemoval(document: Document, command: LinkedCommand): Change {
  const { mark, line, block } = command;
  const { text } = document;
  const isAlone = block.body.every(
    ({ kind, number }) => kind === 'blank' || kind === 'comment' || number === line.number,
  );
  const isWholeSection =
    text.slice(mark.start, mark.end) === SECTION_MARK &&
    mark.number === block.header.number + 1 &&
    isAlone;
  const first = isWholeSection ? sectionStart(document, block.header) : mark;
  return createLinesRemoval(document, { first, last: line });
}

/** The empty line that a link puts before a section, else the header. */
function sectionStart(document: Document, header: Line): Line {
  const before = readLines(document)[header.number - 2];
  return before !== undefined && before.start === before.end ? before : header;
}

function addedMeanwhile(document: Document, { key, line }: PropertyLines, name: string): AwsxError {
  const place = describeLocation({ file: document.file, line: line.number });
  return new AwsxError(
    'setting_conflict',
    `profile ${quoted(name)} was given a second ${key} at ${place} after it was linked`,
    { hint: 'remove that line, or the one that awsx link marked' },
  );
}
