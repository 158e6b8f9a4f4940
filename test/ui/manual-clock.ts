import type { Clock } from '../../src/ports.ts';

export interface ManualClock extends Clock {
  /** Moves on, and wakes who has slept long enough. */
  advance(milliseconds: number): Promise<void>;
  /** How many sleep and were not called off. */
  readonly sleepers: number;
}

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/** A clock that stands still until it is told to move on. */
export function createManualClock(start = '2026-01-01T00:00:00Z'): ManualClock {
  let now = Date.parse(start);
  let sleepers: readonly Sleeper[] = [];
  return {
    now: () => new Date(now),
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { wakeAt: now + milliseconds, wake: resolve };
        sleepers = [...sleepers, sleeper];
        signal?.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal.reason);
        });
      }),
    async advance(milliseconds) {
      now += milliseconds;
      const awake = sleepers.filter(({ wakeAt }) => wakeAt <= now);
      sleepers = sleepers.filter(({ wakeAt }) => wakeAt > now);
      for (const { wake } of awake) wake();
      await new Promise((resolve) => setImmediate(resolve));
    },
    get sleepers() {
      return sleepers.length;
    },
  };
}
