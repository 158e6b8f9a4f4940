/** Tables for a terminal. Pure. */

export interface Column {
  readonly title: string;
  /** Longer cells are cut, except in the first column: there the rest of the row moves down. */
  readonly maximumWidth: number;
}

const GAP = '  ';
/** East Asian wide and full-width characters and emoji: two columns each on a terminal. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{17000}-\u{18cff}\u{1aff0}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}/u;
const MARK = /\p{Mark}/u;

/** How many columns text takes on a terminal. The text has no control characters. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (!MARK.test(character)) width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

/** Text of at most this width; what was cut is marked with `…`. */
export function cutToWidth(text: string, maximumWidth: number): string {
  if (displayWidth(text) <= maximumWidth) return text;
  let cut = '';
  for (const character of text) {
    if (displayWidth(cut + character) > maximumWidth - 1) break;
    cut += character;
  }
  return `${cut}…`;
}

/** Rows below their titles, each line with its end. Cells are printable already. */
export function formatTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string {
  const titles = columns.map(({ title }) => title);
  const cells = [titles, ...rows].map((row) => cutCells(columns, row));
  const widths = columns.map((column, index) =>
    Math.min(column.maximumWidth, Math.max(...cells.map((row) => displayWidth(row[index] ?? '')))),
  );
  return cells.map((row) => formatRow(row, widths)).join('');
}

function cutCells(columns: readonly Column[], row: readonly string[]): readonly string[] {
  return columns.map(({ maximumWidth }, index) => {
    const cell = row[index] ?? '';
    return index === 0 ? cell : cutToWidth(cell, maximumWidth);
  });
}

function formatRow(cells: readonly string[], widths: readonly number[]): string {
  const [first = '', ...others] = cells;
  const [firstWidth = 0] = widths;
  if (displayWidth(first) <= firstWidth) return joinCells(cells, widths);
  return `${first}\n${joinCells(['', ...others], widths)}`;
}

function joinCells(cells: readonly string[], widths: readonly number[]): string {
  const padded = cells.map((cell, index) => {
    return cell + ' '.repeat(Math.max(0, (widths[index] ?? 0) - displayWidth(cell)));
  });
  return `${padded.join(GAP).trimEnd()}\n`;
}
