import type { Key } from '../keys.ts';

/** One line of text that is being typed. */
export interface EditedLine {
  readonly text: string;
  /** Where the next character goes, in UTF-16 units. */
  readonly cursor: number;
}

export const EMPTY_LINE: EditedLine = { text: '', cursor: 0 };

/** What a stuck key or a wrong paste adds beyond this is dropped. */
const MAXIMUM_LENGTH = 4096;

type Edit = (line: EditedLine) => EditedLine;

/** Moves and erasures, by the names of keys, those with Ctrl as in a shell. */
const EDITS: Readonly<Record<string, Edit>> = {
  left: ({ text, cursor }) => ({ text, cursor: before(text, cursor) }),
  right: ({ text, cursor }) => ({ text, cursor: after(text, cursor) }),
  home: ({ text }) => ({ text, cursor: 0 }),
  end: ({ text }) => ({ text, cursor: text.length }),
  backspace: (line) => erase(line, before(line.text, line.cursor), line.cursor),
  delete: (line) => erase(line, line.cursor, after(line.text, line.cursor)),
  clear: (line) => erase(line, 0, line.cursor),
  'clear-word': (line) => erase(line, wordStart(line), line.cursor),
  'ctrl-a': ({ text }) => ({ text, cursor: 0 }),
  'ctrl-e': ({ text }) => ({ text, cursor: text.length }),
  'ctrl-k': (line) => erase(line, line.cursor, line.text.length),
};

/** The line after a key; the same line when the key means nothing in it. */
export function editLine(line: EditedLine, key: Key): EditedLine {
  if (key.kind === 'characters' || key.kind === 'paste') return insert(line, key.characters);
  const name = key.kind === 'control' ? `ctrl-${key.letter}` : key.kind;
  return EDITS[name]?.(line) ?? line;
}

/** Line ends and other control characters of a paste become one space. */
function insert({ text, cursor }: EditedLine, characters: string): EditedLine {
  const added = characters.replace(/\p{Cc}+$/u, '').replace(/\p{Cc}+/gu, ' ');
  if (text.length + added.length > MAXIMUM_LENGTH) return { text, cursor };
  return {
    text: text.slice(0, cursor) + added + text.slice(cursor),
    cursor: cursor + added.length,
  };
}

function erase({ text }: EditedLine, from: number, to: number): EditedLine {
  return { text: text.slice(0, from) + text.slice(to), cursor: from };
}

/** A character with the marks that stand on it goes as one. */
function before(text: string, cursor: number): number {
  const [last] = /\P{Mark}?\p{Mark}*$/u.exec(text.slice(0, cursor)) ?? [''];
  return cursor - last.length;
}

function after(text: string, cursor: number): number {
  const [next] = /^.\p{Mark}*/su.exec(text.slice(cursor)) ?? [''];
  return cursor + next.length;
}

function wordStart({ text, cursor }: EditedLine): number {
  return text.slice(0, cursor).replace(/\S*\s*$/u, '').length;
}
