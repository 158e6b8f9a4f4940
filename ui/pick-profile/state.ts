import type { Pick, PickAction, PickerRow, RankedRow } from '../../src/picker/types.ts';
import { type EditedLine, EMPTY_LINE } from './edit-line.ts';
import { createListLines, type Grouping, type ListLine } from './list-lines.ts';

/** The rows that match a query, best first. */
export type Search = (rows: readonly PickerRow[], query: string) => readonly RankedRow[];

export type PickerOutcome =
  | { readonly kind: 'open' | 'cancelled' }
  | { readonly kind: 'picked'; readonly pick: Pick };

/** All that the picker knows between two keys. */
export interface PickerState {
  readonly mode: 'list' | 'command' | 'keys';
  readonly query: string;
  /** With their pins as they are now. */
  readonly rows: readonly PickerRow[];
  readonly found: readonly RankedRow[];
  readonly grouping: Grouping;
  readonly lines: readonly ListLine[];
  /** The highlighted one of `lines`, a row; -1 when there is none. */
  readonly selected: number;
  /** The first line that is shown, of the list or of the keys. */
  readonly top: number;
  /** How many lines of the list are shown; a page. */
  readonly height: number;
  readonly command: EditedLine;
  /** One printable line for the person; gone at the next key. */
  readonly note: string | undefined;
  readonly outcome: PickerOutcome;
}

export interface InitialState {
  readonly rows: readonly PickerRow[];
  readonly query?: string | undefined;
  readonly profile?: string | undefined;
  readonly note?: string | undefined;
}

export function createPickerState(initial: InitialState, search: Search): PickerState {
  const { rows, query = '', profile, note } = initial;
  const found = search(rows, query);
  const lines = createListLines(found, 'none');
  return {
    mode: 'list',
    ...{ query, rows, found, lines, note },
    grouping: 'none',
    selected: findProfile(lines, profile),
    top: 0,
    height: 1,
    command: EMPTY_LINE,
    outcome: { kind: 'open' },
  };
}

/** The highlighted row. */
export function selectedRow({ lines, selected }: PickerState): PickerRow | undefined {
  const line = lines[selected];
  return line?.kind === 'row' ? line.ranked.row : undefined;
}

/** The line of a profile, else the first row; -1 when there is none. */
export function findProfile(lines: readonly ListLine[], profile: string | undefined): number {
  const isRow = (line: ListLine): boolean => line.kind === 'row';
  const wanted = lines.findIndex((line) => line.kind === 'row' && line.ranked.row.name === profile);
  return wanted === -1 ? lines.findIndex(isRow) : wanted;
}

/** Lets the list have this many lines, and moves it so that the highlighted one is among them. */
export function fitHeight(state: PickerState, height: number): PickerState {
  const { selected, lines, mode } = state;
  if (mode === 'keys') return { ...state, height };
  // The title of a group is shown with its first row.
  const first = lines[selected - 1]?.kind === 'group' && height > 1 ? selected - 1 : selected;
  const highest = Math.max(0, Math.min(first, lines.length - height));
  const lowest = Math.max(0, selected - height + 1);
  const top = Math.max(lowest, Math.min(state.top, highest));
  return top === state.top && height === state.height ? state : { ...state, top, height };
}

/** What leaves the picker with an action on the highlighted row. */
export function createPick(state: PickerState, action: PickAction): Pick | undefined {
  const row = selectedRow(state);
  if (row === undefined) return undefined;
  const { query, command } = state;
  const pick = { action, profile: row.name, query };
  return action === 'command' ? { ...pick, commandLine: command.text } : pick;
}
