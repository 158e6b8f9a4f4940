import { EMPTY_LINE, type LineReducer, type LineState } from '../line/reducer.ts';
import { reduceText } from '../text/reducer.ts';
import { isEasyToGuess } from './is-easy-to-guess.ts';

const EMPTY = 'an empty one protects nothing';
const NOT_THE_SAME = 'the two were not the same: choose it anew';
const EASY = 'easy to guess: four random words are better; Enter keeps it';

/**
 * A secret that is chosen: typed twice, the second time to be sure of the first. One that is easy
 * to guess is taken at the second Enter.
 */
export const reduceNewSecret: LineReducer = (state, key) => {
  if (state.outcome !== 'open') return state;
  const next = reduceText(state, key);
  if (next.outcome === 'open') return { ...next, before: state.before };
  if (next.outcome === 'cancelled') return next;
  return state.before === undefined ? takeFirst(state) : takeSecond(state, state.before);
};

function takeFirst(state: LineState): LineState {
  const { text, note } = state;
  if (text === '') return { ...EMPTY_LINE, note: EMPTY };
  if (isEasyToGuess(text) && note !== EASY) return { ...state, note: EASY };
  return { ...EMPTY_LINE, before: text };
}

function takeSecond({ text }: LineState, first: string): LineState {
  if (text !== first) return { ...EMPTY_LINE, note: NOT_THE_SAME };
  return { ...EMPTY_LINE, text, outcome: 'submitted' };
}
