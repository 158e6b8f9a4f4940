/**
 * Does some work for every item, a few at a time, and answers the results in the order of the
 * items. At the first failure no further work begins, what is under way is told by its signal, and
 * the failure is thrown once all of it has ended.
 *
 * @throws what the work throws
 */
export async function runBounded<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const failed = new AbortController();
  const pending = items.entries();
  const takeTurns = async (): Promise<void> => {
    for (const [index, item] of pending) {
      if (failed.signal.aborted) return;
      try {
        results[index] = await work(item, failed.signal);
      } catch (error) {
        failed.abort(error);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  failed.signal.throwIfAborted();
  return results;
}
