import { closeSync } from 'node:fs';
import { openTerminalDescriptor } from './controlling-terminal.ts';

export interface TerminalLoan {
  readonly platform: NodeJS.Platform;
  /** `--no-input`: nobody is to be asked. */
  readonly neverAsk: boolean;
}

/** Lends a program that awsx starts the terminal, when there is one and a person may be asked. */
export async function withTerminal<T>(
  { platform, neverAsk }: TerminalLoan,
  work: (terminal: number | undefined) => Promise<T>,
): Promise<T> {
  const terminal = neverAsk ? undefined : openTerminalDescriptor(platform);
  try {
    return await work(terminal);
  } finally {
    if (terminal !== undefined) closeSync(terminal);
  }
}
