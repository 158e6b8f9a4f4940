/** How long a session lasts, for a table. Pure. */
import { formatDuration } from '../duration.ts';
import { formatTimeOfDay } from '../time-of-day.ts';

const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** In the greatest unit that is not zero: `11h`, `52m`, `9s`. */
export function formatLeft(expiration: Date, now: Date): string {
  const seconds = secondsLeft(expiration, now);
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}h`;
  return seconds >= 60 ? `${Math.floor(seconds / 60)}m` : `${seconds}s`;
}

/**
 * `valid until 14:32 (52m)`, by the clock on the wall; with the day of the week when that is not
 * today's. No session lasts a week.
 */
export function formatUntil(expiration: Date, now: Date): string {
  const seconds = secondsLeft(expiration, now);
  const left = formatDuration(seconds >= 60 ? seconds - (seconds % 60) : seconds);
  const isToday = expiration.toDateString() === now.toDateString();
  const day = isToday ? '' : `${WEEKDAYS[expiration.getDay()]} `;
  return `valid until ${day}${formatTimeOfDay(expiration)} (${left})`;
}

function secondsLeft(expiration: Date, now: Date): number {
  return Math.floor((expiration.getTime() - now.getTime()) / 1000);
}
