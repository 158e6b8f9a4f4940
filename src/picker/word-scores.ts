/** The scores of one word over all rows, computed once for each different text. */
import { type FoldedText, foldText } from './fold-text.ts';
import { FIELD_RULES, type FieldRule, matchField } from './match-field.ts';
import type { PickerRow } from './types.ts';

/** One field of all rows. Regions, accounts and roles repeat: each text is folded and matched once. */
export interface Column {
  readonly rule: FieldRule;
  readonly texts: readonly FoldedText[];
  /** For each row the index of its text, or -1. */
  readonly textOfRow: Int32Array;
}

/** The best score of a word in any field of a row; 0 when it matches none. */
export type ScoreRow = (row: number) => number;

/** Above what any match scores before it is weighed. */
const MAX_SCORE = 1030;
const UNKNOWN = -1;

/** Prepares rows for being searched. */
export function createColumns(rows: readonly PickerRow[]): readonly Column[] {
  return FIELD_RULES.map((rule) => createColumn(rows, rule));
}

function createColumn(rows: readonly PickerRow[], rule: FieldRule): Column {
  const known = new Map<string, number>();
  const texts: FoldedText[] = [];
  const textOfRow = new Int32Array(rows.length).fill(-1);
  for (const [row, { [rule.field]: value }] of rows.entries()) {
    if (value === undefined || value === '') continue;
    const index = known.get(value) ?? texts.length;
    textOfRow[row] = index;
    if (index < texts.length) continue;
    texts.push(foldText(value));
    if (rule.repeats) known.set(value, index);
  }
  return { rule, texts, textOfRow };
}

/** Scores rows for a word; remembers what it computed. */
export function createWordScores(columns: readonly Column[], word: FoldedText): ScoreRow {
  const lookUps = columns.map((column) => createLookUp(column, word));
  return (row) => {
    let best = 0;
    for (const { highest, look } of lookUps) {
      if (best >= highest) return best;
      best = Math.max(best, look(row));
    }
    return best;
  };
}

function createLookUp(
  { rule, texts, textOfRow }: Column,
  word: FoldedText,
): { readonly highest: number; readonly look: ScoreRow } {
  const scores = new Float32Array(texts.length).fill(UNKNOWN);
  const look = (row: number): number => {
    const index = textOfRow[row] ?? -1;
    const text = texts[index];
    if (text === undefined) return 0;
    const known = scores[index] ?? UNKNOWN;
    if (known !== UNKNOWN) return known;
    const score = (matchField(rule, text, word)?.score ?? 0) * rule.weight;
    scores[index] = score;
    return score;
  };
  return { highest: rule.weight * MAX_SCORE, look };
}
