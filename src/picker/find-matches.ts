import { type FoldedText, foldText, toOriginal } from './fold-text.ts';
import { FIELD_RULES, matchField } from './match-field.ts';
import { positionsOf } from './match-word.ts';
import type { PickerRow, RankedRow, SearchField } from './types.ts';

/** Where the words match a row: each in the field where it counts most. */
export function findMatches(row: PickerRow, words: readonly FoldedText[]): RankedRow['matches'] {
  const matches: Partial<Record<SearchField, readonly number[]>> = {};
  for (const word of words) {
    const best = findBestField(row, word);
    if (best === undefined) continue;
    const indexes = new Set([...(matches[best.field] ?? []), ...best.indexes]);
    matches[best.field] = [...indexes].sort((one, other) => one - other);
  }
  return matches;
}

interface FieldMatch {
  readonly field: SearchField;
  readonly score: number;
  readonly indexes: readonly number[];
}

function findBestField(row: PickerRow, word: FoldedText): FieldMatch | undefined {
  let best: FieldMatch | undefined;
  for (const rule of FIELD_RULES) {
    const text = foldText(row[rule.field] ?? '');
    const match = matchField(rule, text, word);
    if (match === undefined) continue;
    const score = match.score * rule.weight;
    if (best !== undefined && best.score >= score) continue;
    best = { field: rule.field, score, indexes: toOriginal(text, positionsOf(match)) };
  }
  return best;
}
