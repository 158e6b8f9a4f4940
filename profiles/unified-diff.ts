/** What changes do to a document, as `diff -u` shows it. Pure. */
import { type Document, type Line, lineContent, readLines } from './document.ts';
import { type Change, endWithEnding } from './text-changes.ts';

/** One line of a diff, its sign included. */
export interface DiffLine {
  readonly kind: 'hunk' | 'context' | 'removed' | 'added';
  readonly text: string;
}

const CONTEXT = 3;

/** Lines that come in the place of others. */
interface LineChange {
  /** Indexes of the document's lines: the first that goes, and the one behind the last. */
  readonly start: number;
  readonly end: number;
  readonly added: readonly string[];
}

/** The hunks of a diff, without the two lines that name the files. */
export function createUnifiedDiff(
  document: Document,
  changes: readonly Change[],
): readonly DiffLine[] {
  const lines = readLines(document);
  const texts = lines.map((line) => lineContent(document, line));
  const edits = [...changes]
    .sort((one, other) => one.start - other.start)
    .map((change) => trimEqual(texts, toLineChange(document, lines, change)))
    .filter(({ start, end, added }) => end > start || added.length > 0);
  let shift = 0;
  return groupNearby(edits).flatMap((group) => {
    const hunk = formatHunk(texts, group, shift);
    for (const { start, end, added } of group) shift += added.length - (end - start);
    return hunk;
  });
}

function toLineChange(document: Document, lines: readonly Line[], change: Change): LineChange {
  const start = findLine(lines, change.start, document);
  const from = lines[start]?.start ?? document.text.length;
  const isBetweenLines = from >= change.end;
  const end = isBetweenLines ? start : findLine(lines, change.end - 1, document) + 1;
  const to = isBetweenLines ? change.end : (lines[end]?.start ?? document.text.length);
  const { text } = document;
  const whole = text.slice(from, change.start) + change.text + text.slice(change.end, to);
  const added = splitLines(whole);
  // At an end without a line ending, the first one finishes the last line.
  const finishesLine = start === lines.length && isUnfinished(document);
  return { start, end, added: finishesLine ? added.slice(1) : added };
}

function isUnfinished({ text }: Document): boolean {
  return text !== '' && !/[\r\n]$/.test(text);
}

/** The index of the line that a position is in; the number of lines for the end. */
function findLine(lines: readonly Line[], position: number, document: Document): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const line = lines[middle];
    if (line !== undefined && endWithEnding(document, line) <= position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function splitLines(text: string): readonly string[] {
  const lines = text.split(/\r\n|\r|\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}

/** Without lines that go and come back. */
function trimEqual(texts: readonly string[], { start, end, added }: LineChange): LineChange {
  let head = 0;
  while (head < added.length && start + head < end && texts[start + head] === added[head])
    head += 1;
  let tail = 0;
  while (
    tail < added.length - head &&
    start + head < end - tail &&
    texts[end - tail - 1] === added[added.length - tail - 1]
  ) {
    tail += 1;
  }
  return { start: start + head, end: end - tail, added: added.slice(head, added.length - tail) };
}

/** Changes whose contexts touch are one hunk. */
function groupNearby(edits: readonly LineChange[]): readonly (readonly LineChange[])[] {
  const groups: LineChange[][] = [];
  for (const edit of edits) {
    const last = groups.at(-1)?.at(-1);
    if (last !== undefined && edit.start - last.end <= 2 * CONTEXT) groups.at(-1)?.push(edit);
    else groups.push([edit]);
  }
  return groups;
}

function formatHunk(
  texts: readonly string[],
  group: readonly LineChange[],
  shift: number,
): readonly DiffLine[] {
  const start = Math.max((group[0]?.start ?? 0) - CONTEXT, 0);
  const end = Math.min((group.at(-1)?.end ?? 0) + CONTEXT, texts.length);
  const lines: DiffLine[] = [];
  const context = (from: number, to: number): void => {
    for (const text of texts.slice(from, to)) lines.push({ kind: 'context', text: ` ${text}` });
  };
  let position = start;
  for (const edit of group) {
    context(position, edit.start);
    for (const text of texts.slice(edit.start, edit.end)) {
      lines.push({ kind: 'removed', text: `-${text}` });
    }
    for (const text of edit.added) lines.push({ kind: 'added', text: `+${text}` });
    position = edit.end;
  }
  context(position, end);
  const newCount = lines.filter(({ kind }) => kind !== 'removed').length;
  const header = `@@ -${formatRange(start, end - start)} +${formatRange(start + shift, newCount)} @@`;
  return [{ kind: 'hunk', text: header }, ...lines];
}

/** An empty range is named after the line before it. */
function formatRange(start: number, count: number): string {
  const first = count === 0 ? start : start + 1;
  return count === 1 ? `${first}` : `${first},${count}`;
}
