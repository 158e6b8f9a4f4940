import { parseKeys } from '../../ui/keys.ts';
import { EMPTY_LINE, type LineReducer, type LineState } from '../../ui/line/reducer.ts';

/** The state after a person typed, or pasted, this text. */
export function typeKeys(reduce: LineReducer, input: string): LineState {
  return parseKeys(input).keys.reduce(reduce, EMPTY_LINE);
}
