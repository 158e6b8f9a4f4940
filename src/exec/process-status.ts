import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Where a process stands in job control. */
export interface ProcessStatus {
  /** Stopped by a signal, as Ctrl-Z does. */
  readonly stopped: boolean;
  readonly processGroup: number;
  /** The process group its terminal listens to; below 1 without a terminal. */
  readonly terminalGroup: number;
}

/**
 * Reads /proc/PID/stat of Linux (proc_pid_stat(5)). The second field is the program's name in
 * parentheses and may itself hold spaces and parentheses, so fields count from the last `)`.
 */
export function parseProcStat(text: string): ProcessStatus | undefined {
  const nameEnd = text.lastIndexOf(')');
  const [state, , processGroup, , , terminalGroup] = text.slice(nameEnd + 2).split(' ');
  return nameEnd < 0 ? undefined : createStatus(state, processGroup, terminalGroup);
}

/** Reads one line of `ps -o state= -o pgid= -o tpgid=`. */
export function parsePs(text: string): ProcessStatus | undefined {
  const [state, processGroup, terminalGroup] = text.trim().split(/\s+/);
  return createStatus(state, processGroup, terminalGroup);
}

function createStatus(
  state: string | undefined,
  processGroup: string | undefined,
  terminalGroup: string | undefined,
): ProcessStatus | undefined {
  const groups = [processGroup, terminalGroup].map((group) => Number.parseInt(group ?? '', 10));
  const [own, foreground] = groups;
  if (state === undefined || own === undefined || foreground === undefined) return undefined;
  if (Number.isNaN(own) || Number.isNaN(foreground)) return undefined;
  return { stopped: state.startsWith('T'), processGroup: own, terminalGroup: foreground };
}

/** Undefined when there is no such process or the system does not tell. */
export function readProcessStatus(processId: number): ProcessStatus | undefined {
  try {
    if (process.platform === 'linux') {
      return parseProcStat(readFileSync(`/proc/${processId}/stat`, 'latin1'));
    }
    return process.platform === 'win32' ? undefined : parsePs(runPs(processId));
  } catch {
    return undefined;
  }
}

/** One -o per column: in `-o a=,b=` BSD takes everything after the first `=` for a title. */
function runPs(processId: number): string {
  const columns = ['-o', 'state=', '-o', 'pgid=', '-o', 'tpgid='];
  return execFileSync('/bin/ps', [...columns, '-p', String(processId)], {
    encoding: 'latin1',
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 2000,
  });
}
