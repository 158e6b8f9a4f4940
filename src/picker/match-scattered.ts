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
  const quality = (150 * word.text.length) / span + (text.words.includes(first) ? 50 : 0);
  return { positions, quality, isAbbreviation: abbreviation !== undefined };
}

function findWithinWord(
  { text, words }: FoldedText,
  word: FoldedText,
): readonly number[] | undefined {
  const first = word.text.charCodeAt(0);
  for (const [index, place] of words.entries()) {
    if (text.charCodeAt(place) !== first) continue;
    const within = text.slice(0, endOfWord(text, place, words[index + 1]));
    const positions = findForward(within, word.text, place);
    if (positions !== undefined) return positions;
  }
  return undefined;
}

function endOfWord(text: string, place: number, next = text.length): number {
  const separator = text.indexOf('-', place);
  return separator === -1 ? next : Math.min(separator, next);
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
