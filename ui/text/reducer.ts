import { createLineReducer, type LineReducer } from '../line/reducer.ts';

/** Any text, an empty one included: the caller knows what an empty answer means. */
export const reduceText: LineReducer = createLineReducer({
  accept: () => 'take',
  check: () => undefined,
});
