import { displayWidth } from '../src/text-table.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What a person takes for one character each: a letter with its accents, an emoji. */
export function splitGraphemes(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The end of a text, as much of it as fits into so many columns. Looks at no more than that. */
export function keepEnd(text: string, columns: number): string {
  const segments = segmenter.segment(text);
  let start = text.length;
  let left = columns;
  while (start > 0) {
    const grapheme = segments.containing(start - 1);
    if (grapheme === undefined) break;
    left -= displayWidth(grapheme.segment);
    if (left < 0) break;
    start = grapheme.index;
  }
  return text.slice(start);
}

/** The beginning of a text, as much of it as fits into so many columns. */
export function keepStart(text: string, columns: number): string {
  let left = columns;
  for (const { segment, index } of segmenter.segment(text)) {
    left -= displayWidth(segment);
    if (left < 0) return text.slice(0, index);
  }
  return text;
}
