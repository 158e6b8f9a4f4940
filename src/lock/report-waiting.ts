import type { Clock, LockHolder } from '../ports.ts';

export interface WaitingReport {
  /** The process that is waited for from now on. */
  setHolder(processId: number): void;
  stop(): void;
}

/** After this long, and each time as long again, a person learns whom awsx waits for. */
const REPORT_EVERY_MILLISECONDS = 2000;

/** Reports the holder at intervals until it is stopped. */
export function startWaitingReport(
  clock: Clock,
  onWaiting: (holder: LockHolder) => void,
): WaitingReport {
  const stopped = new AbortController();
  let holderProcessId: number | undefined;
  void repeat(clock, stopped.signal, (waitedMilliseconds) => {
    if (holderProcessId === undefined) return;
    onWaiting({ processId: holderProcessId, waitedMilliseconds });
  });
  return {
    setHolder: (processId) => {
      holderProcessId = processId;
    },
    stop: () => stopped.abort(),
  };
}

async function repeat(
  clock: Clock,
  signal: AbortSignal,
  report: (waitedMilliseconds: number) => void,
): Promise<void> {
  for (let waited = REPORT_EVERY_MILLISECONDS; ; waited += REPORT_EVERY_MILLISECONDS) {
    try {
      await clock.sleep(REPORT_EVERY_MILLISECONDS, signal);
    } catch {
      return;
    }
    report(waited);
  }
}
