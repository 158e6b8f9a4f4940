import { setTimeout } from 'node:timers/promises';
import type { Clock } from './ports.ts';

/** The clock of this computer. */
export const systemClock: Clock = {
  now: () => new Date(),
  sleep: async (milliseconds, signal) => {
    await setTimeout(milliseconds, undefined, signal === undefined ? {} : { signal });
  },
};
