import { errorCode, fileFailure } from '../file-failure.ts';
import type { Clock, SingleFlight } from '../ports.ts';
import { printable } from '../printable.ts';
import { type LockOptions, openLock } from './open-lock.ts';
import { startWaitingReport } from './report-waiting.ts';
import { takeTurn } from './take-turn.ts';
import { createQuestionWatch } from './watch-question.ts';

export interface SingleFlightOptions extends LockOptions {
  readonly clock: Clock;
}

/**
 * The lock between one user's processes on one machine. The operating system ends it with the
 * process that holds it (docs/adr/0004-lock.md has the protocol). `enter` answers once, so the
 * caller loops, and looks in the cache in either role:
 *
 *     for (;;) {
 *       const turn = await singleFlight.enter(lockName, { signal, onWaiting });
 *       if (turn.role === 'leader') {
 *         let outcome: Outcome = { kind: 'released' };
 *         try {
 *           // Return what the cache has, else run the plan; then outcome = { kind: 'finished' }.
 *         } finally {
 *           await turn.leave(outcome);
 *         }
 *       }
 *       // Throw a shared failure that is ours as well; return what the cache has now.
 *     }
 *
 * Each leader must leave, also when it throws. Entering a lock again while leading it waits for
 * ever. When a leader dies without leaving, `enter` of one follower answers "leader"; the others
 * go on waiting, for that one.
 *
 * `enter` throws the signal's reason when it is aborted, AwsxError `setting_invalid` when no
 * folder's path is short enough for sockets, and `vault_unavailable` when the folder is not
 * private or cannot be used.
 */
export function createSingleFlight(options: SingleFlightOptions): SingleFlight {
  return {
    enter: async (lockName, enterOptions = {}) => {
      const { signal, onWaiting } = enterOptions;
      signal?.throwIfAborted();
      const lock = openLock(lockName, options);
      const { clock, processId } = options;
      const watch = createQuestionWatch({ ...enterOptions, processId });
      const report =
        onWaiting &&
        startWaitingReport(clock, (holder) => {
          onWaiting(holder);
          void watch.look();
        });
      const setHolder = (holderProcessId: number): void => report?.setHolder(holderProcessId);
      try {
        return await takeTurn({ lock, clock, signal, setHolder, watch });
      } catch (error) {
        if (signal?.aborted || errorCode(error) === undefined) throw error;
        throw fileFailure(error, `cannot take turns with others in ${printable(lock.folder)}`);
      } finally {
        report?.stop();
      }
    },
  };
}
