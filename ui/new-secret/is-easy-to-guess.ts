/**
 * What NIST asks of a password that alone protects something (SP 800-63B-4, 3.1.1.2); it forbids
 * rules about kinds of characters.
 */
const ENOUGH_CHARACTERS = 15;
/** Fewer than these is one key held down, or two in turn. */
const ENOUGH_DIFFERENT_ONES = 6;

/** A hint for the person, nothing more: a long line of a song passes as well. */
export function isEasyToGuess(secret: string): boolean {
  const characters = Array.from(secret);
  return characters.length < ENOUGH_CHARACTERS || new Set(characters).size < ENOUGH_DIFFERENT_ONES;
}
