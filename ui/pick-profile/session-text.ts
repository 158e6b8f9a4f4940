import type { PickerRow } from '../../src/picker/types.ts';
import { formatTimeOfDay } from '../../src/time-of-day.ts';
import type { Segment } from './segment.ts';

/** A session with less left is said to be expiring. */
const EXPIRING_SECONDS = 10 * 60;
const DAY_SECONDS = 24 * 60 * 60;
/** `until 14:05`. */
const FULL_WIDTH = 11;

export interface SessionLook {
  readonly now: Date;
  readonly width: number;
}

/** Until when the profile's own session is good, in local time; in short where room is little. */
export function describeSession({ session, problem }: PickerRow, look: SessionLook): Segment {
  const isFull = look.width >= FULL_WIDTH;
  if (problem !== undefined) return { text: isFull ? 'unusable' : 'broken', bold: true };
  if (session === undefined || session.expiration <= look.now) return { text: '-' };
  const seconds = Math.floor((session.expiration.getTime() - look.now.getTime()) / 1000);
  if (seconds < EXPIRING_SECONDS) {
    return { text: `! ${describeLeft(`${Math.floor(seconds / 60)}m`, isFull)}`, bold: true };
  }
  if (seconds >= DAY_SECONDS)
    return { text: describeLeft(`${Math.floor(seconds / 3600)}h`, isFull) };
  const time = formatTimeOfDay(session.expiration);
  return { text: isFull ? `until ${time}` : time };
}

function describeLeft(time: string, isFull: boolean): string {
  return isFull ? `${time} left` : time;
}
