import type { Clock, Progress, ProgressCount } from '../ports.ts';
import { printable } from '../printable.ts';
import { displayWidth } from '../text-table.ts';
import type { Glyphs } from './glyphs.ts';
import { formatProgressLine } from './progress-line.ts';

export interface DrawnProgressOptions {
  readonly clock: Clock;
  readonly startedAt: Date;
  readonly glyphs: Glyphs;
  readonly write: (text: string) => void;
  /** The terminal's width now. */
  readonly columns: () => number;
  /** False while the terminal is another program's. */
  readonly mayDraw: () => boolean;
  /** Has the line erased when the process ends; answers how to give that up. */
  readonly atExit: (erase: () => void) => () => void;
}

/** What is over sooner shows nothing. */
const DELAY_MILLISECONDS = 300;
const FRAME_MILLISECONDS = 100;
const ERASE_LINE = '\u001b[2K';
const ERASE_LINE_ABOVE = `\u001b[A${ERASE_LINE}`;
const ERASE_REST = '\u001b[K';

interface Shown {
  readonly text: string;
  readonly count: ProgressCount | undefined;
}

/** Progress as one line that is redrawn in place and erased at the end. */
export function createDrawnProgress(options: DrawnProgressOptions): Progress {
  const { clock, startedAt, write } = options;
  const ended = new AbortController();
  let shown: Shown | undefined;
  let drawn = '';
  let isPaused = false;
  const erase = (): void => {
    if (drawn !== '') write(`\r${ERASE_LINE}${goUp(drawn, options.columns())}`);
    drawn = '';
  };
  const elapsed = (): number => clock.now().getTime() - startedAt.getTime();
  const draw = (): void => {
    if (isPaused || shown === undefined) return;
    if (!options.mayDraw()) {
      drawn = '';
      return;
    }
    const columns = options.columns();
    const { glyphs } = options;
    const line = formatProgressLine({ ...shown, elapsedMilliseconds: elapsed(), columns, glyphs });
    write(`\r${goUp(drawn, columns)}${line}${ERASE_REST}`);
    drawn = line;
  };
  const forget = options.atExit(erase);
  const firstSleep = Math.max(DELAY_MILLISECONDS - elapsed(), 0);
  void drawAgainAndAgain({ clock, firstSleep, signal: ended.signal, draw });
  return {
    update: (text, count) => {
      shown = { text: printable(text), count };
    },
    pause: () => {
      isPaused = true;
      erase();
    },
    resume: () => {
      isPaused = false;
    },
    end: () => {
      ended.abort();
      erase();
      forget();
    },
  };
}

/** A window made narrower has broken the line: most terminals do so. */
function goUp(drawn: string, columns: number): string {
  const rows = Math.ceil(displayWidth(drawn) / Math.max(columns, 1));
  return ERASE_LINE_ABOVE.repeat(Math.max(rows - 1, 0));
}

interface Drawing {
  readonly clock: Clock;
  readonly firstSleep: number;
  readonly signal: AbortSignal;
  readonly draw: () => void;
}

async function drawAgainAndAgain({ clock, firstSleep, signal, draw }: Drawing): Promise<void> {
  for (let pause = firstSleep; !signal.aborted; pause = FRAME_MILLISECONDS) {
    try {
      await clock.sleep(pause, signal);
    } catch {
      return;
    }
    if (!signal.aborted) draw();
  }
}
