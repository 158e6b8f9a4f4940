import { type ProcessStatus, readProcessStatus } from './process-status.ts';

/**
 * Whether awsx is in the process group its terminal listens to: only then may it ask there, and
 * only then does Ctrl-C reach it. True where the system does not tell, false without a terminal.
 */
export function isForegroundProcessGroup(): boolean {
  const status = readProcessStatus(process.pid);
  return status === undefined || isForeground(status);
}

/** The same for a status already read. */
export function isForeground({ processGroup, terminalGroup }: ProcessStatus): boolean {
  return processGroup === terminalGroup;
}
