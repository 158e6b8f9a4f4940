import type { PickerRow } from './types.ts';

/** How rows stand when nothing is typed; equal ones stay in the order of the files. */
export function compareResting(one: PickerRow, other: PickerRow): number {
  if (one.isPinned !== other.isPinned) return one.isPinned ? -1 : 1;
  return other.frecency - one.frecency;
}

const USE_BONUS = 40;
const PIN_BONUS = 15;
const SHORTNESS_BONUS = 10;
const LONG_NAME = 60;
const PROBLEM_MALUS = 60;

/**
 * What a row's score gains whatever was typed: less than lies between a whole word and its
 * beginning elsewhere, enough to choose among rows that match in the same way.
 */
export function rowBonus({ name, frecency, isPinned, problem }: PickerRow): number {
  const use = (USE_BONUS * frecency) / (frecency + 3);
  const pin = isPinned ? PIN_BONUS : 0;
  const shortness = SHORTNESS_BONUS * (1 - Math.min(name.length, LONG_NAME) / LONG_NAME);
  return use + pin + shortness - (problem === undefined ? 0 : PROBLEM_MALUS);
}
