import { type Document, type Line, lineContent, readLines } from './document.ts';
import { parsePropertyLine } from './property-line.ts';
import { parseSectionHeader } from './section-header.ts';
import { lastOwnLine, type SectionLines } from './section-lines.ts';

/** One header of a profile in a document, with what stands below it. */
export interface ProfileBlock extends SectionLines {
  readonly name: string;
}

/** Every header of a profile, in the order of the document. Reads it once, however many there are. */
export function readProfileBlocks(document: Document): readonly ProfileBlock[] {
  const blocks: ProfileBlock[] = [];
  let body: Line[] = [];
  for (const line of readLines(document)) {
    if (line.kind !== 'section') {
      body.push(line);
      continue;
    }
    body = [];
    const header = parseSectionHeader(lineContent(document, line), document.kind);
    if (header.outcome !== 'section' || header.kind !== 'profile') continue;
    blocks.push({ name: header.name, header: line, body });
  }
  return blocks;
}

/** The lines of a block from its header to its last property, without their endings. */
export function readBlockText(document: Document, block: ProfileBlock): readonly string[] {
  const { end } = lastOwnLine(block);
  const own = block.body.filter((line) => line.end <= end);
  return [block.header, ...own].map((line) => lineContent(document, line));
}

/** What a key of a block says; undefined without it. The last one counts. */
export function readBlockValue(
  document: Document,
  { body }: ProfileBlock,
  key: string,
): string | undefined {
  const values = body.flatMap((line) => {
    const parsed = line.kind === 'property' && parsePropertyLine(lineContent(document, line));
    return typeof parsed === 'object' && parsed.key.toLowerCase() === key ? parsed.value : [];
  });
  return values.at(-1);
}
