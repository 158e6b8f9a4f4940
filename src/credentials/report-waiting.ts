import type { LockHolder, Progress } from '../ports.ts';
import type { RunPorts } from './run-ports.ts';

export interface WaitingReport {
  /** Called again and again while the wait lasts. */
  onWaiting(holder: LockHolder): void;
  /** Shows nothing until `resume`; resolves when nothing is to be seen. */
  pause(): Promise<void>;
  resume(): void;
  /** Resolves when nothing of it is to be seen. */
  end(): Promise<void>;
}

/**
 * Shows whom we wait for. Of one that was stopped it says so once, with what to do about it: that
 * wait ends by itself only when somebody continues it.
 */
export function createWaitingReport(ports: RunPorts): WaitingReport {
  let opened: Promise<Progress> | undefined;
  let stopped: number | undefined;
  let isPaused = false;
  const show = async ({ processId, waitedMilliseconds }: LockHolder): Promise<void> => {
    opened ??= ports.openProgress(new Date(ports.clock.now().getTime() - waitedMilliseconds));
    const progress = await opened;
    if (isPaused) return;
    if (!ports.isStopped(processId)) {
      stopped = undefined;
      progress.update(`waiting for another awsx (process ${processId}) to get credentials`);
      progress.resume();
      return;
    }
    progress.pause();
    if (stopped !== processId) {
      ports.notify(
        `awsx process ${processId} is getting these credentials but is stopped: continue it with fg, or end it with kill -9 ${processId}`,
      );
    }
    stopped = processId;
  };
  return {
    onWaiting: (holder) => {
      if (!isPaused) void show(holder);
    },
    pause: async () => {
      isPaused = true;
      (await opened)?.pause();
    },
    resume: () => {
      isPaused = false;
    },
    end: async () => (await opened)?.end(),
  };
}
