import type { Context } from '../ports.ts';

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
    return fileSystem.readFileSync(`/proc/${parentProcessId}/comm`, 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
