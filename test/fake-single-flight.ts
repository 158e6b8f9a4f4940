import type { SingleFlight } from '../src/ports.ts';

/** The lock within one process: the next contender leads when the leader has left. */
export function createFakeSingleFlight(): SingleFlight {
  const lastTurns = new Map<string, Promise<void>>();
  return {
    async enter(lockName) {
      const before = lastTurns.get(lockName);
      let leave = (): void => undefined;
      lastTurns.set(lockName, new Promise((resolve) => (leave = resolve)));
      await before;
      return { role: 'leader', leave: async () => leave() };
    },
  };
}
