import { createLineReducer, type LineReducer, type Refusal } from '../line/reducer.ts';

const DIGITS = 6;
const SIX_DIGITS = 'a code has six digits';

/**
 * The six digits of an MFA code. Spaces of a paste such as `123 456` are passed over. Enter never
 * submits fewer or more than six digits, so that a slip of the finger is no attempt at AWS.
 */
export const reduceMfaCode: LineReducer = createLineReducer({ accept, check });

function accept(text: string, character: string) {
  if (/\s/u.test(character)) return 'skip';
  if (!/^[0-9]$/.test(character)) return { note: 'digits only' };
  // One digit too many is kept, so that Enter can tell a wrong paste from a code.
  return text.length <= DIGITS ? 'take' : 'skip';
}

function check(text: string): Refusal | undefined {
  if (text.length === DIGITS) return undefined;
  return { note: SIX_DIGITS, keepText: text.length < DIGITS };
}
