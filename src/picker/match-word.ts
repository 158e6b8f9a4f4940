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
  /** Indexes of the folded text, rising. */
  readonly positions: readonly number[];
}

const EXACT = 1000;
const PREFIX = 900;
const WORD_START = 800;
const INITIALS = 700;
const ABBREVIATION = 650;
const CONTIGUOUS = 600;
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
  const { score, positions } = found;
  return { score: score + (COVERAGE * word.text.length) / text.text.length, positions };
}

function findBest(text: FoldedText, word: FoldedText, looseness: Looseness): WordMatch | undefined {
  const contiguous = findContiguous(text, word);
  if (looseness === 'contiguous' || (contiguous && contiguous.score >= WORD_START)) {
    return contiguous;
  }
  const initials = findInitials(text, word);
  if (initials) return { score: INITIALS - initials.flaws, positions: initials.positions };
  if (looseness === 'initials') return contiguous;
  const scattered = findScattered(text, word);
  if (scattered?.isAbbreviation) return { score: ABBREVIATION, positions: scattered.positions };
  if (contiguous) return contiguous;
  return scattered && { score: 200 + scattered.quality, positions: scattered.positions };
}

function findContiguous(text: FoldedText, word: FoldedText): WordMatch | undefined {
  let place = text.text.indexOf(word.text);
  if (place === -1) return undefined;
  let best = { place, score: scorePlace(text, word, place) };
  for (let tries = 1; tries < MAX_PLACES && best.score < WORD_START + WHOLE_WORD; tries += 1) {
    place = text.text.indexOf(word.text, place + 1);
    if (place === -1) break;
    const score = scorePlace(text, word, place);
    if (score > best.score) best = { place, score };
  }
  const positions = Array.from(word.text, (_, index) => best.place + index);
  return { score: best.score, positions };
}

function scorePlace({ text, starts }: FoldedText, word: FoldedText, place: number): number {
  const end = place + word.text.length;
  if (place === 0 && end === text.length) return EXACT;
  const endsWord = end === text.length || starts[end] === 1 || !isWordUnit(text, end);
  const bonus = endsWord ? WHOLE_WORD : 0;
  if (place === 0) return PREFIX + bonus;
  return starts[place] === 1 ? WORD_START + bonus : CONTIGUOUS;
}

/** Separators are folded into `-`; what else is no letter is rare enough. */
function isWordUnit(text: string, index: number): boolean {
  return text.charCodeAt(index) > 47;
}
