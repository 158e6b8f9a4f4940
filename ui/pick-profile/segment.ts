import { printable } from '../../src/printable.ts';
import { cutToWidth, displayWidth } from '../../src/text-table.ts';

/** Colours by the names that every terminal has: dark and light backgrounds differ too much. */
export type Color = 'black' | 'red' | 'yellow' | 'green' | 'blue' | 'magenta' | 'cyan' | 'white';

/** Printable text of one look. */
export interface Segment {
  readonly text: string;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly underline?: boolean;
  /** Colours of text and background exchanged. */
  readonly inverse?: boolean;
  readonly color?: Color;
  readonly background?: Color;
}

/** One line of a frame. */
export type Line = readonly Segment[];

export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + displayWidth(text), 0);
}

/** The line with spaces behind it, of the look of the last segment or of another. */
export function padLine(line: Line, width: number, look: Omit<Segment, 'text'> = {}): Line {
  const missing = width - lineWidth(line);
  return missing > 0 ? [...line, { ...look, text: ' '.repeat(missing) }] : line;
}

/** A line of plain text, made printable and cut. */
export function textLine(text: string, width: number, look: Omit<Segment, 'text'> = {}): Line {
  return [{ ...look, text: cutToWidth(printable(text), width) }];
}

const CUT = '…';

export interface MarkOptions {
  /** Where it matched, in UTF-16 units, rising. */
  readonly matches: readonly number[] | undefined;
  readonly width: number;
}

/**
 * Untrusted text as segments of at most this width, with what matched underlined. A mark stays
 * with the character it stands on, and so does an escaped character with its escape.
 */
export function markText(text: string, { matches = [], width }: MarkOptions): Line {
  if (matches.length === 0 && text.length <= width && /^[ -~]*$/.test(text)) return [{ text }];
  const matched = new Set(matches);
  const pieces: Piece[] = [];
  let index = 0;
  for (const [cluster] of text.matchAll(/.\p{Mark}*/gsu)) {
    const isMatch = rangeOf(index, cluster.length).some((unit) => matched.has(unit));
    pieces.push({ text: printable(cluster), isMatch });
    index += cluster.length;
  }
  return joinPieces(cutPieces(pieces, width));
}

interface Piece {
  readonly text: string;
  readonly isMatch: boolean;
}

function rangeOf(start: number, length: number): readonly number[] {
  return Array.from({ length }, (_, offset) => start + offset);
}

function cutPieces(pieces: readonly Piece[], width: number): readonly Piece[] {
  const widths = pieces.map(({ text }) => displayWidth(text));
  const total = widths.reduce((sum, each) => sum + each, 0);
  if (total <= width) return pieces;
  let left = width - displayWidth(CUT);
  const count = widths.findIndex((each) => {
    left -= each;
    return left < 0;
  });
  return [...pieces.slice(0, Math.max(count, 0)), { text: CUT, isMatch: false }];
}

function joinPieces(pieces: readonly Piece[]): Line {
  const segments = pieces.map(({ text, isMatch }): Segment => {
    return isMatch ? { text, bold: true, underline: true } : { text };
  });
  return joinSegments(segments);
}

/** The same line with neighbours of one look as one segment: each costs time to draw. */
export function joinSegments(line: Line): Line {
  const joined: Segment[] = [];
  for (const segment of line) {
    const last = joined.at(-1);
    if (last === undefined || !looksAlike(last, segment)) joined.push(segment);
    else joined[joined.length - 1] = { ...last, text: last.text + segment.text };
  }
  return joined;
}

function looksAlike(one: Segment, other: Segment): boolean {
  return (
    one.bold === other.bold &&
    one.dim === other.dim &&
    one.underline === other.underline &&
    one.inverse === other.inverse &&
    one.color === other.color &&
    one.background === other.background
  );
}
