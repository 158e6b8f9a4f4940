import { AwsxError } from '../src/errors.ts';
import type { Clock } from '../src/ports.ts';
import type { TerminalInput, TerminalOutput } from '../src/terminal/terminal.ts';
import { createKeyReader, whenPassed } from './key-reader.ts';
import type { Key } from './keys.ts';
import { EMPTY_LINE, type LineReducer } from './line/reducer.ts';
import { listenToTerminal } from './listen-to-terminal.ts';
import type { Screen } from './screen.ts';

/** Nobody reads a question and answers it faster. */
const TYPE_AHEAD_MILLISECONDS = 150;

export interface LineToAsk {
  readonly reduce: LineReducer;
  readonly screen: Screen;
  readonly input: TerminalInput;
  readonly output: Pick<TerminalOutput, 'on' | 'off'>;
  readonly clock: Clock;
  /** Whether to draw anew at every second. */
  readonly ticks: boolean;
  /** Whether what was typed before the question could be seen is not meant for it. */
  readonly dropsTypeAhead?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Shows a question and feeds keys to its reducer until one of them ends it. What follows the
 * ending key is not looked at.
 *
 * @throws AwsxError `cancelled`; the signal's reason.
 */
export async function askLine(line: LineToAsk): Promise<string> {
  line.signal?.throwIfAborted();
  if (line.input.destroyed) throw cancelled();
  const ended = new AbortController();
  try {
    return await new Promise<string>((resolve, reject) => {
      listen({ ...line, ended: ended.signal, resolve, reject });
    });
  } finally {
    ended.abort();
    line.screen.close();
  }
}

interface OpenLine extends LineToAsk {
  readonly ended: AbortSignal;
  readonly resolve: (text: string) => void;
  readonly reject: (reason: unknown) => void;
}

function listen(line: OpenLine): void {
  const { reduce, screen, clock, ended, resolve, reject } = line;
  let state = EMPTY_LINE;
  // A bug in a reducer or a view ends the question in the way in which every question ends.
  const rejectingFailures = (step: () => void): void => {
    try {
      step();
    } catch (error) {
      reject(error);
    }
  };
  const draw = (): void => rejectingFailures(() => screen.draw(state, clock.now()));
  const take = (keys: readonly Key[]): void => {
    rejectingFailures(() => {
      state = keys.reduce(reduce, state);
    });
    if (state.outcome === 'submitted') resolve(state.text);
    else if (state.outcome === 'cancelled') reject(cancelled());
    else draw();
  };
  const onData = createDataListener(line, createKeyReader(line, take));
  const onHangUp = (): void => reject(cancelled());
  const onContinue = (): void => {
    screen.leave();
    draw();
  };
  listenToTerminal(line, { onData, onHangUp, onResize: draw, onContinue });
  rejectWhenAborted(line);
  draw();
  if (line.ticks) drawEverySecond(clock, ended, draw);
}

/** What waits in the terminal's buffer arrives at once. */
function createDataListener(
  { clock, ended, dropsTypeAhead = false }: OpenLine,
  read: (chunk: string) => void,
): (chunk: string) => void {
  if (!dropsTypeAhead) return read;
  let isSeen = false;
  whenPassed({ clock, milliseconds: TYPE_AHEAD_MILLISECONDS, ended }, () => {
    isSeen = true;
  });
  return (chunk) => {
    if (isSeen) read(chunk);
  };
}

function rejectWhenAborted({ signal, ended, reject }: OpenLine): void {
  signal?.addEventListener('abort', () => reject(signal.reason), { signal: ended });
}

function drawEverySecond(clock: Clock, ended: AbortSignal, draw: () => void): void {
  const milliseconds = 1000 - (clock.now().getTime() % 1000);
  whenPassed({ clock, milliseconds, ended }, () => {
    draw();
    drawEverySecond(clock, ended, draw);
  });
}

function cancelled(): AwsxError {
  return new AwsxError('cancelled', 'cancelled');
}
