import { printable } from '../../src/printable.ts';
import { createLineReducer, type LineReducer } from '../line/reducer.ts';

/**
 * The name has to be typed, as it is or as it is shown: one with control characters can be typed
 * in no other way. How accents are put together is the keyboard's choice, not the person's.
 */
export function createNameReducer(name: string): LineReducer {
  const shown = printable(name);
  const accepted = [name, shown].map((form) => form.normalize('NFC'));
  return createLineReducer({
    accept: () => 'take',
    check: (text) =>
      accepted.includes(text.normalize('NFC').trim())
        ? undefined
        : { note: `type ${shown} to go on, or press Esc`, keepText: false },
  });
}
