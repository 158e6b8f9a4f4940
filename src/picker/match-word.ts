/** How one word of a query matches one text, and how well. Pure. */
import { type FoldedText, hasLetters } from './fold-text.ts';
import { findInitials } from './match-initials.ts';
import { findScattered } from './match-scattered.ts';

/** How much of a fuzzy match a text is open to. */
export type Looseness =
  /** One stretch of it. */
  | 'contiguous'
  /** Or the beginnings of its words: `euw1` in `eu-west-1`. */
  | 'initials'
  /** Or the letters in their order, wherever they are. */
  | 'scattered';

export interface WordMatch {
  /** 0 to 1030. */
  readonly score: number;
  /** Where it matched: in one stretch, or at indexes of the folded text, rising. */
  readonly at: { readonly start: number; readonly length: number } | readonly number[];
}

/** The indexes of the folded text where a word matched, rising. */
export function positionsOf({ at }: WordMatch): readonly number[] {
  if (!('start' in at)) return at;
  return Array.from({ length: at.length }, (_, index) => at.start + index);
}

const EXACT = 1000;
const FIRST_WORD = 910;
/**
 * Behind a separator. All of such a word is more than the beginning of the first one: `dev` means
 * `search-dev-admin` rather than `developer-portal`.
 */
const SEPARATE_WORD = 845;
const PREFIX = 830;
const SEPARATE_START = 800;
/** Within `DatabaseAdministrator` a word starts less. */
const WORD_START = 785;
const INITIALS = 700;
const ABBREVIATION = 650;
/** A stretch that begins within a word. */
export const CONTIGUOUS = 600;
const WHOLE_WORD = 10;
/** For a word that covers all of the text; less for less, so that shorter texts come first. */
const COVERAGE = 30;
/** Places of a word that are looked at for a better one: hostile texts repeat it without end. */
const MAX_PLACES = 16;

/** The best way in which the word matches the text; undefined when it does not. */
export function matchWord(
  text: FoldedText,
  word: FoldedText,
  looseness: Looseness,
): WordMatch | undefined {
  if (word.text.length > text.text.length || !hasLetters(text, word)) return undefined;
  const found = findBest(text, word, looseness);
  if (found === undefined) return undefined;
  const { score, at } = found;
  return { score: score + (COVERAGE * word.text.length) / text.text.length, at };
}

function findBest(text: FoldedText, word: FoldedText, looseness: Looseness): WordMatch | undefined {
  const contiguous = findContiguous(text, word);
  if (looseness === 'contiguous' || (contiguous && contiguous.score >= WORD_START)) {
    return contiguous;
  }
  const initials = findInitials(text, word);
  if (initials) return { score: INITIALS - initials.flaws, at: initials.positions };
  if (looseness === 'initials') return contiguous;
  const scattered = findScattered(text, word);
  if (scattered?.isAbbreviation) return { score: ABBREVIATION, at: scattered.positions };
  if (contiguous) return contiguous;
  return scattered && { score: 200 + scattered.quality, at: scattered.positions };
}

function findContiguous(text: FoldedText, word: FoldedText): WordMatch | undefined {
  let start = text.text.indexOf(word.text);
  if (start === -1) return undefined;
  let score = scorePlace(text, word, start);
  let place = start;
  for (let tries = 1; tries < MAX_PLACES && score < SEPARATE_WORD; tries += 1) {
    place = text.text.indexOf(word.text, place + 1);
    if (place === -1) break;
    const placeScore = scorePlace(text, word, place);
    if (placeScore > score) [start, score] = [place, placeScore];
  }
  return { score, at: { start, length: word.text.length } };
}

function scorePlace({ text, words }: FoldedText, word: FoldedText, place: number): number {
  const end = place + word.text.length;
  if (place === 0 && end === text.length) return EXACT;
  const isWhole = endsWord(text, end) || words.includes(end);
  if (place === 0) return isWhole ? FIRST_WORD : PREFIX;
  if (!words.includes(place)) return CONTIGUOUS;
  if (isSeparate(text, place)) return isWhole ? SEPARATE_WORD : SEPARATE_START;
  return isWhole ? WORD_START + WHOLE_WORD : WORD_START;
}

function endsWord(text: string, end: number): boolean {
  return end === text.length || isSeparator(text, end);
}

/**
 * Whether a word starts behind a separator. Of AWS's own permission sets, such as
 * AWSReadOnlyAccess, the second word is the one that tells what they are.
 */
function isSeparate(text: string, place: number): boolean {
  if (place === 0 || isSeparator(text, place - 1)) return true;
  return place >= 3 && text.startsWith('aws', place - 3) && isSeparate(text, place - 3);
}

/** What lies before the digits: `-`, which stands for all separators, blanks and brackets. */
function isSeparator(text: string, index: number): boolean {
  return text.charCodeAt(index) < 48;
}
