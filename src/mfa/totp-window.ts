/** AWS's virtual and hardware devices change their code every 30 seconds (RFC 6238). */
const WINDOW_MILLISECONDS = 30_000;

/** How long until devices show their next code. */
export function millisecondsToNextWindow(now: Date): number {
  return WINDOW_MILLISECONDS - (now.getTime() % WINDOW_MILLISECONDS);
}

/** The same in seconds, as a countdown shows it: 30 at the start of a window, 1 at its end. */
export function secondsLeftInWindow(now: Date): number {
  return Math.ceil(millisecondsToNextWindow(now) / 1000);
}
