import type { LineState } from './line/reducer.ts';
import type { Question } from './question.ts';
import type { Screen, ScreenOutput } from './screen.ts';

/**
 * Shows a question as lines of plain text, without moving the cursor except by backspace: for
 * TERM=dumb, and for lists longer than the screen. Nothing is erased afterwards.
 */
export function createPlainScreen(output: ScreenOutput, question: Question): Screen {
  let drawn: LineState | undefined;
  const start = (heading: readonly string[], shown: string): void => {
    output.write([...heading, `${question.prompt}${shown}`].join('\n'));
  };
  return {
    draw(state, now) {
      const shown = question.show(state.text);
      if (drawn === undefined) start(question.lines(now), shown);
      else if (state.note !== undefined && state.note !== drawn.note)
        start(['', state.note], shown);
      else output.write(describeChange(question.show(drawn.text), shown));
      drawn = state;
    },
    leave() {
      if (drawn !== undefined) output.write('\n');
      drawn = undefined;
    },
    close: () => void output.write('\n'),
  };
}

/** What turns one shown text into another: backspaces over the end, then the new end. */
function describeChange(before: string, after: string): string {
  const old = Array.from(before);
  const current = Array.from(after);
  const difference = current.findIndex((character, index) => character !== old[index]);
  const common = difference === -1 ? Math.min(old.length, current.length) : difference;
  return '\b \b'.repeat(old.length - common) + current.slice(common).join('');
}
