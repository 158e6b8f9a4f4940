import type { PickerReducer } from './reducer.ts';
import type { RowSearch } from './search.ts';
import type { PickerState } from './state.ts';

export interface Rehearsal {
  readonly state: PickerState;
  readonly prepare: RowSearch['prepare'];
  readonly reduce: PickerReducer;
  /** Lays a state out as for the screen, and shows it nowhere. */
  readonly render: (state: PickerState) => void;
}

/** Letters that most names have. */
const QUERIES = ['e', 'a', 'an'];

/**
 * What makes the first keys as fast as later ones: rows are made ready, and V8 compiles what a
 * search and a frame run through. Of 10,000 rows the first letter would take 100 ms without it.
 */
export function createRehearsal({ state, prepare, reduce, render }: Rehearsal) {
  const search = (characters: string) => (): void => {
    render(reduce(state, { kind: 'characters', characters }));
  };
  return [() => prepare(state.rows), ...QUERIES.map(search)];
}

/** Runs tasks one by one, with whatever comes in between. Answers how to stop. */
export function runInTurns(tasks: readonly (() => void)[]): () => void {
  let isStopped = false;
  const run = (index: number): void => {
    const task = tasks[index];
    if (isStopped || task === undefined) return;
    task();
    setImmediate(run, index + 1);
  };
  setImmediate(run, 0);
  return () => {
    isStopped = true;
  };
}
