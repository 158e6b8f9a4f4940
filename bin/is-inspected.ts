/**
 * Whether a debugger can be attached to this process. Loading `node:inspector` takes 3 ms, so it
 * is asked only when something said `inspect` at the start; nothing opens it later, since
 * close-doors.ts keeps SIGUSR1.
 */
export function isInspected(): boolean {
  const options = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''];
  if (!options.some((option) => option.includes('inspect'))) return false;
  return process.getBuiltinModule('node:inspector').url() !== undefined;
}
