import { stripVTControlCharacters } from 'node:util';
import { renderToString } from 'ink';
import type { LineState } from './line/reducer.ts';
import type { Question, View } from './question.ts';
import type { Screen, ScreenOutput } from './screen.ts';

/**
 * Line by line: tmux, for one, takes erasing to the end of the screen from its top for leaving the
 * screen, and keeps what was on it in the scrollback.
 */
const ERASE_LINE = '\u001b[2K';
const ERASE_LINE_ABOVE = `\u001b[A${ERASE_LINE}`;

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
      const lines = layOut({ output, question, view, state, now });
      output.write(goBack() + lines.join('\n'));
      drawn = lines;
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

/**
 * How far the first line of a frame is above the cursor, which stands at the end of the last. A
 * window made narrower breaks the lines drawn before: most terminals do so, but xterm cuts them
 * off, and a line or two above the question go with it there.
 */
function countRowsAboveCursor(lines: readonly string[], columns: number): number {
  const heights = lines.map((line) => {
    const { length } = Array.from(stripVTControlCharacters(line));
    return columns > 0 ? Math.max(Math.ceil(length / columns), 1) : 1;
  });
  return heights.reduce((sum, height) => sum + height, 0) - 1;
}

interface Layout {
  readonly output: ScreenOutput;
  readonly question: Question;
  readonly view: View;
  readonly state: LineState;
  readonly now: Date;
}

/** The frame line by line: never wider or taller than the screen, the input line always there. */
function layOut({ output, question, view, state, now }: Layout): string[] {
  // A line that ends in the last column wraps on some terminals and not on others.
  const columns = Math.max(output.columns - 1, 1);
  const body = renderToString(view({ now, note: state.note }), { columns });
  const input = Array.from(`${question.prompt}${question.show(state.text)}`).slice(-columns);
  const above = body === '' ? [] : body.split('\n').slice(-Math.max(output.rows - 2, 0));
  return [...(output.rows > 2 ? above : []), input.join('')];
}
