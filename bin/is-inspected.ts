/** Whether an option of Node speaks of the inspector (`--inspect`, `--inspect-port`). */
export function mentionsInspector(): boolean {
  const options = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''];
  return options.some((option) => option.includes('inspect'));
}

/**
 * Whether a debugger can be attached to this process because somebody asked for it. What a signal
 * opened unasked is closed by close-doors.ts. Loading `node:inspector` takes 3 ms.
 */
export function isInspected(): boolean {
  return mentionsInspector() && process.getBuiltinModule('node:inspector').url() !== undefined;
}
