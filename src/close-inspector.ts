/**
 * Closes the inspector if it is open. Node opens it on a SIGUSR1 that comes before the first
 * statement of awsx can listen to that signal, and some moments later than it came. Also to be
 * called before a secret is read, and when awsx is going to stay with secrets in its memory.
 *
 * `process._debugEnd` is what `inspector.close` calls; loading that module takes 3 ms.
 */
import process from 'node:process';
export function closeInspector(): void {
  const { _debugEnd: end } = process as { readonly _debugEnd?: () => void };
  if (end === undefined) process.getBuiltinModule('node:inspector').close();
  else end.call(process);
}
