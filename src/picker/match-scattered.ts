import type { FoldedText } from './fold-text.ts';

export interface ScatteredMatch {
  readonly positions: readonly number[];
  /** 0 to 200: greater for letters that lie close together and begin where a word does. */
  readonly quality: number;
  /** Begins a word of the text and lies within it: `stg` in `staging`, `ro` in `readonly`. */
  readonly isAbbreviation: boolean;
}

const MAX_WORD_UNITS = 30;

/** Finds the letters of a word in their order, close together if it can be had in two passes. */
export function findScattered(text: FoldedText, word: FoldedText): ScatteredMatch | undefined {
  if (word.text.length > MAX_WORD_UNITS) return undefined;
  const abbreviation = findWithinWord(text, word);
  const positions = abbreviation ?? findCompact(text.text, word.text);
  if (positions === undefined) return undefined;
  const first = positions[0] ?? 0;
  const span = (positions.at(-1) ?? first) - first + 1;
  const quality = (150 * word.text.length) / span + (text.starts[first] !== 0 ? 50 : 0);
  return { positions, quality, isAbbreviation: abbreviation !== undefined };
}

function findWithinWord(text: FoldedText, word: FoldedText): readonly number[] | undefined {
  const first = word.text.charAt(0);
  let place = text.text.indexOf(first);
  while (place !== -1) {
    if (text.starts[place] !== 0) {
      const within = text.text.slice(0, endOfWord(text, place));
      const positions = findForward(within, word.text, place);
      if (positions !== undefined) return positions;
    }
    place = text.text.indexOf(first, place + 1);
  }
  return undefined;
}

function endOfWord({ text, starts }: FoldedText, place: number): number {
  let end = place + 1;
  while (end < text.length && starts[end] === 0 && text[end] !== '-') end += 1;
  return end;
}

/** To the end of the first occurrence, then back from there as tightly as it goes. */
function findCompact(text: string, word: string): readonly number[] | undefined {
  let place = findForward(text, word, 0)?.at(-1);
  if (place === undefined) return undefined;
  const positions: number[] = [];
  for (let unit = word.length - 1; unit >= 0; unit -= 1) {
    place = text.lastIndexOf(word.charAt(unit), place);
    positions.unshift(place);
    place -= 1;
  }
  return positions;
}

function findForward(text: string, word: string, from: number): readonly number[] | undefined {
  const positions: number[] = [];
  let place = from - 1;
  for (let unit = 0; unit < word.length; unit += 1) {
    place = text.indexOf(word.charAt(unit), place + 1);
    if (place === -1) return undefined;
    positions.push(place);
  }
  return positions;
}
