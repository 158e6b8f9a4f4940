import { displayWidth } from './text-table.ts';

export interface WrapOptions {
  /** Of each line; without it the text stays on one. */
  readonly width?: number | undefined;
  /** Stands before the first line. */
  readonly first: string;
  /** Stands before every other line. */
  readonly rest: string;
}

/**
 * Breaks a text between its words so that lines are no wider than the width. A word that is longer
 * than a line stays whole on a line of its own, so that it can be copied.
 */
export function wrapWords(
  text: string,
  { width = Infinity, first, rest }: WrapOptions,
): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (isEmpty || displayWidth(longer) <= width) {
      line = longer;
    } else {
      lines.push(line);
      line = rest + word;
    }
    isEmpty = false;
  }
  return [...lines, line];
}
