/**
 * The candidate that a mistyped word probably means: one it is the beginning of, or else the one
 * with the fewest slips of the keyboard. Undefined when none is near.
 */
export function suggest(word: string, candidates: readonly string[]): string | undefined {
  if (word.length < 2) return undefined;
  const longer = candidates.filter((candidate) => candidate.startsWith(word));
  if (longer.length === 1) return longer[0];
  const limit = word.length < 6 ? 1 : 2;
  const near = candidates
    .filter((candidate) => Math.abs(candidate.length - word.length) <= limit)
    .map((candidate) => ({ candidate, distance: editDistance(word, candidate) }))
    .filter(({ distance }) => distance <= limit)
    .sort((one, other) => one.distance - other.distance);
  return near[0]?.candidate;
}

/**
 * Number of insertions, deletions, replacements and swaps of neighbours between two words
 * (Damerau and Levenshtein's distance with optimal string alignment).
 */
export function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const replaced = at(previous, column - 1) + (from[row - 1] === to[column - 1] ? 0 : 1);
      const swapped = isSwap(from, to, { row, column })
        ? at(beforePrevious, column - 2) + 1
        : Infinity;
      const inserted = at(current, column - 1) + 1;
      const deleted = at(previous, column) + 1;
      current.push(Math.min(replaced, swapped, inserted, deleted));
    }
    [beforePrevious, previous] = [previous, current];
  }
  return at(previous, to.length);
}

function isSwap(from: string, to: string, at: { row: number; column: number }): boolean {
  const { row, column } = at;
  if (row < 2 || column < 2) return false;
  return from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
}

function at(distances: readonly number[], index: number): number {
  return distances[index] ?? Infinity;
}
