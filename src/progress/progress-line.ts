/** What a line of progress says. Pure. */
import { formatDuration } from '../duration.ts';
import type { ProgressCount } from '../ports.ts';
import { cutToWidth, displayWidth } from '../text-table.ts';
import type { Glyphs } from './glyphs.ts';

export interface ProgressMoment {
  /** Printable. */
  readonly text: string;
  readonly count: ProgressCount | undefined;
  readonly elapsedMilliseconds: number;
  /** Of the terminal. */
  readonly columns: number;
  readonly glyphs: Glyphs;
}

const FRAME_MILLISECONDS = 100;
const BAR_WIDTH = 10;
/** The text keeps this much before anything else of the line is given up. */
const TEXT_MINIMUM = 24;
const HINT = 'Ctrl-C stops';

/**
 * One line that says what is waited for, how far it is, for how long already, and how to stop it.
 * It leaves the last column free, where some terminals break the line and others do not; in a
 * narrow one the hint goes first, then the bar.
 */
export function formatProgressLine(moment: ProgressMoment): string {
  const { text, elapsedMilliseconds, columns, glyphs } = moment;
  const frame = Math.floor(elapsedMilliseconds / FRAME_MILLISECONDS) % glyphs.frames.length;
  const start = `${glyphs.frames[frame]} `;
  const wanted = Math.min(displayWidth(text), TEXT_MINIMUM);
  const room = (tail: string): number => columns - 1 - displayWidth(start + tail);
  const tail = listTails(moment).find((each) => room(each) >= wanted) ?? '';
  return `${start}${cutToWidth(text, Math.max(room(tail), 1))}${tail}`;
}

/** The most telling first. */
function listTails({ count, elapsedMilliseconds, glyphs }: ProgressMoment): readonly string[] {
  const elapsed = formatDuration(Math.floor(elapsedMilliseconds / 1000));
  const parts =
    count === undefined
      ? [[elapsed, HINT], [elapsed]]
      : [
          [formatBar(count, glyphs), formatCount(count), elapsed, HINT],
          [formatBar(count, glyphs), formatCount(count), elapsed],
          [formatCount(count), elapsed],
          [formatCount(count)],
        ];
  return parts.map((each) => each.map((part) => `  ${part}`).join(''));
}

function formatBar({ done, total }: ProgressCount, glyphs: Glyphs): string {
  const share = total > 0 ? Math.min(Math.max(done / total, 0), 1) : 0;
  const filled = Math.floor(share * BAR_WIDTH);
  return glyphs.done.repeat(filled) + glyphs.open.repeat(BAR_WIDTH - filled);
}

function formatCount({ done, total }: ProgressCount): string {
  return `${done} of ${total}`;
}
