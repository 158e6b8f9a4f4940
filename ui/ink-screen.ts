import { stripVTControlCharacters } from 'node:util';
import { renderToString, Text } from 'ink';
import { createElement } from 'react';
import { displayWidth } from '../src/text-table.ts';
import { keepEnd } from './graphemes.ts';
import { EMPTY_LINE, type LineState } from './line/reducer.ts';
import type { Question, View } from './question.ts';
import type { Screen, ScreenOutput } from './screen.ts';

/**
 * Line by line: tmux, for one, takes erasing to the end of the screen from its top for leaving the
 * screen, and keeps what was on it in the scrollback.
 */
const ERASE_LINE = '\u001b[2K';
const ERASE_LINE_ABOVE = `\u001b[A${ERASE_LINE}`;
/** A prompt that leaves less than this to what is typed stands on lines of its own. */
const ROOM_FOR_TEXT = 6;

/**
 * Shows a question with Ink above an input line, redraws it in place and erases it at the end.
 * Ink only lays the text out: its own `render` draws nothing while CI is set, clears the
 * scrollback when a frame is as tall as the terminal, and listens to signals of its own.
 *
 * A frame is drawn even if it is the same as before: what the terminal itself may have echoed
 * goes with the frame it was echoed into.
 */
export function createInkScreen(output: ScreenOutput, question: Question, view: View): Screen {
  let drawn: readonly string[] = [];
  const goBack = (): string => {
    const rows = Math.max(countRowsAboveCursor(drawn, output.columns), 0);
    return drawn.length === 0 ? '' : `\r${ERASE_LINE}${ERASE_LINE_ABOVE.repeat(rows)}`;
  };
  return {
    draw(state, now) {
      const { columns, rows } = output;
      const lines = layOut({ columns, question, view, state, now });
      // One row less than there are, so that nothing scrolls; the input line in any case.
      const frame = lines.slice(-Math.max(rows - 1, 1));
      output.write(goBack() + frame.join('\n'));
      drawn = frame;
    },
    leave() {
      if (drawn.length > 0) output.write('\n');
      drawn = [];
    },
    close() {
      output.write(goBack());
      drawn = [];
    },
  };
}

/** Whether the whole question can be seen at once. */
export function fitsOnScreen(
  { columns, rows }: ScreenOutput,
  question: Question,
  { view, now }: Pick<Layout, 'view' | 'now'>,
): boolean {
  return layOut({ columns, question, view, now, state: EMPTY_LINE }).length < rows;
}

/**
 * How far the first line of a frame is above the cursor, which stands at the end of the last. A
 * window made narrower breaks the lines drawn before: most terminals do so, but xterm cuts them
 * off, and a line or two above the question go with it there.
 */
function countRowsAboveCursor(lines: readonly string[], columns: number): number {
  const heights = lines.map((line) => {
    const width = displayWidth(stripVTControlCharacters(line));
    return columns > 0 ? Math.max(Math.ceil(width / columns), 1) : 1;
  });
  return heights.reduce((sum, height) => sum + height, 0) - 1;
}

interface Layout {
  /** Of the terminal. */
  readonly columns: number;
  readonly question: Question;
  readonly view: View;
  readonly state: LineState;
  readonly now: Date;
}

/** The frame line by line, never wider than the screen, the input line last. */
function layOut({ columns, question, view, state, now }: Layout): readonly string[] {
  // A line that ends in the last column wraps on some terminals and not on others.
  const width = Math.max(columns - 1, 1);
  const body = renderToString(view({ now, note: state.note }), { columns: width });
  const input = layOutInput(question.prompt(state), question.show(state.text), width);
  return [...(body === '' ? [] : body.split('\n')), ...input];
}

function layOutInput(prompt: string, shown: string, width: number): readonly string[] {
  if (displayWidth(prompt) + ROOM_FOR_TEXT <= width) return [keepEnd(prompt + shown, width)];
  const text = renderToString(createElement(Text, null, prompt), { columns: width });
  // Ink leaves the blank at which it breaks a line at the start of the next.
  const lines = text.split('\n').map((line) => line.trim());
  const last = `${lines.pop() ?? ''} `;
  const hasRoom = displayWidth(last) + ROOM_FOR_TEXT <= width;
  return hasRoom
    ? [...lines, keepEnd(last + shown, width)]
    : [...lines, last, keepEnd(shown, width)];
}
