import type { FoldedText } from './fold-text.ts';

export interface InitialsMatch {
  readonly positions: readonly number[];
  /** 0 when it begins with the text and skips no word, up to {@link MAX_FLAWS}. */
  readonly flaws: number;
}

/** Longer words and texts with more words are not looked at so: it must stay cheap. */
const MAX_WORD_UNITS = 24;
const MAX_PLACES = 24;
const LATE_START = 25;
const SKIPPED_WORD = 15;
const MAX_FLAWS = 60;

interface Stretch {
  readonly place: number;
  readonly length: number;
}

/**
 * Finds a word made of the beginnings of the text's words, in their order: `pa` and `prodad` in
 * `prod-admin`.
 */
export function findInitials(text: FoldedText, word: FoldedText): InitialsMatch | undefined {
  if (word.text.length > MAX_WORD_UNITS || !startsSomewhere(text, word)) return undefined;
  const places = text.words.slice(0, MAX_PLACES);
  const reached = followPlaces(text, word, places);
  const stretches = traceBack(text, word, { places, reached });
  if (stretches === undefined) return undefined;
  const positions = stretches.flatMap(({ place, length }) =>
    Array.from({ length }, (_, index) => place + index),
  );
  return { positions, flaws: countFlaws(places, stretches) };
}

/** Most texts fail here, at once. */
function startsSomewhere({ text, words }: FoldedText, word: FoldedText): boolean {
  const first = word.text.charCodeAt(0);
  for (const place of words) if (text.charCodeAt(place) === first) return true;
  return false;
}

/** For each place the beginnings of the word that the places before it can make, as bits. */
function followPlaces(
  text: FoldedText,
  word: FoldedText,
  places: readonly number[],
): readonly number[] {
  const reached = [1];
  for (const place of places) {
    const before = reached.at(-1) ?? 1;
    let after = before;
    for (let units = 0; units < word.text.length; units += 1) {
      if ((before & (1 << units)) === 0) continue;
      const length = commonLength(text, word, { place, units });
      for (let more = 1; more <= length; more += 1) after |= 1 << (units + more);
    }
    reached.push(after);
  }
  return reached;
}

/** From the end of the word to its beginning; of several places the first, with its longest stretch. */
function traceBack(
  text: FoldedText,
  word: FoldedText,
  { places, reached }: { readonly places: readonly number[]; readonly reached: readonly number[] },
): readonly Stretch[] | undefined {
  let units = word.text.length;
  if (((reached.at(-1) ?? 0) & (1 << units)) === 0) return undefined;
  const stretches: Stretch[] = [];
  for (let index = places.length - 1; index >= 0 && units > 0; index -= 1) {
    const place = places[index] ?? 0;
    const possible = reached[index] ?? 0;
    if ((possible & (1 << units)) !== 0) continue;
    const before = longestStretch({ text, word, place, possible, units });
    if (before === undefined) continue;
    stretches.unshift({ place, length: units - before });
    units = before;
  }
  return stretches;
}

interface StretchSearch {
  readonly text: FoldedText;
  readonly word: FoldedText;
  readonly place: number;
  readonly possible: number;
  readonly units: number;
}

/** The least number of units before a stretch that starts at the place and ends the first `units`. */
function longestStretch({ text, word, place, possible, units }: StretchSearch): number | undefined {
  for (let before = 0; before < units; before += 1) {
    if ((possible & (1 << before)) === 0) continue;
    if (commonLength(text, word, { place, units: before }) >= units - before) return before;
  }
  return undefined;
}

function commonLength(
  { text }: FoldedText,
  word: FoldedText,
  { place, units }: { readonly place: number; readonly units: number },
): number {
  let length = 0;
  while (
    units + length < word.text.length &&
    text.charCodeAt(place + length) === word.text.charCodeAt(units + length)
  ) {
    length += 1;
  }
  return length;
}

function countFlaws(places: readonly number[], stretches: readonly Stretch[]): number {
  const [first] = stretches;
  const last = stretches.at(-1);
  if (first === undefined || last === undefined) return 0;
  const passed = places.indexOf(last.place) - places.indexOf(first.place) + 1;
  const late = first.place === 0 ? 0 : LATE_START;
  return Math.min(MAX_FLAWS, late + SKIPPED_WORD * (passed - stretches.length));
}
