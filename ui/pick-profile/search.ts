import { createRank } from '../../src/picker/rank.ts';
import { compareResting } from '../../src/picker/row-order.ts';
import type { PickerRow, Rank, RankedRow } from '../../src/picker/types.ts';
import type { Search } from './state.ts';

export interface RowSearch {
  readonly search: Search;
  /** Makes rows ready, so that the first key need not. */
  readonly prepare: (rows: readonly PickerRow[]) => void;
}

/**
 * Ranks anew only when the rows have changed: a pin has been set or taken away. Rows are made
 * ready to be searched after the first frame, or by the first key.
 */
export function createSearch(): RowSearch {
  let last: readonly PickerRow[] | undefined;
  let rank: Rank | undefined;
  const rankOf = (rows: readonly PickerRow[]): Rank => {
    if (rank === undefined || last !== rows) rank = createRank(rows);
    last = rows;
    return rank;
  };
  const search: Search = (rows, query) =>
    query === '' && rank === undefined ? restRows(rows) : rankOf(rows)(query);
  return { search, prepare: (rows: readonly PickerRow[]) => void rankOf(rows) };
}

function restRows(rows: readonly PickerRow[]): readonly RankedRow[] {
  return [...rows].sort(compareResting).map((row) => ({ row, matches: {} }));
}
