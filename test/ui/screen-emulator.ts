import { displayWidth } from '../../src/text-table.ts';
import { splitGraphemes } from '../../ui/graphemes.ts';

export interface ScreenEmulator {
  write(text: string): void;
  /** What is seen, a line for each row down to the last with something on it. `▏` is the cursor. */
  show(): string;
}

/** Stands behind a character that takes two columns. */
const SECOND_HALF = '';

/**
 * As much of a terminal as questions use, in raw mode with ONLCR. Throws at any other control
 * character and sequence: nothing that a person or AWS has written may be one.
 */
export function createScreenEmulator(columns: number, rows: number): ScreenEmulator {
  let lines: string[][] = [[]];
  let row = 0;
  let column = 0;
  const feed = (): void => {
    row += 1;
    column = 0;
    if (row < rows) lines[row] ??= [];
    else {
      lines = [...lines.slice(1), []];
      row = rows - 1;
    }
  };
  const put = (grapheme: string): void => {
    const width = displayWidth(grapheme);
    if (column + width > columns) feed();
    const line = lines[row] ?? [];
    while (line.length < column) line.push(' ');
    line.splice(column, width, grapheme, ...Array.from({ length: width - 1 }, () => SECOND_HALF));
    column += width;
  };
  const actions: Readonly<Record<string, () => void>> = {
    '\n': feed,
    '\r': () => {
      column = 0;
    },
    '\b': () => {
      column = Math.max(column - 1, 0);
    },
    '\u001b[A': () => {
      row = Math.max(row - 1, 0);
    },
    '\u001b[2K': () => {
      lines[row] = [];
    },
  };
  return {
    write(text) {
      for (const [piece] of text.matchAll(/\p{Cc}\[[\d;?]*[A-Za-z]|\p{Cc}|\P{Cc}+/gu)) {
        const action = actions[piece];
        if (action !== undefined) action();
        else if (/^\p{Cc}\[[\d;]*m$/u.test(piece)) continue;
        else if (/\p{Cc}/u.test(piece)) throw new Error(`a control: ${JSON.stringify(piece)}`);
        else for (const grapheme of splitGraphemes(piece)) put(grapheme);
      }
    },
    show() {
      const shown = lines.map((line, index) => {
        const padded = index === row ? [...line, ...Array(columns).fill(' ')] : line;
        const marked = index === row ? padded.toSpliced(column, 0, '▏') : padded;
        return marked.join('').trimEnd();
      });
      return shown.join('\n').trimEnd();
    },
  };
}
