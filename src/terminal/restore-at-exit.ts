const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM'] as const;

/**
 * Calls `restore` when the process ends by a signal, by `process.exit` or by a crash. A signal
 * that nobody else listens to still ends the process, with its own status.
 *
 * @returns a function that gives all this up.
 */
export function restoreAtExit(restore: () => void): () => void {
  const forget = (): void => {
    process.off('exit', restore);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals): void => {
    restore();
    forget();
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.on('exit', restore);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return forget;
}
