/** AWS's virtual and hardware devices change their code every 30 seconds (RFC 6238). */
const WINDOW_SECONDS = 30;

/** Whole seconds until devices show their next code: 30 at the start of a window, 1 at its end. */
export function secondsLeftInWindow(now: Date): number {
  return WINDOW_SECONDS - (Math.floor(now.getTime() / 1000) % WINDOW_SECONDS);
}
