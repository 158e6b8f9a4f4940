const CHARACTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-/.%@_:+';

const isAllowed = new Uint8Array(128);
for (const character of CHARACTERS) isAllowed[character.charCodeAt(0)] = 1;

/** Letters, digits and `- / . % @ _ : +`: what AWS's specification allows in names. */
export function isIdentifier(text: string): boolean {
  return text !== '' && identifierEnd(text, 0) === text.length;
}

/** Where the run of allowed characters that begins at `start` ends. */
export function identifierEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isAllowed[text.charCodeAt(end)] === 1) end += 1;
  return end;
}
