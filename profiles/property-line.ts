import { isWhitespace, skipWhitespace, trimmed } from './document.ts';
import { identifierEnd } from './identifier.ts';

const EQUALS_SIGN = 0x3d;

/** `key = value` as written: trimmed, an inline comment taken off. */
export interface KeyAndValue {
  readonly key: string;
  readonly value: string;
}

export type PropertyProblem = 'no-equals-sign' | 'no-name';

/**
 * Reads `key = value` by AWS's specification: the first `=` divides, and `#` or `;` start a
 * comment only behind white space, so that `https://example.com/#/start` stays whole.
 */
export function parsePropertyLine(content: string): KeyAndValue | PropertyProblem {
  const text = content.slice(0, commentStart(content));
  const equalsSign = text.indexOf('=');
  if (equalsSign === -1) return 'no-equals-sign';
  const key = trimmed(text.slice(0, equalsSign));
  if (key === '') return 'no-name';
  return { key, value: trimmed(text.slice(equalsSign + 1)) };
}

/**
 * Whether the line that begins at `start` is `key = …` with a valid key: what nearly every line
 * is, told without taking it apart.
 */
export function isWellFormedProperty(text: string, start: number): boolean {
  const keyEnd = identifierEnd(text, start);
  return keyEnd > start && text.charCodeAt(skipWhitespace(text, keyEnd)) === EQUALS_SIGN;
}

/** Where the inline comment of a property line starts, or the line's length. */
export function commentStart(content: string): number {
  return Math.min(markStart(content, '#'), markStart(content, ';'));
}

function markStart(content: string, mark: string): number {
  let index = content.indexOf(mark, 1);
  while (index !== -1) {
    if (isWhitespace(content.charCodeAt(index - 1))) return index;
    index = content.indexOf(mark, index + 1);
  }
  return content.length;
}
