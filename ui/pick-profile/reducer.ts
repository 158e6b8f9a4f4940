import { MAX_QUERY_UNITS } from '../../src/picker/rank.ts';
import type { PickAction, PickerRow } from '../../src/picker/types.ts';
import { printable } from '../../src/printable.ts';
import type { Key } from '../keys.ts';
import { editLine } from './edit-line.ts';
import { createListLines, nextGrouping } from './list-lines.ts';
import { createPick, findProfile, type PickerState, type Search, selectedRow } from './state.ts';

export interface PickerRules {
  readonly search: Search;
  /** What is offered besides Enter. */
  readonly actions: readonly PickAction[];
}

export type PickerReducer = (state: PickerState, key: Key) => PickerState;

/** Letters with Ctrl that leave the picker, or open the command line. */
export const ACTION_LETTERS: Readonly<Record<string, Exclude<PickAction, 'default'>>> = {
  e: 'command',
  o: 'console',
  y: 'copy',
  r: 'refresh',
  x: 'clear',
};

/**
 * The pure part of the picker: state in, state out, so that keys which arrive faster than frames
 * are drawn are never lost. Once the outcome is no longer `open`, keys change nothing.
 */
export function createPickerReducer(rules: PickerRules): PickerReducer {
  return (state, key) => {
    if (state.outcome.kind !== 'open') return state;
    if (key.kind === 'cancel') return { ...state, outcome: { kind: 'cancelled' } };
    const noted = state.note === undefined ? state : { ...state, note: undefined };
    if (noted.mode === 'keys') return readKeys(noted, key);
    return noted.mode === 'command' ? typeCommand(noted, key) : searchList(noted, key, rules);
  };
}

/** Below the list of keys: it can be scrolled, and every other key goes back. */
function readKeys(state: PickerState, key: Key): PickerState {
  const step = stepOf(key, state);
  if (step === undefined) return { ...state, mode: 'list' };
  return { ...state, top: Math.max(0, state.top + step) };
}

function typeCommand(state: PickerState, key: Key): PickerState {
  if (key.kind === 'escape') return { ...state, mode: 'list' };
  if (key.kind !== 'enter') return { ...state, command: editLine(state.command, key) };
  if (state.command.text.trim() === '') return { ...state, note: 'type a command, or Esc' };
  return pick(state, 'command');
}

function searchList(state: PickerState, key: Key, rules: PickerRules): PickerState {
  const step = stepOf(key, state);
  if (step !== undefined) return move(state, step);
  switch (key.kind) {
    case 'enter':
      return pick(state, 'default');
    case 'escape':
      if (state.query === '') return { ...state, outcome: { kind: 'cancelled' } };
      return searchFor(state, '', rules);
    case 'help':
      return { ...state, mode: 'keys', top: 0 };
    case 'control':
      return pressLetter(state, key.letter, rules);
    default:
      if (asksForKeys(state, key)) return { ...state, mode: 'keys', top: 0 };
      return searchFor(state, editQuery(state.query, key), rules);
  }
}

/** A question mark is searched for like any character once there is a query. */
function asksForKeys({ query }: PickerState, key: Key): boolean {
  return query === '' && key.kind === 'characters' && key.characters === '?';
}

/** The query has no cursor: it always stands at the end. What is not searched for is not kept. */
function editQuery(query: string, key: Key): string {
  const { text } = editLine({ text: query, cursor: query.length }, key);
  return text.slice(0, MAX_QUERY_UNITS).replace(/\p{Cs}$/u, '');
}

function searchFor(state: PickerState, query: string, { search }: PickerRules): PickerState {
  if (query === state.query) return state;
  const found = search(state.rows, query);
  const lines = createListLines(found, state.grouping);
  return { ...state, query, found, lines, selected: findProfile(lines, undefined), top: 0 };
}

function pressLetter(state: PickerState, letter: string, rules: PickerRules): PickerState {
  if (letter === 'p') return togglePin(state, rules);
  if (letter === 'g') return regroup({ ...state, grouping: nextGrouping(state.grouping) });
  const action = ACTION_LETTERS[letter];
  if (action === undefined || !rules.actions.includes(action)) return state;
  if (action !== 'command') return pick(state, action);
  const row = selectedRow(state);
  return row === undefined ? state : (refuse(state, row) ?? { ...state, mode: 'command' });
}

function togglePin(state: PickerState, { search }: PickerRules): PickerState {
  const row = selectedRow(state);
  if (row === undefined) return state;
  const turned: PickerRow = { ...row, isPinned: !row.isPinned };
  const rows = state.rows.map((other) => (other === row ? turned : other));
  return regroup({ ...state, rows, found: search(rows, state.query) });
}

/** Arranges the lines anew and keeps the highlighted row. */
function regroup(state: PickerState): PickerState {
  const profile = selectedRow(state)?.name;
  const lines = createListLines(state.found, state.grouping);
  return { ...state, lines, selected: findProfile(lines, profile) };
}

/** How many lines a key moves down; undefined for a key that moves nothing. */
function stepOf(key: Key, { height, lines }: PickerState): number | undefined {
  switch (key.kind) {
    case 'up':
    case 'back-tab':
      return -1;
    case 'down':
    case 'tab':
      return 1;
    case 'page-up':
      return -Math.max(1, height - 1);
    case 'page-down':
      return Math.max(1, height - 1);
    case 'home':
      return -lines.length;
    case 'end':
      return lines.length;
    case 'control':
      return LETTER_STEPS.get(key.letter);
    default:
      return undefined;
  }
}

const LETTER_STEPS: ReadonlyMap<string, number> = new Map([
  ['n', 1],
  ['k', -1],
]);

/** Stops at both ends, and passes over the titles of groups. */
function move(state: PickerState, step: number): PickerState {
  const { lines, selected } = state;
  const target = Math.max(0, Math.min(selected + step, lines.length - 1));
  const direction = step < 0 ? -1 : 1;
  const isRow = (index: number): boolean => lines[index]?.kind === 'row';
  const next = [target, target + direction, target - direction].find(isRow);
  return { ...state, selected: next ?? selected };
}

function pick(state: PickerState, action: PickAction): PickerState {
  const row = selectedRow(state);
  const pick = createPick(state, action);
  if (row === undefined || pick === undefined) return state;
  const refused = action === 'clear' ? undefined : refuse(state, row);
  return refused ?? { ...state, outcome: { kind: 'picked', pick } };
}

/** A profile that cannot be used can be looked at, and its sessions forgotten. */
function refuse(state: PickerState, { problem }: PickerRow): PickerState | undefined {
  return problem === undefined ? undefined : { ...state, note: printable(problem) };
}
