import { renderToString } from 'ink';
import type { LineState } from './line/reducer.ts';
import type { Question, View } from './question.ts';
import type { Screen, ScreenOutput } from './screen.ts';

const ERASE_TO_END_OF_SCREEN = '\u001b[J';

/**
 * Shows a question with Ink above an input line, redraws it in place and erases it at the end.
 * Ink only lays the text out: its own `render` draws nothing while CI is set, clears the
 * scrollback when a frame is as tall as the terminal, and listens to signals of its own.
 */
export function createInkScreen(output: ScreenOutput, question: Question, view: View): Screen {
  let drawn: readonly string[] = [];
  const goBack = (): string => {
    const up = drawn.length > 1 ? `\u001b[${drawn.length - 1}A` : '';
    return drawn.length === 0 ? '' : `\r${up}${ERASE_TO_END_OF_SCREEN}`;
  };
  return {
    draw(state, now) {
      const lines = layOut({ output, question, view, state, now });
      if (lines.join('\n') === drawn.join('\n')) return;
      output.write(goBack() + lines.join('\n'));
      drawn = lines;
    },
    close() {
      output.write(goBack());
      drawn = [];
    },
  };
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
