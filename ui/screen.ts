import type { TerminalOutput } from '../src/terminal/terminal.ts';
import type { LineState } from './line/reducer.ts';

/** Where a question is shown. */
export interface Screen {
  draw(state: LineState, now: Date): void;
  /** Lets what is drawn stand, others having written below it: the next is drawn on a new line. */
  leave(): void;
  /** Takes the question away, or at least ends its line. */
  close(): void;
}

export type ScreenOutput = Pick<TerminalOutput, 'columns' | 'rows' | 'write'>;
