import type { Environment } from '../ports.ts';

/**
 * Whether nothing may be drawn a second time: on a terminal that cannot, and for a screen reader,
 * to which a frame that is redrawn is read out again and again. INK_SCREEN_READER is Ink's name.
 */
export function wantsPlainLines(env: Environment): boolean {
  return env['TERM'] === 'dumb' || env['INK_SCREEN_READER'] === 'true';
}
