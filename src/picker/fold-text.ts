/** Longer texts are searched up to here, so that no name can make a keystroke slow. */
const MAX_UNITS = 256;

/** A text as it is compared: without case, accents and the differences between separators. */
export interface FoldedText {
  readonly text: string;
  /** Where words start, rising: as in `prod-admin`, `PowerUser` and `team3`. */
  readonly words: readonly number[];
  /** A bit for each letter that occurs; several letters share a bit. */
  readonly letters: number;
  /**
   * For each unit of `text` where its character starts in the original, and where the last one
   * ends; absent when both are the same.
   */
  readonly origins?: Uint16Array;
}

type CharacterKind = 'upper' | 'lower' | 'digit' | 'ideograph' | 'separator';

/** Makes a text comparable. Of a long one only the beginning counts. */
export function foldText(original: string): FoldedText {
  const capped = original.slice(0, MAX_UNITS);
  return isAscii(capped) ? foldAscii(capped) : foldUnicode(capped);
}

/** Whether every letter of a word occurs somewhere in the text; if not, it cannot match. */
export function hasLetters(text: FoldedText, word: FoldedText): boolean {
  return (text.letters & word.letters) === word.letters;
}

/** Rising indexes of the original for rising indexes of the folded text. */
export function toOriginal(
  { origins, text }: FoldedText,
  positions: readonly number[],
): readonly number[] {
  if (origins === undefined) return positions;
  const indexes = new Set<number>();
  for (const position of positions) {
    const start = origins[position] ?? 0;
    let next = position + 1;
    while (next < text.length && origins[next] === start) next += 1;
    for (let index = start; index < (origins[next] ?? start); index += 1) indexes.add(index);
  }
  return [...indexes].sort((one, other) => one - other);
}

function foldAscii(original: string): FoldedText {
  const text = original.toLowerCase().replace(/[_./]/g, '-');
  const words = findWords(text.length, (index) => asciiKind(original.charCodeAt(index)));
  return { text, words, letters: findLetters(text) };
}

/** One character at a time, so that each unit of the result has its place in the original. */
function foldUnicode(original: string): FoldedText {
  let text = '';
  let offset = 0;
  const kinds: CharacterKind[] = [];
  const origins: number[] = [];
  for (const character of original) {
    const folded = foldCharacter(character).slice(0, MAX_UNITS - text.length);
    for (let unit = 0; unit < folded.length; unit += 1) {
      kinds.push(unit === 0 ? unicodeKind(character) : 'lower');
      origins.push(offset);
    }
    text += folded;
    offset += character.length;
  }
  origins.push(offset);
  return {
    text,
    words: findWords(text.length, (index) => kinds[index] ?? 'separator'),
    letters: findLetters(text),
    origins: Uint16Array.from(origins),
  };
}

function foldCharacter(character: string): string {
  const bare = character.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
  return bare.toLowerCase().replace(/[_./]/g, '-');
}

function findWords(length: number, kindAt: (index: number) => CharacterKind): readonly number[] {
  const words: number[] = [];
  let before: CharacterKind = 'separator';
  let kind = kindAt(0);
  for (let index = 0; index < length; index += 1) {
    const after = index + 1 < length ? kindAt(index + 1) : 'separator';
    if (startsWord(kind, before, after)) words.push(index);
    before = kind;
    kind = after;
  }
  return words;
}

function startsWord(kind: CharacterKind, before: CharacterKind, after: CharacterKind): boolean {
  if (kind === 'separator') return false;
  if (kind === 'ideograph' || before === 'separator' || before === 'ideograph') return true;
  if (kind === 'digit') return before !== 'digit';
  return kind === 'upper' && (before !== 'upper' || after === 'lower');
}

function findLetters(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index += 1)
    letters |= 1 << (text.charCodeAt(index) & 31);
  return letters;
}

function isAscii(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 127) return false;
  }
  return true;
}

function asciiKind(code: number): CharacterKind {
  if (code >= 97 && code <= 122) return 'lower';
  if (code >= 48 && code <= 57) return 'digit';
  return code >= 65 && code <= 90 ? 'upper' : 'separator';
}

/** Scripts that write words without gaps: there every character may be where a word starts. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;

function unicodeKind(character: string): CharacterKind {
  if (UNSPACED.test(character)) return 'ideograph';
  if (/\p{N}/u.test(character)) return 'digit';
  if (!/\p{L}/u.test(character)) return 'separator';
  return character === character.toLowerCase() ? 'lower' : 'upper';
}
