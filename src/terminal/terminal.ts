/** The terminal's own streams while a question is open: raw mode on, keys as text. */
export interface Terminal {
  readonly input: TerminalInput;
  readonly output: TerminalOutput;
  /** Restores the terminal; resolves when its descriptors are closed. */
  close(): Promise<void>;
}

type InputEvent = 'data' | 'end' | 'close';

/** Where keys come from; `close` and `end` when the terminal is hung up. */
export interface TerminalInput {
  readonly destroyed: boolean;
  on(event: InputEvent, listener: (chunk: string) => void): unknown;
  off(event: InputEvent, listener: (chunk: string) => void): unknown;
}

/** `continued`: the process had been stopped, and others may have written meanwhile. */
type OutputEvent = 'resize' | 'continued';

/** Where a question is shown. Never stdout or stderr. */
export interface TerminalOutput {
  readonly columns: number;
  readonly rows: number;
  write(text: string): unknown;
  on(event: OutputEvent, listener: () => void): unknown;
  off(event: OutputEvent, listener: () => void): unknown;
}
