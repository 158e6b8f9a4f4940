import { AwsxError } from '../src/errors.ts';
import { parseAwsxCall } from './awsx-call.ts';
import { describeLocation, quoted } from './describe.ts';
import { type Document, type Line, lineContent } from './document.ts';
import { appendingStart } from './edit-document.ts';
import { OWN_PREFIX } from './known-keys.ts';
import {
  COMMAND_MARK,
  findLines,
  findLinkedCommand,
  LINE_MARK,
  LINKED_KEYS,
  PROCESS_KEY,
  readValue,
  SECTION_MARK,
} from './linked-lines.ts';
import { checkWritable, printSectionHeader } from './print-section.ts';
import { findSectionLines, type PropertyLines, type SectionLines } from './section-lines.ts';
import { type Change, endWithEnding, lineEnding } from './text-changes.ts';

export interface LinkRequest {
  readonly name: string;
  /** The value of `credential_process`. */
  readonly command: string;
}

/**
 * The changes after which every SDK asks awsx for a profile's credentials, while awsx reads what it
 * read before: keys that SDKs prefer get the prefix `awsx_`, and a `credential_process` is added.
 * None when it is linked already; a command that differs is renewed. Blank settings stay: they say
 * nothing, and the SDK for Go 1.17 refuses a file with a comment in the place of a value.
 *
 * @throws AwsxError `setting_conflict` for a profile that has a key and its `awsx_` twin, or an
 *   awsx command of somebody else's; `setting_invalid` for what the file cannot hold
 */
export function linkProfile(document: Document, { name, command }: LinkRequest): readonly Change[] {
  checkWritable(PROCESS_KEY, command);
  const blocks = findSectionLines(document, { kind: 'profile', name });
  const [block] = blocks;
  if (block === undefined) return [createSection(document, { name, command })];
  const linked = findLinkedCommand(document, blocks, name);
  const lines = LINKED_KEYS.flatMap((key) => findLines(document, blocks, key)).filter(
    ({ line }) => line.number !== linked?.line.number && readValue(document, line) !== '',
  );
  const own = lines.find((each) => isOwnCommand(document, each, name));
  if (own !== undefined && lines.length === 1) return [];
  if (own !== undefined) throw foreignCommand(document, own.line, name);
  checkTwins(document, blocks, { name, lines });
  const moved = lines.map((each) => createMove(document, each));
  if (linked === undefined) return [createCommand(document, block, command), ...moved];
  if (linked.value === command) return moved;
  const { start, end } = linked.line;
  return [{ start, end, text: commandLine(command) }, ...moved];
}

function createMove(document: Document, { line }: PropertyLines): Change {
  const { start, end } = line;
  return { start, end, text: OWN_PREFIX + lineContent(document, line) + LINE_MARK };
}

/** Directly below the header: nothing that is continued or nested stands there. */
function createCommand(document: Document, { header }: SectionLines, command: string): Change {
  const start = endWithEnding(document, header);
  const ending = document.text.slice(header.end, start);
  const lines = [COMMAND_MARK, commandLine(command)];
  const text =
    ending === ''
      ? lines.map((line) => lineEnding(document) + line).join('')
      : lines.map((line) => line + ending).join('');
  return { start, end: start, text };
}

/** A text without a final line ending stays one, so that it can be restored. */
function createSection(document: Document, { name, command }: LinkRequest): Change {
  const { text, kind } = document;
  // A line feed behind a lone carriage return would become one line ending with it.
  const ending = text.endsWith('\r') ? '\r' : lineEnding(document);
  const before = appendingStart(document, ending);
  const header = printSectionHeader({ kind: 'profile', name }, kind);
  const isUnfinished = before.length > ending.length;
  const section = [header, SECTION_MARK, commandLine(command)].join(ending);
  return {
    start: text.length,
    end: text.length,
    text: before + section + (isUnfinished ? '' : ending),
  };
}

function commandLine(command: string): string {
  return `${PROCESS_KEY} = ${command}`;
}

function isOwnCommand(document: Document, { key, line }: PropertyLines, name: string): boolean {
  return key.toLowerCase() === PROCESS_KEY && parseAwsxCall(readValue(document, line)) === name;
}

function foreignCommand(document: Document, line: Line, name: string): AwsxError {
  const place = describeLocation({ file: document.file, line: line.number });
  return new AwsxError(
    'setting_conflict',
    `profile ${quoted(name)} has a credential_process at ${place} that asks awsx, but that awsx link did not write`,
    { hint: 'remove that line and run the command again' },
  );
}

interface MovedLines {
  readonly name: string;
  readonly lines: readonly PropertyLines[];
}

function checkTwins(
  document: Document,
  blocks: readonly SectionLines[],
  { name, lines }: MovedLines,
): void {
  for (const { key, line } of lines) {
    const [twin] = findLines(document, blocks, OWN_PREFIX + key);
    if (twin === undefined) continue;
    const place = describeLocation({ file: document.file, line: line.number });
    throw new AwsxError(
      'setting_conflict',
      `profile ${quoted(name)} has both ${key} at ${place} and ${twin.key}`,
      { hint: 'remove one of them: a link gives the first the name of the second' },
    );
  }
}
