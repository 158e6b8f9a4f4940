import { createLineReducer, type LineReducer, type Refusal } from '../line/reducer.ts';

const DIGITS = 6;
const SIX_DIGITS = 'a code has six digits';
const NOT_A_CODE = 'not pasted: a code has six digits and nothing else';

/**
 * The six digits of an MFA code. Spaces of a paste such as `123 456` are passed over; a paste with
 * anything else in it, or with more digits, is refused whole: its digits are not the code. Enter
 * never submits fewer or more than six digits, so that a slip of the finger is no attempt at AWS.
 */
export const reduceMfaCode: LineReducer = createLineReducer({ accept, checkPaste, check });

function accept(_text: string, character: string) {
  if (/\s/u.test(character)) return 'skip';
  if (!/^[0-9]$/.test(character)) return { note: 'digits only' };
  // One digit too many is kept, so that Enter can tell a slip from a code.
  return 'take';
}

/** Fewer digits may be typing that a slow connection has put together. */
function checkPaste(characters: string) {
  const paste = characters.replace(/\s/gu, '');
  return /^[0-9]{0,6}$/.test(paste) ? undefined : { note: NOT_A_CODE };
}

function check(text: string): Refusal | undefined {
  if (text.length === DIGITS) return undefined;
  return { note: SIX_DIGITS, keepText: text.length < DIGITS };
}
