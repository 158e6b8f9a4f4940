import { isForegroundProcessGroup } from '../exec/foreground.ts';
import type { Context, OpenProgressOptions, Progress } from '../ports.ts';
import { openWidth } from '../terminal/open-width.ts';
import { restoreAtExit } from '../terminal/restore-at-exit.ts';
import { wantsPlainLines } from '../terminal/wants-plain-lines.ts';
import { createDrawnProgress } from './drawn-progress.ts';
import { chooseGlyphs } from './glyphs.ts';
import { createLineProgress } from './line-progress.ts';

export type ProgressContext = Pick<Context, 'env' | 'platform' | 'clock' | 'stderr'>;

/**
 * Shows on stderr that something takes long: drawn in place where stderr is a terminal with a
 * cursor and ours to write to, as plain lines elsewhere.
 */
export function openProgress(
  context: ProgressContext,
  { quiet = false, plain = false, startedAt = context.clock.now() }: OpenProgressOptions = {},
): Progress {
  const { env, platform, clock, stderr } = context;
  if (quiet) return silent;
  if (plain || !stderr.isTTY || wantsPlainLines(env) || !isForegroundProcessGroup()) {
    const print = (line: string): void => stderr.write(`awsx: ${line}\n`);
    return createLineProgress({ clock, startedAt, print });
  }
  const width = openWidth(platform);
  const progress = createDrawnProgress({
    clock,
    startedAt,
    glyphs: chooseGlyphs(env, platform),
    write: stderr.write,
    columns: width.columns,
    // Outside Linux the answer costs a run of ps: too much for each frame.
    mayDraw: () => platform !== 'linux' || isForegroundProcessGroup(),
    atExit: restoreAtExit,
  });
  return {
    ...progress,
    end: () => {
      progress.end();
      width.close();
    },
  };
}

const silent: Progress = {
  update: () => undefined,
  pause: () => undefined,
  resume: () => undefined,
  end: () => undefined,
};
