import { type Document, type Line, parseDocument } from './document.ts';

/** Text in place of a stretch of the document. */
export interface Change {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The document after changes that do not overlap. */
export function applyChanges(document: Document, changes: readonly Change[]): Document {
  const { text, file, kind } = document;
  const pieces: string[] = [];
  let position = 0;
  for (const change of [...changes].sort((a, b) => a.start - b.start)) {
    pieces.push(text.slice(position, change.start), change.text);
    position = change.end;
  }
  pieces.push(text.slice(position));
  return parseDocument(pieces.join(''), file, kind);
}

/** Takes a line out, its ending included. */
export function removal(document: Document, line: Line): Change {
  return { start: line.start, end: endWithEnding(document, line), text: '' };
}

/** Where the line after this one starts, or the text ends. */
export function endWithEnding({ text }: Document, { end }: Line): number {
  if (text.startsWith('\r\n', end)) return end + 2;
  return Math.min(end + 1, text.length);
}

/** The line ending of the document: that of its first line. */
export function lineEnding({ text }: Document): string {
  const first = /\r\n|\r|\n/.exec(text);
  return first === null ? '\n' : first[0];
}
