import { formatDuration } from '../duration.ts';

/** A time that is left, in whole minutes; in seconds when it is less than one. */
export function formatMinutes(secondsLeft: number): string {
  const minutes = Math.round(secondsLeft / 60);
  return formatDuration(minutes < 1 ? Math.max(0, Math.floor(secondsLeft)) : minutes * 60);
}
