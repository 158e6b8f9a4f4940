import { type Document, readLines } from './document.ts';
import { appendingStart, sectionRemoval } from './edit-document.ts';
import type { ProfileBlock } from './profile-blocks.ts';
import { lastOwnLine } from './section-lines.ts';
import { type Change, lineEnding } from './text-changes.ts';

/** A section as it is to stand: header, comments and properties, without line endings. */
export type SectionText = readonly string[];

export interface BlockChanges {
  /** Added at the end, each behind a blank line. */
  readonly added: readonly SectionText[];
  readonly replaced: readonly { readonly block: ProfileBlock; readonly text: SectionText }[];
  readonly removed: readonly ProfileBlock[];
}

/** The changes of a document that add, replace and remove many sections in one step. */
export function createBlockChanges(
  document: Document,
  { added, replaced, removed }: BlockChanges,
): readonly Change[] {
  const lines = readLines(document);
  const ending = lineEnding(document);
  const end = document.text.length;
  const text = added.map((section) => section.map((line) => line + ending).join('')).join(ending);
  return [
    ...replaced.map(({ block, text: section }) => ({
      start: block.header.start,
      end: lastOwnLine(block).end,
      text: section.join(ending),
    })),
    ...removed.map((block) => sectionRemoval(document, lines, block)),
    ...(added.length === 0
      ? []
      : [{ start: end, end, text: appendingStart(document, ending) + text }]),
  ];
}
