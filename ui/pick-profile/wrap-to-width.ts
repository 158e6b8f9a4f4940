import { displayWidth } from '../../src/text-table.ts';

/** Breaks printable text between its words, and a word that is too long anywhere. */
export function wrapToWidth(text: string, width: number): readonly string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  const room = Math.max(width, 4);
  const words = text.trim().split(' ');
  const lines: string[] = [];
  let line = indent;
  for (const word of words.flatMap((each) => breakWord(each, room - indent.length - 2))) {
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

/** A mark stays with the character it stands on. */
function breakWord(word: string, width: number): readonly string[] {
  if (displayWidth(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const [cluster] of word.matchAll(/.\p{Mark}*/gsu)) {
    if (piece !== '' && displayWidth(piece + cluster) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += cluster;
  }
  return [...pieces, piece];
}
