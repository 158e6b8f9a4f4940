/** What a person did at the keyboard, as far as a question of one line cares. */
export type Key =
  /** Typed or pasted: what arrived together, one character or more. */
  | { readonly kind: 'characters'; readonly characters: string }
  | { readonly kind: 'enter' | 'backspace' | 'clear' | 'cancel' };

export interface ParsedKeys {
  readonly keys: readonly Key[];
  /** The beginning of an escape sequence whose end has not arrived; goes before the next input. */
  readonly rest: string;
}

const ESCAPE = '\u001b';

const CONTROL_KEYS = new Map<string, Key>([
  ['\r', { kind: 'enter' }],
  ['\n', { kind: 'enter' }],
  ['\b', { kind: 'backspace' }],
  ['\u007f', { kind: 'backspace' }],
  // Ctrl-U and Ctrl-W, as the terminal's own line editing has them.
  ['\u0015', { kind: 'clear' }],
  ['\u0017', { kind: 'clear' }],
  // Ctrl-C, Ctrl-D and Ctrl-\.
  ['\u0003', { kind: 'cancel' }],
  ['\u0004', { kind: 'cancel' }],
  ['\u001c', { kind: 'cancel' }],
]);

/**
 * Reads what a terminal in raw mode sends (ECMA-48). A paste may hold many keys in one string;
 * arrow and function keys, mouse reports and answers of the terminal are skipped. An Esc at the
 * very end stays in `rest`: only time tells whether it was the key (see {@link parseRest}).
 */
export function parseKeys(input: string): ParsedKeys {
  const keys: Key[] = [];
  for (let index = 0; index < input.length; ) {
    if (input[index] === ESCAPE) {
      const end = findSequenceEnd(input, index);
      if (end === undefined) return { keys, rest: input.slice(index) };
      if (end === index + 1) keys.push({ kind: 'cancel' });
      index = end;
    } else {
      const character = String.fromCodePoint(input.codePointAt(index) ?? 0);
      addCharacter(keys, character);
      index += character.length;
    }
  }
  return { keys, rest: '' };
}

/** What a rest was, once nothing has followed it for a while: the Esc key, or noise. */
export function parseRest(rest: string): readonly Key[] {
  return rest === ESCAPE ? [{ kind: 'cancel' }] : [];
}

function addCharacter(keys: Key[], character: string): void {
  const control = CONTROL_KEYS.get(character);
  const last = keys.at(-1);
  if (control !== undefined) keys.push(control);
  else if (/\p{Cc}/u.test(character)) return;
  else if (last?.kind !== 'characters') keys.push({ kind: 'characters', characters: character });
  else keys[keys.length - 1] = { ...last, characters: last.characters + character };
}

/** Where the sequence that starts at an Esc ends; undefined when the input ends first. */
function findSequenceEnd(input: string, start: number): number | undefined {
  const next = input[start + 1];
  if (next === undefined) return undefined;
  if (next === '[') return findControlSequenceEnd(input, start + 2);
  if (next === 'O') return start + 3 <= input.length ? start + 3 : undefined;
  if (']P_^X'.includes(next)) return findStringEnd(input, start + 2);
  // Two Esc in a row: the first was the key.
  if (next === ESCAPE) return start + 1;
  return start + 1 + String.fromCodePoint(input.codePointAt(start + 1) ?? 0).length;
}

/** `ESC [`, parameters and intermediates, one final byte; the Linux console adds a second `[`. */
function findControlSequenceEnd(input: string, start: number): number | undefined {
  let index = input[start] === '[' ? start + 1 : start;
  while (index < input.length && /[\u0020-\u003f]/.test(input[index] ?? '')) index += 1;
  return index < input.length ? index + 1 : undefined;
}

/** Operating system commands and their like: up to BEL or `ESC \`. */
function findStringEnd(input: string, start: number): number | undefined {
  const ends = ['\u0007', '\u001b\\']
    .map((terminator) => ({ terminator, index: input.indexOf(terminator, start) }))
    .filter(({ index }) => index !== -1)
    .map(({ terminator, index }) => index + terminator.length);
  return ends.length === 0 ? undefined : Math.min(...ends);
}
