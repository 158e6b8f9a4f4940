import { displayWidth } from '../src/text-table.ts';

const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/** What a person takes for one character each: a letter with its accents, an emoji. */
export function splitGraphemes(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** The end of a text, as much of it as fits into so many columns. */
export function keepEnd(text: string, columns: number): string {
  let kept = '';
  for (const grapheme of splitGraphemes(text).toReversed()) {
    if (displayWidth(grapheme + kept) > columns) break;
    kept = grapheme + kept;
  }
  return kept;
}
