import { cutToWidth, displayWidth } from '../../src/text-table.ts';

/** Breaks printable text between its words, and a word that is too long anywhere. */
export function wrapToWidth(text: string, width: number): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  const room = Math.max(width, 4);
  const lines: string[] = [];
  let line = indent;
  for (const word of text
    .trim()
    .split(' ')
    .flatMap((each) => breakWord(each, room - indent.length - 2))) {
    const longer = line.trim() === '' ? line + word : `${line} ${word}`;
    if (displayWidth(longer) <= room) {
      line = longer;
    } else {
      lines.push(line);
      line = `${indent}  ${word}`;
    }
  }
  return [...lines, line];
}

function breakWord(word: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = word;
  while (displayWidth(rest) > Math.max(width, 2)) {
    const piece = cutToWidth(rest, Math.max(width, 2)).slice(0, -1);
    if (piece === '') break;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}
