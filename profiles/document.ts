import type { SectionKind } from './types.ts';

/** The two files differ in how they name profiles: `[profile dev]` and `[dev]`. */
export type DocumentKind = 'config' | 'credentials';

/**
 * What a line is, told by its first character alone, as AWS's specification does. A `property`
 * need not be a well-formed one.
 */
export type LineKind = 'blank' | 'comment' | 'section' | 'property' | 'continuation';

/** Where a line's content stands in the text: without its ending, without a byte order mark. */
export interface Line {
  /** Starts at 1. */
  readonly number: number;
  readonly kind: LineKind;
  readonly start: number;
  readonly end: number;
}

/** A shared config or credentials file: its text, untouched, and how to read it. */
export interface Document {
  readonly text: string;
  readonly file: string;
  readonly kind: DocumentKind;
}

/** The kind and name that a section header stands for. */
export interface SectionId {
  readonly kind: SectionKind;
  readonly name: string;
}

const SPACE = 0x20;
const TAB = 0x09;
const POUND = 0x23;
const SEMICOLON = 0x3b;
const OPENING_BRACKET = 0x5b;
const BYTE_ORDER_MARK = 0xfeff;

/**
 * A file as a document. Every text is accepted and kept as it is: {@link printDocument} gives it
 * back.
 */
export function parseDocument(text: string, file: string, kind: DocumentKind): Document {
  return { text, file, kind };
}

/** The text of a document, byte for byte as it was read or edited. */
export function printDocument(document: Document): string {
  return document.text;
}

/** Every line of a document, in order. A final line ending starts no further line. */
export function readLines({ text }: Document): readonly Line[] {
  const lines: Line[] = [];
  for (const cursor = new LineCursor(text); cursor.next(); ) {
    lines.push({ number: cursor.number, kind: cursor.kind, start: cursor.start, end: cursor.end });
  }
  return lines;
}

/** A line as it stands, without its ending. */
export function lineContent({ text }: Document, { start, end }: Line): string {
  return text.slice(start, end);
}

/**
 * Walks over the lines of a text without making an object for each: loading a file with ten
 * thousand profiles is on the path of every command. LF, CRLF and a lone CR end a line, as in
 * the AWS CLI and the SDKs for Java and Kotlin.
 */
export class LineCursor implements Line {
  number = 0;
  kind: LineKind = 'blank';
  start = 0;
  end = 0;
  readonly #text: string;
  #next: number;
  #lineFeed: number;

  /** @param position where to start; the beginning of the text when absent */
  constructor(text: string, position: LinePosition = { number: 1, start: 0 }) {
    this.#text = text;
    this.number = position.number - 1;
    this.#next = position.start === 0 ? contentStart(text) : position.start;
    this.#lineFeed = indexOfOrEnd(text, '\n', this.#next);
  }

  /** Moves to the next line; false when there is none. */
  next(): boolean {
    const start = this.#next;
    if (start >= this.#text.length) return false;
    const end = this.#findEnd(start);
    const next = end + (end + 1 === this.#lineFeed ? 2 : 1);
    this.number += 1;
    this.start = start;
    this.end = end;
    this.kind = lineKind(this.#text, start, end);
    this.#next = next;
    if (this.#lineFeed < next) this.#lineFeed = indexOfOrEnd(this.#text, '\n', next);
    return true;
  }

  /** Looks no further than the line feed: most files have no carriage return at all. */
  #findEnd(start: number): number {
    const index = this.#text.slice(start, this.#lineFeed).indexOf('\r');
    return index === -1 ? this.#lineFeed : start + index;
  }
}

/** Where a line starts. */
export type LinePosition = Pick<Line, 'number' | 'start'>;

function contentStart(text: string): number {
  return text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0;
}

/** Spaces and tabs are the only white space of AWS's specification. */
export function isWhitespace(characterCode: number): boolean {
  return characterCode === SPACE || characterCode === TAB;
}

/** Without spaces and tabs at both ends. */
export function trimmed(text: string): string {
  const start = skipWhitespace(text, 0);
  return text.slice(start, skipWhitespaceBack(text, text.length, start));
}

/** Where the run of spaces and tabs that begins at `start` ends. */
export function skipWhitespace(text: string, start: number): number {
  let end = start;
  while (end < text.length && isWhitespace(text.charCodeAt(end))) end += 1;
  return end;
}

/** Where the run of spaces and tabs before `end` begins, at the earliest at `limit`. */
export function skipWhitespaceBack(text: string, end: number, limit = 0): number {
  let start = end;
  while (start > limit && isWhitespace(text.charCodeAt(start - 1))) start -= 1;
  return start;
}

function lineKind(text: string, start: number, end: number): LineKind {
  if (start === end) return 'blank';
  const first = text.charCodeAt(start);
  if (isWhitespace(first)) return isBlank(text, start, end) ? 'blank' : 'continuation';
  if (first === OPENING_BRACKET) return 'section';
  return first === POUND || first === SEMICOLON ? 'comment' : 'property';
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let index = start; index < end; index += 1) {
    if (!isWhitespace(text.charCodeAt(index))) return false;
  }
  return true;
}

function indexOfOrEnd(text: string, search: string, from: number): number {
  const index = text.indexOf(search, from);
  return index === -1 ? text.length : index;
}
