import type { ReactElement } from 'react';
import type { LineReducer, LineState } from './line/reducer.ts';

/** What changes in a view while a question is open. */
export interface ViewProps {
  readonly now: Date;
  readonly note: string | undefined;
}

export type View = (props: ViewProps) => ReactElement | null;

/** A question of one line: what is asked, how keys change the answer, how it looks. */
export interface Question {
  readonly reduce: LineReducer;
  /** What stands above the input line on a terminal that Ink is not used for. */
  readonly lines: (now: Date) => readonly string[];
  /** The same for Ink; loads it. */
  readonly loadView: () => Promise<View>;
  /** Begins the input line. */
  readonly prompt: (state: LineState) => string;
  /** What is seen of the text typed so far. */
  readonly show: (text: string) => string;
  /** Whether the view counts seconds. */
  readonly ticks: boolean;
  /** Whether what was typed before the question could be seen is not meant for it. */
  readonly dropsTypeAhead?: boolean;
}
