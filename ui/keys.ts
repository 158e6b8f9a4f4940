/** What a person did at the keyboard. */
export type Key =
  /** Typed, or pasted without brackets: what arrived together, one character or more. */
  | { readonly kind: 'characters'; readonly characters: string }
  /** Pasted between brackets (DEC mode 2004): line ends and other control characters in it. */
  | { readonly kind: 'paste'; readonly characters: string }
  /** Ctrl with a letter that has no meaning of its own below. */
  | { readonly kind: 'control'; readonly letter: string }
  | { readonly kind: PlainKey };

type PlainKey =
  | 'enter'
  | 'backspace'
  | 'delete'
  | 'tab'
  | 'back-tab'
  /** Ctrl-U. */
  | 'clear'
  /** Ctrl-W. */
  | 'clear-word'
  | 'escape'
  /** Ctrl-C, Ctrl-D and Ctrl-\. */
  | 'cancel'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'home'
  | 'end'
  | 'page-up'
  | 'page-down'
  | 'help';

export interface ParsedKeys {
  readonly keys: readonly Key[];
  /** The beginning of a sequence whose end has not arrived; goes before the next input. */
  readonly rest: string;
}

const ESCAPE = '\u001b';
const PASTE_START = `${ESCAPE}[200~`;
const PASTE_END = `${ESCAPE}[201~`;
/** Of the Linux console; F2 to F5 follow it. */
const LINUX_F1 = `${ESCAPE}[[A`;

const CONTROL_KEYS: ReadonlyMap<string, PlainKey> = new Map([
  ['\r', 'enter'],
  ['\n', 'enter'],
  ['\b', 'backspace'],
  ['\u007f', 'backspace'],
  ['\t', 'tab'],
  // Ctrl-U and Ctrl-W, as the terminal's own line editing has them.
  ['\u0015', 'clear'],
  ['\u0017', 'clear-word'],
  ['\u0003', 'cancel'],
  ['\u0004', 'cancel'],
  ['\u001c', 'cancel'],
]);

/** By what ends `ESC [ … LETTER` and `ESC O LETTER` (xterm, "PC-Style Function Keys"). */
const LETTER_KEYS: ReadonlyMap<string, PlainKey> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['F', 'end'],
  ['H', 'home'],
  ['P', 'help'],
  ['Z', 'back-tab'],
]);

/** By the first number of `ESC [ NUMBER ~`. Home and End have several. */
const NUMBER_KEYS: ReadonlyMap<string, PlainKey> = new Map([
  ['1', 'home'],
  ['7', 'home'],
  ['3', 'delete'],
  ['4', 'end'],
  ['8', 'end'],
  ['5', 'page-up'],
  ['6', 'page-down'],
  ['11', 'help'],
]);

/**
 * Reads what a terminal in raw mode sends (ECMA-48). One string may hold many keys; function keys
 * other than F1, mouse reports and answers of the terminal are skipped. An Esc at the very end
 * stays in `rest`: only time tells whether it was the key (see {@link parseRest}).
 */
export function parseKeys(input: string): ParsedKeys {
  const keys: Key[] = [];
  for (let index = 0; index < input.length; ) {
    const end = findKeyEnd(input, index);
    if (end === undefined) return { keys, rest: input.slice(index) };
    addKey(keys, input.slice(index, end));
    index = end;
  }
  return { keys, rest: '' };
}

/** What a rest was, once nothing has followed it for a while: Esc, a paste cut short, or noise. */
export function parseRest(rest: string): readonly Key[] {
  if (rest === ESCAPE) return [{ kind: 'escape' }];
  return isOpenPaste(rest) ? [{ kind: 'paste', characters: rest.slice(PASTE_START.length) }] : [];
}

/** Whether a rest is a paste whose end is still to come. */
export function isOpenPaste(rest: string): boolean {
  return rest.startsWith(PASTE_START);
}

function addKey(keys: Key[], text: string): void {
  const key = text.startsWith(ESCAPE) ? readSequence(text) : readCharacter(text);
  const last = keys.at(-1);
  if (key === undefined) return;
  if (key.kind === 'characters' && last?.kind === 'characters') {
    keys[keys.length - 1] = { ...last, characters: last.characters + key.characters };
  } else {
    keys.push(key);
  }
}

function readCharacter(character: string): Key | undefined {
  const kind = CONTROL_KEYS.get(character);
  if (kind !== undefined) return { kind };
  if (!/\p{Cc}/u.test(character)) return { kind: 'characters', characters: character };
  const letter = String.fromCodePoint((character.codePointAt(0) ?? 0) + 0x60);
  return /^[a-z]$/.test(letter) ? { kind: 'control', letter } : undefined;
}

function readSequence(sequence: string): Key | undefined {
  if (sequence === ESCAPE) return { kind: 'escape' };
  if (sequence.startsWith(PASTE_START)) {
    return { kind: 'paste', characters: sequence.slice(PASTE_START.length, -PASTE_END.length) };
  }
  if (sequence === LINUX_F1) return { kind: 'help' };
  if (!/^.[[O][\d;]*[A-Z~]$/.test(sequence)) return undefined;
  const [number = ''] = sequence.slice(2, -1).split(';', 1);
  const isNumbered = sequence.endsWith('~');
  const kind = isNumbered ? NUMBER_KEYS.get(number) : LETTER_KEYS.get(sequence.slice(-1));
  return kind && { kind };
}

/** Where the key that starts here ends; undefined when the input ends first. */
function findKeyEnd(input: string, start: number): number | undefined {
  if (input.startsWith(PASTE_START, start)) return findAfter(input, PASTE_END, start);
  if (input[start] === ESCAPE) return findSequenceEnd(input, start);
  return start + characterLength(input, start);
}

function findSequenceEnd(input: string, start: number): number | undefined {
  const next = input[start + 1];
  if (next === undefined) return undefined;
  if (next === '[') return findControlSequenceEnd(input, start + 2);
  if (next === 'O') return start + 3 <= input.length ? start + 3 : undefined;
  if (']P_^X'.includes(next)) return findStringEnd(input, start + 2);
  // Two Esc in a row: the first was the key.
  if (next === ESCAPE) return start + 1;
  return start + 1 + characterLength(input, start + 1);
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
    .map((terminator) => findAfter(input, terminator, start))
    .filter((end) => end !== undefined);
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function findAfter(input: string, text: string, start: number): number | undefined {
  const index = input.indexOf(text, start);
  return index === -1 ? undefined : index + text.length;
}

function characterLength(input: string, start: number): number {
  return String.fromCodePoint(input.codePointAt(start) ?? 0).length;
}
