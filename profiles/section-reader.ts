import { type Document, type Line, LineCursor, trimmed } from './document.ts';
import { isIdentifier } from './identifier.ts';
import { isWellFormedProperty, type PropertyProblem, parsePropertyLine } from './property-line.ts';
import { parseSectionHeader, type SectionHeader } from './section-header.ts';
import type { Diagnostic, Location, Property } from './types.ts';

/** One header; the properties below it, up to the next header, are read when they are asked for. */
export interface SectionBlock extends Omit<SectionHeader, 'outcome'> {
  readonly document: Document;
  /** The header's line, and where it starts. */
  readonly line: number;
  readonly start: number;
}

export interface SectionBlocks {
  /** In the order of the file, without the sections that AWS's specification ignores. */
  readonly blocks: readonly SectionBlock[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a document by AWS's specification. What the specification ignores becomes a warning, what
 * it refuses an error; reading goes on behind an error, so that all of them are reported.
 */
export function readSectionBlocks(document: Document): SectionBlocks {
  const reader = new SectionReader(document, undefined);
  for (const line = new LineCursor(document.text); line.next(); ) reader.read(line);
  return reader;
}

/** The properties of a section block by lower-case name; of a repeated property the last. */
export function readProperties({
  document,
  line: number,
  start,
}: SectionBlock): ReadonlyMap<string, Property> {
  const properties = new Map<string, Property>();
  const reader = new SectionReader(document, properties);
  const line = new LineCursor(document.text, { number, start });
  for (let more = line.next(); more; more = line.next() && line.kind !== 'section') {
    reader.read(line);
  }
  return properties;
}

/** A property that may still be continued. */
interface OpenProperty {
  readonly name: string;
  readonly key: string;
  value: string;
  readonly location: Location;
  nested?: Map<string, Property>;
}

class SectionReader implements SectionBlocks {
  readonly blocks: SectionBlock[] = [];
  readonly diagnostics: Diagnostic[] = [];
  readonly #document: Document;
  /** Where properties go; undefined when the lines are only checked. */
  readonly #properties: Map<string, Property> | undefined;
  #insideSection = false;
  /** What a continuation line continues. */
  #property: OpenProperty | undefined;
  /** The same, of a line that was not taken apart: its number, or 0. */
  #uncutLine = 0;
  #uncutStart = 0;

  constructor(document: Document, properties: Map<string, Property> | undefined) {
    this.#document = document;
    this.#properties = properties;
  }

  read(line: Line): void {
    if (line.kind === 'property') this.#readProperty(line);
    else if (line.kind === 'section') this.#readHeader(line);
    else if (line.kind === 'continuation') this.#readContinuation(line);
  }

  #readHeader(line: Line): void {
    const parsed = parseSectionHeader(this.#content(line), this.#document.kind);
    this.#insideSection = true;
    this.#closeProperty();
    if (parsed.outcome === 'refused') this.#report('error', line, parsed.reason);
    else if (parsed.outcome === 'ignored') this.#report('warning', line, parsed.reason);
    else {
      const { kind, name, prefixed } = parsed;
      const { number, start } = line;
      const document = this.#document;
      this.blocks.push({ kind, name, prefixed, document, line: number, start });
    }
  }

  #readProperty(line: Line): void {
    this.#closeProperty();
    if (!this.#insideSection) {
      this.#report('error', line, 'Expected a profile definition, found a property');
    } else if (this.#properties || !isWellFormedProperty(this.#document.text, line.start)) {
      this.#cutProperty(line);
    } else {
      this.#uncutLine = line.number;
      this.#uncutStart = line.start;
    }
  }

  #cutProperty(line: Line): void {
    const parsed = parsePropertyLine(this.#content(line));
    if (typeof parsed === 'string') {
      this.#report('error', line, PROPERTY_PROBLEMS[parsed]);
      return;
    }
    const { key, value } = parsed;
    const property = { name: key.toLowerCase(), key, value, location: this.#at(line) };
    this.#property = property;
    if (isIdentifier(key)) this.#properties?.set(property.name, property);
    else this.#report('warning', line, `property "${key}" is ignored: its name is not valid`);
  }

  #openProperty(): OpenProperty | undefined {
    if (this.#uncutLine > 0) {
      const position = { number: this.#uncutLine, start: this.#uncutStart };
      this.#uncutLine = 0;
      const line = new LineCursor(this.#document.text, position);
      if (line.next()) this.#cutProperty(line);
    }
    return this.#property;
  }

  #closeProperty(): void {
    this.#property = undefined;
    this.#uncutLine = 0;
  }

  #readContinuation(line: Line): void {
    const property = this.#openProperty();
    if (property === undefined) {
      const expected = this.#insideSection ? 'property' : 'profile';
      this.#report('error', line, `Expected a ${expected} definition, found continuation`);
      return;
    }
    const content = trimmed(this.#content(line));
    if (property.value === '' || property.nested !== undefined) {
      this.#readNested(property, content, line);
    } else if (content.startsWith('#') || content.startsWith(';')) {
      this.#report('warning', line, INDENTED_COMMENT);
    }
    property.value += `\n${content}`;
  }

  #readNested(property: OpenProperty, content: string, line: Line): void {
    property.nested ??= new Map();
    const parsed = parsePropertyLine(content);
    if (typeof parsed === 'string') {
      this.#report('error', line, NESTED_PROBLEMS[parsed]);
      return;
    }
    const { key, value } = parsed;
    property.nested.set(key, { name: key, key, value, location: this.#at(line) });
  }

  #content(line: Line): string {
    return this.#document.text.slice(line.start, line.end);
  }

  #at(line: Line): Location {
    return { file: this.#document.file, line: line.number };
  }

  #report(level: Diagnostic['level'], line: Line, message: string): void {
    this.diagnostics.push({ level, file: this.#document.file, line: line.number, message });
  }
}

const PROPERTY_PROBLEMS: Readonly<Record<PropertyProblem, string>> = {
  'no-equals-sign': "Expected an '=' sign defining a property",
  'no-name': 'Property did not have a name',
};

const NESTED_PROBLEMS: Readonly<Record<PropertyProblem, string>> = {
  'no-equals-sign': "Expected an '=' sign defining a sub-property",
  'no-name': 'Sub-property did not have a name',
};

const INDENTED_COMMENT =
  'a comment that starts with white space continues the value above: begin the line with # or ;';
