import type { Clock, Progress } from '../ports.ts';
import { printable } from '../printable.ts';

export interface LineProgressOptions {
  readonly clock: Clock;
  readonly startedAt: Date;
  /** One line, its end not included. */
  readonly print: (line: string) => void;
}

/** In a log, a line for what is over soon would only be noise. */
const DELAY_MILLISECONDS = 1000;

/** Progress as one line for each new text, for logs, screen readers and terminals without a cursor. */
export function createLineProgress({ clock, startedAt, print }: LineProgressOptions): Progress {
  const ended = new AbortController();
  let wanted = '';
  let printed = '';
  let isPaused = false;
  let isDue = false;
  const say = (): void => {
    if (!isDue || isPaused || ended.signal.aborted || wanted === printed) return;
    print(wanted);
    printed = wanted;
  };
  const elapsed = clock.now().getTime() - startedAt.getTime();
  clock.sleep(Math.max(DELAY_MILLISECONDS - elapsed, 0), ended.signal).then(
    () => {
      isDue = true;
      say();
    },
    () => undefined,
  );
  return {
    update: (text) => {
      wanted = printable(text);
      say();
    },
    pause: () => {
      isPaused = true;
    },
    resume: () => {
      isPaused = false;
      say();
    },
    end: () => ended.abort(),
  };
}
