import { EventEmitter } from 'node:events';
import type { Terminal } from '../../src/terminal/terminal.ts';

export interface FakeTerminal extends Terminal {
  /** Everything written so far. */
  written(): string;
  /** Resolves when something has been written. */
  readonly drawn: Promise<void>;
  type(keys: string): void;
  resize(columns: number, rows: number): void;
  /** As after the process has been stopped and continued. */
  resume(): void;
  hangUp(): void;
  readonly isClosed: boolean;
}

/** A terminal in memory; what is typed arrives at once. */
export function createFakeTerminal(columns = 80, rows = 24): FakeTerminal {
  const input = Object.assign(new EventEmitter(), { destroyed: false });
  const chunks: string[] = [];
  let resolveDrawn = (): void => undefined;
  const drawn = new Promise<void>((resolve) => {
    resolveDrawn = resolve;
  });
  const write = (text: string): void => {
    chunks.push(text);
    resolveDrawn();
  };
  const output = Object.assign(new EventEmitter(), { columns, rows, write });
  let isClosed = false;
  return {
    input,
    output,
    close: async () => {
      isClosed = true;
    },
    get isClosed() {
      return isClosed;
    },
    written: () => chunks.join(''),
    drawn,
    type: (keys) => input.emit('data', keys),
    resize: (newColumns, newRows) => {
      Object.assign(output, { columns: newColumns, rows: newRows });
      output.emit('resize');
    },
    resume: () => void output.emit('continued'),
    hangUp: () => {
      input.destroyed = true;
      input.emit('close');
    },
  };
}
