import { AwsxError } from '../../src/errors.ts';
import type { Clock } from '../../src/ports.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';
import { createKeyReader, whenPassed } from '../key-reader.ts';
import type { Key } from '../keys.ts';
import { listenToTerminal } from '../listen-to-terminal.ts';

export interface SessionOptions<State> {
  readonly terminal: Terminal;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
  readonly initial: State;
  readonly reduce: (state: State, key: Key) => State;
  readonly isOver: (state: State) => boolean;
  /** Shows a state, and answers it as it was fitted to the screen. */
  readonly draw: (state: State) => State;
  /** Called before a drawing when others may have written to the terminal. */
  readonly onContinue: () => void;
  /** How often to draw anew what tells the time; not at all when absent. */
  readonly tickMilliseconds?: number;
}

/**
 * Shows a state and feeds keys to its reducer until it is over. What follows the last key is not
 * looked at.
 *
 * @throws AwsxError `cancelled` when the terminal is hung up; the signal's reason.
 */
export async function runSession<State>(options: SessionOptions<State>): Promise<State> {
  options.signal?.throwIfAborted();
  if (options.terminal.input.destroyed) throw hungUp();
  const ended = new AbortController();
  try {
    return await new Promise<State>((resolve, reject) => {
      listen({ ...options, ended: ended.signal, resolve, reject });
    });
  } finally {
    ended.abort();
  }
}

interface OpenSession<State> extends SessionOptions<State> {
  readonly ended: AbortSignal;
  readonly resolve: (state: State) => void;
  readonly reject: (reason: unknown) => void;
}

function listen<State>(session: OpenSession<State>): void {
  const { terminal, reduce, isOver, signal, ended, resolve, reject } = session;
  let state = session.initial;
  const draw = (): void => {
    state = session.draw(state);
  };
  const onData = createKeyReader(session, (keys) => {
    for (const key of keys) if (!isOver(state)) state = reduce(state, key);
    if (isOver(state)) resolve(state);
    else if (keys.length > 0) draw();
  });
  const onHangUp = (): void => reject(hungUp());
  const onContinue = (): void => {
    session.onContinue();
    draw();
  };
  listenToTerminal({ ...terminal, ended }, { onData, onHangUp, onResize: draw, onContinue });
  signal?.addEventListener('abort', () => reject(signal.reason), { signal: ended });
  draw();
  drawAgain(session, draw);
}

function drawAgain<State>(session: OpenSession<State>, draw: () => void): void {
  const { clock, ended, tickMilliseconds: milliseconds } = session;
  if (milliseconds === undefined) return;
  whenPassed({ clock, ended, milliseconds }, () => {
    draw();
    drawAgain(session, draw);
  });
}

function hungUp(): AwsxError {
  return new AwsxError('cancelled', 'the terminal is gone');
}
