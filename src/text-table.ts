/** Text in columns. Pure. */
import { type FittedColumn, fitColumns } from './fit-columns.ts';

export interface Column {
  readonly title: string;
  /** Where not all columns fit, those with the smallest numbers stay. */
  readonly rank: number;
  /** A longer cell may be cut to this; without it a cell is shown whole. */
  readonly minimumWidth?: number;
}

/** SGR parameters of ECMA-48: the colours that every terminal has. */
const COLOR_CODES = { red: 31, green: 32, yellow: 33, blue: 34, magenta: 35, cyan: 36 } as const;

export interface Cell {
  /** Printable. */
  readonly text: string;
  readonly color?: keyof typeof COLOR_CODES | undefined;
}

export interface Table {
  /** The first column names the row: it is never left out and never cut. */
  readonly columns: readonly Column[];
  /** Undefined for what a row does not have. */
  readonly rows: readonly (readonly (Cell | undefined)[])[];
  /**
   * Of the terminal: columns that no row has anything in, or that do not fit, are left out. Without
   * it everything is there, whole, on one line for each row.
   */
  readonly width?: number | undefined;
}

const GAP = '  ';
const NOTHING = '-';
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

/** Rows below their titles, each line with its end. */
export function formatTable({ columns, rows, width }: Table): string {
  const titles = columns.map(({ title }) => ({ text: title }));
  const all = [titles, ...rows];
  const measured = columns.map((column, index) => ({
    ...column,
    index,
    naturalWidth: Math.max(...all.map((row) => displayWidth(textOf(row[index])))),
    isEmpty: rows.every((row) => row[index] === undefined),
  }));
  const fitted =
    width === undefined
      ? measured.map(({ index, naturalWidth }) => ({ index, width: naturalWidth }))
      : fitColumns(measured, { width, gap: GAP.length });
  return all.map((row) => formatRow(row, fitted)).join('');
}

function textOf(cell: Cell | undefined): string {
  return cell?.text ?? NOTHING;
}

/** A name too long for its column has a line of its own, so that it can be copied. */
function formatRow(row: readonly (Cell | undefined)[], columns: readonly FittedColumn[]): string {
  const [first = { index: 0, width: 0 }, ...others] = columns;
  const name = row[first.index];
  if (displayWidth(textOf(name)) <= first.width) return joinCells(row, columns);
  const rest = row.map((cell, index) => (index === first.index ? { text: '' } : cell));
  const ownLine = paint(textOf(name), name?.color);
  return others.length === 0 ? `${ownLine}\n` : `${ownLine}\n${joinCells(rest, columns)}`;
}

function joinCells(row: readonly (Cell | undefined)[], columns: readonly FittedColumn[]): string {
  const cells = columns.map(({ index, width }, place) => {
    const text = cutToWidth(textOf(row[index]), width);
    const isLast = place === columns.length - 1;
    const padding = isLast ? '' : ' '.repeat(Math.max(0, width - displayWidth(text)));
    return paint(text, row[index]?.color) + padding;
  });
  return `${cells.join(GAP)}\n`;
}

function paint(text: string, color: Cell['color']): string {
  return color === undefined ? text : `\u001b[${COLOR_CODES[color]}m${text}\u001b[39m`;
}
