import { findMatches } from './find-matches.ts';
import { type FoldedText, foldText } from './fold-text.ts';
import { namesArn } from './match-field.ts';
import { compareResting, rowBonus } from './row-order.ts';
import type { PickerRow, Rank, RankedRow } from './types.ts';
import { createColumns, createWordScores, type ScoreRow } from './word-scores.ts';

/** Of a longer query only the beginning counts. */
export const MAX_QUERY_UNITS = 256;
/** That a name begins with a word counts for the first word alone: `prod admin` has an order. */
const LATER_WORD_LIMIT = 860;
/** Scores are compared in hundredths and lie below this. */
const STEPS = 100;
const CEILING = 2000;

interface Search {
  readonly query: string;
  readonly scores: ReadonlyMap<string, ScoreRow>;
  /** The rows that matched, as indexes in the resting order. */
  readonly found: readonly number[];
}

/**
 * Prepares rows for {@link Rank}. All words of a query must match, each in any field: the whole
 * name before a beginning of it, before the beginning of a word in it or its words' initials,
 * before other stretches, before scattered letters. Case, accents and the difference between
 * `-`, `_`, `.` and `/` do not count. Rows that match alike come in the resting order: pins, what
 * was used often and lately, the order of the files.
 */
export function createRank(rows: readonly PickerRow[]): Rank {
  const resting = [...rows].sort(compareResting);
  const columns = createColumns(resting);
  const bonuses = Float32Array.from(resting, rowBonus);
  const all = resting.map((_, index) => index);
  const unranked = resting.map((row): RankedRow => ({ row, matches: {} }));
  let last: Search | undefined;
  return (query) => {
    const words = parseQuery(query);
    if (words.length === 0) return unranked;
    const scores = new Map(
      words.map((word) => [
        word.text,
        last?.scores.get(word.text) ?? createWordScores(columns, word),
      ]),
    );
    const candidates = last && narrows(last.query, query) ? last.found : all;
    const found = findBestFirst(candidates, scoreRows([...scores.values()], bonuses));
    last = { query, scores, found };
    return toRankedRows(found, resting, words);
  };
}

/** Words in their order, each once. */
function parseQuery(query: string): readonly FoldedText[] {
  const texts = query.slice(0, MAX_QUERY_UNITS).split(/\s+/);
  const words = texts.map((text) => foldText(text)).filter(({ text }) => text !== '');
  return [...new Map(words.map((word) => [word.text, word])).values()];
}

/** Whether every row that matches the longer query matches the shorter one. */
function narrows(shorter: string, longer: string): boolean {
  return longer.startsWith(shorter) && !namesArn(foldText(longer));
}

/** 0 for a row that does not match every word. */
function scoreRows(words: readonly ScoreRow[], bonuses: Float32Array): ScoreRow {
  return (row) => {
    let sum = 0;
    for (const scoreWord of words) {
      const score = scoreWord(row);
      if (score === 0) return 0;
      sum += scoreWord === words[0] ? score : Math.min(score, LATER_WORD_LIMIT);
    }
    return sum / words.length + (bonuses[row] ?? 0);
  };
}

/**
 * Sorting numbers is several times as fast as sorting objects: each number holds what is missing
 * from the highest score and, in its last digits, the row.
 */
function findBestFirst(candidates: readonly number[], scoreRow: ScoreRow): readonly number[] {
  const base = 2 ** 32;
  const keys = new Float64Array(candidates.length);
  let count = 0;
  for (const row of candidates) {
    const score = scoreRow(row);
    if (score === 0) continue;
    keys[count] = Math.round((CEILING - score) * STEPS) * base + row;
    count += 1;
  }
  const rows: number[] = [];
  for (const key of keys.subarray(0, count).sort()) rows.push(key % base);
  return rows;
}

function toRankedRows(
  found: readonly number[],
  resting: readonly PickerRow[],
  words: readonly FoldedText[],
): readonly RankedRow[] {
  const ranked: RankedRow[] = [];
  for (const index of found) {
    const row = resting[index];
    if (row !== undefined) ranked.push(new FoundRow(row, words));
  }
  return ranked;
}

/** Where it matched is found out when somebody looks: few rows are ever shown. */
class FoundRow implements RankedRow {
  readonly row: PickerRow;
  readonly #words: readonly FoldedText[];

  constructor(row: PickerRow, words: readonly FoldedText[]) {
    this.row = row;
    this.#words = words;
  }

  get matches(): RankedRow['matches'] {
    return findMatches(this.row, this.#words);
  }
}
