import type { SingleFlight } from '../ports.ts';

export interface AloneOptions {
  /** Opened only when the work is to be done. */
  openSingleFlight(): Promise<SingleFlight>;
}

/**
 * Does the work while no other awsx of this user does work of the same subject. Read, change and
 * write of one file is such work: comparing just before the rename would leave a gap between
 * the two, and a lock file would outlive a killed process.
 *
 * @throws whatever the work and the lock throw.
 */
export async function runAlone<T>(
  { openSingleFlight }: AloneOptions,
  subject: string,
  work: () => Promise<T>,
): Promise<T> {
  const singleFlight = await openSingleFlight();
  for (;;) {
    const turn = await singleFlight.enter(`vault ${subject}`);
    if (turn.role === 'follower') continue;
    try {
      return await work();
    } finally {
      await turn.leave({ kind: 'released' });
    }
  }
}
