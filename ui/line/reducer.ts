import { splitGraphemes } from '../graphemes.ts';
import type { Key } from '../keys.ts';

/** A question that is answered with one line of text. */
export interface LineState {
  readonly text: string;
  /** What is wrong with the text, for the person; gone at the next good key. */
  readonly note: string | undefined;
  readonly outcome: 'open' | 'submitted' | 'cancelled';
  /** What was entered before this text, when two lines make the answer. */
  readonly before: string | undefined;
}

export interface Refusal {
  readonly note: string;
  /** Whether the text stays, to be completed, or goes, to be typed again. */
  readonly keepText: boolean;
}

export interface LineRules {
  /** Whether a character is taken, passed over in silence, or refused with a note. */
  readonly accept: (text: string, character: string) => 'take' | 'skip' | { readonly note: string };
  /** Why characters that arrived together are refused together; each is looked at by default. */
  readonly checkPaste?: (characters: string) => { readonly note: string } | undefined;
  /** Why Enter does not submit this text; undefined when it does. */
  readonly check: (text: string) => Refusal | undefined;
}

export type LineReducer = (state: LineState, key: Key) => LineState;

export const EMPTY_LINE: LineState = {
  text: '',
  note: undefined,
  outcome: 'open',
  before: undefined,
};

/** No secret, name or code is longer; what a stuck key or a wrong paste adds is dropped. */
const MAXIMUM_LENGTH = 4096;

/**
 * The pure part of every question of one line. State in, state out: input that arrives faster
 * than frames are drawn is never lost. Once the outcome is no longer `open`, keys change nothing.
 */
export function createLineReducer(rules: LineRules): LineReducer {
  return (state, key) => {
    if (state.outcome !== 'open') return state;
    switch (key.kind) {
      case 'characters':
        return typeCharacters(state, key.characters, rules);
      case 'paste':
        return typeCharacters(state, key.characters.replace(/\p{Cc}/gu, ''), rules);
      case 'enter':
        return submit(state, rules);
      case 'backspace':
        return { ...EMPTY_LINE, text: splitGraphemes(state.text).slice(0, -1).join('') };
      case 'clear':
      case 'clear-word':
        return EMPTY_LINE;
      case 'escape':
      case 'cancel':
        return { ...EMPTY_LINE, outcome: 'cancelled' };
      default:
        return state;
    }
  };
}

function typeCharacters(state: LineState, typed: string, rules: LineRules): LineState {
  const characters = Array.from(typed);
  const refusal = characters.length > 1 ? rules.checkPaste?.(typed) : undefined;
  if (refusal !== undefined) return { ...state, note: refusal.note };
  return characters.reduce((line, character) => typeCharacter(line, character, rules), state);
}

function typeCharacter(state: LineState, character: string, rules: LineRules): LineState {
  const answer = rules.accept(state.text, character);
  if (answer === 'skip' || state.text.length >= MAXIMUM_LENGTH) return state;
  if (answer !== 'take') return { ...state, note: answer.note };
  return { ...EMPTY_LINE, text: state.text + character };
}

function submit(state: LineState, rules: LineRules): LineState {
  const refusal = rules.check(state.text);
  if (refusal === undefined) return { ...EMPTY_LINE, text: state.text, outcome: 'submitted' };
  return { ...EMPTY_LINE, text: refusal.keepText ? state.text : '', note: refusal.note };
}
