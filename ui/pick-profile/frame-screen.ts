import { stripVTControlCharacters } from 'node:util';
import { displayWidth } from '../../src/text-table.ts';
import type { ScreenOutput } from '../screen.ts';

/** A frame as text with colours. */
export interface DrawnFrame {
  readonly lines: readonly string[];
  readonly cursor: { readonly row: number; readonly column: number };
}

export interface FrameScreen {
  draw(frame: DrawnFrame): void;
  /** Lets what is drawn stand, others having written below it: the next is drawn on a new line. */
  leave(): void;
  /** Takes the frame away and leaves the cursor where it began. */
  close(): void;
}

const ERASE_LINE = '\u001b[2K';
const ERASE_REST_OF_LINE = '\u001b[K';
const ERASE_BELOW = '\u001b[J';
/**
 * Not by erasing from the frame's first line: tmux takes that, when it is the screen's first, for
 * leaving the screen, and keeps what was on it in the scrollback.
 */
const ERASE_FRAME = `\r${ERASE_LINE}\u001b[B${ERASE_BELOW}\u001b[A`;

/**
 * Draws frames in place, below what is on the screen. Between two frames the cursor stands where
 * the next character will: near the top, so that a window that is made smaller cuts off what is
 * below it, and the next frame is drawn over the former one however its lines were broken anew.
 */
export function createFrameScreen(output: ScreenOutput): FrameScreen {
  let drawn: DrawnFrame | undefined;
  let drawnColumns = 0;
  const goBack = (): string => (drawn === undefined ? '' : up(rowsAbove(drawn, output.columns)));
  return {
    draw(frame) {
      const { lines, cursor } = frame;
      const erase = drawn !== undefined && drawnColumns !== output.columns ? ERASE_FRAME : '\r';
      const text = lines.map((line) => line + ERASE_REST_OF_LINE).join('\n') + ERASE_BELOW;
      const toCursor = `${up(lines.length - 1 - cursor.row)}\r${right(cursor.column)}`;
      output.write(goBack() + erase + text + toCursor);
      drawn = frame;
      drawnColumns = output.columns;
    },
    leave() {
      if (drawn !== undefined) output.write('\n');
      drawn = undefined;
    },
    close() {
      if (drawn === undefined) return;
      output.write(goBack() + (drawn.lines.length > 1 ? ERASE_FRAME : `\r${ERASE_LINE}`));
      drawn = undefined;
    },
  };
}

/** How far the frame's first line is above the cursor, as most terminals break lines anew. */
function rowsAbove({ lines, cursor }: DrawnFrame, columns: number): number {
  if (columns <= 0) return cursor.row;
  const heights = lines.slice(0, cursor.row).map((line) => {
    const width = displayWidth(stripVTControlCharacters(line));
    return Math.max(Math.ceil(width / columns), 1);
  });
  const above = heights.reduce((sum, height) => sum + height, 0);
  return above + Math.floor(cursor.column / columns);
}

function up(rows: number): string {
  return rows > 0 ? `\u001b[${rows}A` : '';
}

function right(columns: number): string {
  return columns > 0 ? `\u001b[${columns}C` : '';
}
