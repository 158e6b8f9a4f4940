import { createLineReducer, type LineReducer, type Refusal } from '../line/reducer.ts';

/** The number of a choice, counted from 1. */
export function createChoiceReducer(count: number): LineReducer {
  const note = count === 1 ? 'type 1' : `type a number from 1 to ${count}`;
  return createLineReducer({
    accept: (_text, character) => {
      if (/\s/u.test(character)) return 'skip';
      return /^[0-9]$/.test(character) ? 'take' : { note };
    },
    check: (text): Refusal | undefined => {
      const number = Number(text);
      return text !== '' && number >= 1 && number <= count ? undefined : { note, keepText: false };
    },
  });
}
