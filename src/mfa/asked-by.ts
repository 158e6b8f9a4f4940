import { posix } from 'node:path';
import type { Context } from '../ports.ts';

/** What newer versions of Node call themselves, whatever program they run. */
const NODE_THREAD = 'MainThread';

/**
 * The name of the program that started awsx, for `credential-process`: the person did not type
 * the command and should learn who wants a code. Linux tells (proc_pid_comm(5)); elsewhere
 * undefined. The name is the program's own choice: show it, do not trust it.
 */
export function readAskedBy(
  parentProcessId: number,
  { platform, fileSystem }: Pick<Context, 'platform' | 'fileSystem'>,
): string | undefined {
  if (platform !== 'linux') return undefined;
  try {
    const name = fileSystem.readFileSync(`/proc/${parentProcessId}/comm`, 'utf8').trim();
    if (name !== NODE_THREAD) return name || undefined;
    return posix.basename(fileSystem.readlinkSync(`/proc/${parentProcessId}/exe`));
  } catch {
    return undefined;
  }
}
