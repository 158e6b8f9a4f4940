import { printable } from '../printable.ts';

/** Which of these is markup or an escape differs from toolkit to toolkit and between versions. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  '<': '‹',
  '>': '›',
  '&': '＆',
  '\\': '∖',
};

/**
 * Makes untrusted text mean nothing but itself in every dialog: no markup (Qt guesses, GTK may),
 * no escapes (zenity and kdialog read `\n`). Characters that could are shown as look-alikes.
 */
export function plainText(text: string): string {
  return printable(text).replace(/[<>&\\]/g, (character) => LOOK_ALIKES[character] ?? '');
}
