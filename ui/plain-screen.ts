import { displayWidth } from '../src/text-table.ts';
import { splitGraphemes } from './graphemes.ts';
import type { LineState } from './line/reducer.ts';
import type { Question } from './question.ts';
import type { Screen, ScreenOutput } from './screen.ts';

/**
 * Shows a question as lines of plain text, without moving the cursor except by backspace: for
 * TERM=dumb, and for lists longer than the screen. Nothing is erased afterwards.
 */
export function createPlainScreen(output: ScreenOutput, question: Question): Screen {
  let drawn: LineState | undefined;
  const start = (heading: readonly string[], state: LineState): void => {
    const input = `${question.prompt(state)}${question.show(state.text)}`;
    output.write([...heading, input].join('\n'));
  };
  const change = (before: LineState, state: LineState): void => {
    if (state.note !== undefined && state.note !== before.note) {
      start(['', state.note], state);
    } else if (question.prompt(state) !== question.prompt(before)) {
      start([''], state);
    } else {
      output.write(describeChange(question.show(before.text), question.show(state.text)));
    }
  };
  return {
    draw(state, now) {
      if (drawn === undefined) start(question.lines(now), state);
      else change(drawn, state);
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
export function describeChange(before: string, after: string): string {
  const old = splitGraphemes(before);
  const current = splitGraphemes(after);
  const difference = current.findIndex((grapheme, index) => grapheme !== old[index]);
  const common = difference === -1 ? Math.min(old.length, current.length) : difference;
  const columns = displayWidth(old.slice(common).join(''));
  return '\b \b'.repeat(columns) + current.slice(common).join('');
}
