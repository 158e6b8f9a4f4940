import { displayWidth } from './text-table.ts';

const WIDTH = 80;

export interface WrapOptions {
  /** Stands before the first line. */
  readonly first: string;
  /** Stands before every other line. */
  readonly rest: string;
}

/**
 * Breaks a text between its words so that lines take 80 columns at most. A word that is longer
 * than a line stays whole on a line of its own, so that it can be copied.
 */
export function wrapWords(text: string, { first, rest }: WrapOptions): readonly string[] {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const longer = isEmpty ? line + word : `${line} ${word}`;
    if (isEmpty || displayWidth(longer) <= WIDTH) {
      line = longer;
    } else {
      lines.push(line);
      line = rest + word;
    }
    isEmpty = false;
  }
  return [...lines, line];
}
