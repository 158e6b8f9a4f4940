import { createLineReducer, type LineReducer } from '../line/reducer.ts';

const YES = ['y', 'yes'];
const NO = ['', 'n', 'no'];

/** Yes or no, each by its first letter; Enter alone is no. */
export const reduceConfirmation: LineReducer = createLineReducer({
  accept: () => 'take',
  check: (text) =>
    [...YES, ...NO].includes(fold(text))
      ? undefined
      : { note: 'type y for yes or n for no', keepText: false },
});

/** Whether a submitted text says yes. */
export function isYes(text: string): boolean {
  return YES.includes(fold(text));
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
