import { parseKeys } from '../../ui/keys.ts';
import { EMPTY_LINE, type LineReducer, type LineState } from '../../ui/line/reducer.ts';

/** The state after this text has arrived in one piece, as a paste does. */
export function typeKeys(
  reduce: LineReducer,
  input: string,
  before: LineState = EMPTY_LINE,
): LineState {
  return parseKeys(input).keys.reduce(reduce, before);
}
