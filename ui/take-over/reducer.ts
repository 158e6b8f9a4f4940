import { createLineReducer, type LineReducer } from '../line/reducer.ts';

/** Enter, or nothing: what else is typed was meant for something else. */
export const reduceTakeOver: LineReducer = createLineReducer({
  accept: () => 'skip',
  check: () => undefined,
});
