import { type Document, type Line, lineContent, readLines, type SectionId } from './document.ts';
import { isIdentifier } from './identifier.ts';
import { parsePropertyLine } from './property-line.ts';
import { parseSectionHeader } from './section-header.ts';

/** One header of a section and the lines below it, up to the next header. */
export interface SectionLines {
  readonly header: Line;
  readonly body: readonly Line[];
}

/** A property's line and those that continue its value. */
export interface PropertyLines {
  readonly line: Line;
  /** As written. */
  readonly key: string;
  readonly continuations: readonly Line[];
}

/**
 * The lines of a section, one entry for each of its headers. `[default]` is left out where
 * `[profile default]` hides it.
 */
export function findSectionLines(document: Document, id: SectionId): readonly SectionLines[] {
  const found: (SectionLines & { readonly prefixed: boolean })[] = [];
  let body: Line[] | undefined;
  for (const line of readLines(document)) {
    if (line.kind !== 'section') {
      body?.push(line);
      continue;
    }
    body = undefined;
    const header = parseSectionHeader(lineContent(document, line), document.kind);
    if (header.outcome !== 'section' || header.kind !== id.kind || header.name !== id.name)
      continue;
    body = [];
    found.push({ header: line, body, prefixed: header.prefixed });
  }
  const prefixed = found.filter((each) => each.prefixed);
  return prefixed.length > 0 ? prefixed : found;
}

/** The properties with one name, whatever its case, in the order of the file. */
export function findPropertyLines(
  document: Document,
  { body }: SectionLines,
  name: string,
): readonly PropertyLines[] {
  const found: PropertyLines[] = [];
  let continuations: Line[] | undefined;
  for (const line of body) {
    if (line.kind === 'continuation') continuations?.push(line);
    if (line.kind !== 'property') continue;
    continuations = undefined;
    const parsed = parsePropertyLine(lineContent(document, line));
    if (typeof parsed === 'string' || !isIdentifier(parsed.key)) continue;
    if (parsed.key.toLowerCase() !== name.toLowerCase()) continue;
    continuations = [];
    found.push({ line, key: parsed.key, continuations });
  }
  return found;
}

/** The last line that belongs to a section: what follows are blank lines and comments. */
export function lastOwnLine({ header, body }: SectionLines): Line {
  const own = body.findLast(({ kind }) => kind === 'property' || kind === 'continuation');
  return own ?? header;
}
