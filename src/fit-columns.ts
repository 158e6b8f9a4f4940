/** Which columns of a table a terminal has room for, and how wide each is. Pure. */

export interface MeasuredColumn {
  readonly index: number;
  /** Those with the smallest numbers stay. */
  readonly rank: number;
  /** Of the longest cell. */
  readonly naturalWidth: number;
  /** Cells may be cut to this. */
  readonly minimumWidth?: number;
  /** No row has anything in it. */
  readonly isEmpty: boolean;
}

export interface FittedColumn {
  readonly index: number;
  readonly width: number;
}

export interface Room {
  readonly width: number;
  /** Between two columns. */
  readonly gap: number;
}

/**
 * Takes columns by their rank while there is room for what they need at least, then gives what is
 * left to those that were cut, in the same order. The first column is always there. The result is
 * in the order of the table.
 */
export function fitColumns(
  columns: readonly MeasuredColumn[],
  { width, gap }: Room,
): readonly FittedColumn[] {
  const byRank = columns
    .filter(({ index, isEmpty }) => index === 0 || !isEmpty)
    .sort((one, other) => one.rank - other.rank);
  const taken: MeasuredColumn[] = [];
  let left = width + gap;
  for (const column of byRank) {
    const needed = leastWidth(column) + gap;
    if (needed > left && column.index !== 0) continue;
    taken.push(column);
    left -= needed;
  }
  const fitted = taken.map((column) => {
    const extra = Math.min(column.naturalWidth - leastWidth(column), Math.max(left, 0));
    left -= extra;
    return { index: column.index, width: leastWidth(column) + extra };
  });
  return fitted.sort((one, other) => one.index - other.index);
}

function leastWidth({ naturalWidth, minimumWidth = naturalWidth }: MeasuredColumn): number {
  return Math.min(naturalWidth, minimumWidth);
}
