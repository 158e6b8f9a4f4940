import type { Pick, PickerRow, RankedRow } from '../../src/picker/types.ts';
import { printable } from '../../src/printable.ts';
import type { Key } from '../keys.ts';
import { editLine } from './edit-line.ts';
import type { Search } from './state.ts';

/** All that the numbered list knows between two keys. */
export interface NumberedState {
  readonly rows: readonly PickerRow[];
  /** How many rows are printed at a time. */
  readonly pageSize: number;
  /** What is typed and not entered yet. */
  readonly text: string;
  readonly query: string;
  readonly found: readonly RankedRow[];
  /** Index of the first row of the page that was printed last. */
  readonly top: number;
  /** Printed above the prompt in place of a page. */
  readonly note: string | undefined;
  /** Rises with everything that has to be printed below what was. */
  readonly printing: number;
  readonly outcome:
    | { readonly kind: 'open' | 'cancelled' }
    | { readonly kind: 'picked'; readonly pick: Pick };
}

export interface InitialNumberedState {
  readonly rows: readonly PickerRow[];
  readonly pageSize: number;
  readonly query?: string | undefined;
}

export type NumberedReducer = (state: NumberedState, key: Key) => NumberedState;

export function createNumberedState(
  { rows, pageSize, query = '' }: InitialNumberedState,
  search: Search,
): NumberedState {
  const found = search(rows, query);
  const outcome = { kind: 'open' } as const;
  return { rows, pageSize, query, found, text: '', top: 0, note: undefined, printing: 0, outcome };
}

/** Numbers count all rows that were found, from 1, not those of one page. */
export function createNumberedReducer(search: Search): NumberedReducer {
  return (state, key) => {
    if (state.outcome.kind !== 'open') return state;
    switch (key.kind) {
      case 'cancel':
      case 'escape':
        return { ...state, outcome: { kind: 'cancelled' } };
      case 'enter':
        return { ...enter(state, search), text: '', printing: state.printing + 1 };
      default:
        return { ...state, text: editText(state.text, key) };
    }
  };
}

function editText(text: string, key: Key): string {
  return editLine({ text, cursor: text.length }, key).text;
}

function enter(state: NumberedState, search: Search): NumberedState {
  const text = state.text.trim();
  if (text === '') return turnPage(state);
  const ranked = /^\d+$/.test(text) ? state.found[Number(text) - 1] : undefined;
  if (ranked !== undefined) return pick(state, ranked.row);
  const found = search(state.rows, text);
  if (found.length > 0) return { ...state, query: text, found, top: 0, note: undefined };
  return { ...state, note: `no profile matches "${printable(text)}"` };
}

/** The next page; after the last one the first again. */
function turnPage(state: NumberedState): NumberedState {
  const next = state.top + state.pageSize;
  return { ...state, top: next < state.found.length ? next : 0, note: undefined };
}

function pick(state: NumberedState, { name, problem }: PickerRow): NumberedState {
  if (problem !== undefined) return { ...state, note: printable(problem) };
  const { query } = state;
  return {
    ...state,
    outcome: { kind: 'picked', pick: { action: 'default', profile: name, query } },
  };
}
