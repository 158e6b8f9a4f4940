import type { TerminalInput, TerminalOutput } from '../src/terminal/terminal.ts';

export interface TerminalListeners {
  readonly onData: (chunk: string) => void;
  /** The terminal is gone; may come more than once. */
  readonly onHangUp: () => void;
  readonly onResize: () => void;
  /** The process had been stopped, and others may have written meanwhile. */
  readonly onContinue: () => void;
}

export interface ListenedTerminal {
  readonly input: TerminalInput;
  readonly output: Pick<TerminalOutput, 'on' | 'off'>;
  /** Aborted when nobody listens any more. */
  readonly ended: AbortSignal;
}

/** Hears what happens on a terminal until the end. */
export function listenToTerminal(
  { input, output, ended }: ListenedTerminal,
  { onData, onHangUp, onResize, onContinue }: TerminalListeners,
): void {
  input.on('data', onData);
  input.on('end', onHangUp);
  input.on('close', onHangUp);
  output.on('resize', onResize);
  output.on('continued', onContinue);
  ended.addEventListener('abort', () => {
    input.off('data', onData);
    input.off('end', onHangUp);
    input.off('close', onHangUp);
    output.off('resize', onResize);
    output.off('continued', onContinue);
  });
}
