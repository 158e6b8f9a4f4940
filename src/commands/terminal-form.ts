/** What the form of an output depends on: whether a person looks at it on a terminal. Pure. */
import type { Environment, Output } from '../ports.ts';

/** Of a terminal that does not tell. */
const ORDINARY_COLUMNS = 80;

/** The width to keep to; undefined where no terminal is, so that nothing needs to be left out. */
export function widthOf({ isTTY, columns }: Output): number | undefined {
  return isTTY ? columns || ORDINARY_COLUMNS : undefined;
}

/** https://no-color.org: any value but the empty one says no. */
export function wantsColor({ isTTY }: Output, env: Environment): boolean {
  return isTTY && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}
