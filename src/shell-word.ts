import process from 'node:process';
import { printable } from './printable.ts';

/** Means itself in every shell. On Windows a backslash does, too; a comma and `@` do not. */
const PLAIN = /^[\w./+@,:-]+$/;
const PLAIN_ON_WINDOWS = /^[\w./+:\\-]+$/;
/** What the shells of Windows expand between double quotes, and what they take for the end. */
const SPECIAL_ON_WINDOWS = /["“”„$`%!]/g;

/**
 * A name or a path as one word of a command that a person may paste into a shell: from a hint, for
 * instance. Plain text stays as it is, everything else is quoted.
 *
 * - For POSIX shells and fish, which disagree about a backslash between single quotes: so it stands
 *   outside.
 * - For Windows there is no way of quoting that both cmd.exe and PowerShell read alike: what one of
 *   them would expand becomes `?`, which makes it another name, but harmless.
 * - Control characters are shown as `printable` does: such a name has to be typed otherwise.
 *
 * @param platform hints are made where nothing else depends on it, so it is that of the process
 */
export function shellWord(text: string, platform: NodeJS.Platform = process.platform): string {
  const word = printable(text);
  if (platform === 'win32') return PLAIN_ON_WINDOWS.test(word) ? word : quoteForWindows(word);
  return PLAIN.test(word) ? word : quoteForPosix(word);
}

function quoteForPosix(word: string): string {
  return `'${word.replace(/['\\]/g, "'\\$&'")}'`;
}

/** A backslash before the closing quote would make it part of the text for the program. */
function quoteForWindows(word: string): string {
  return `"${word.replace(SPECIAL_ON_WINDOWS, '?').replace(/\\+$/, '$&$&')}"`;
}
