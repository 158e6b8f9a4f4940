/** A stretch of text that was read, and where the rest begins. */
export interface Piece {
  readonly content: string;
  readonly end: number;
}

export function isQuote(character: string | undefined): boolean {
  return character === '"' || character === "'";
}

/**
 * Reads the quoted text that starts with the quote at `start`, as a POSIX shell does: literally in
 * single quotes, with the escapes `\"` and `\\` in double quotes. Other backslashes are literal,
 * since Windows paths have them. Undefined when the quote is not closed.
 */
export function readQuoted(text: string, start: number): Piece | undefined {
  const quote = text[start];
  let content = '';
  for (let index = start + 1; index < text.length; index += 1) {
    if (text[index] === quote) return { content, end: index + 1 };
    if (quote === '"' && isEscape(text, index)) index += 1;
    content += text[index];
  }
  return undefined;
}

function isEscape(text: string, index: number): boolean {
  const next = text[index + 1];
  return text[index] === '\\' && (next === '"' || next === '\\');
}
