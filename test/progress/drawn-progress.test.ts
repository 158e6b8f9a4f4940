import { expect, test } from 'vitest';
import { createDrawnProgress } from '../../src/progress/drawn-progress.ts';
import { chooseGlyphs } from '../../src/progress/glyphs.ts';
import { createManualClock } from '../ui/manual-clock.ts';

const ERASE = '\r\u001b[2K';
const frame = (text: string): string => `\r${text}\u001b[K`;

function start({ columns = 60, startedSecondsAgo = 0 } = {}) {
  const clock = createManualClock();
  const written: string[] = [];
  const terminal = { columns, isOurs: true };
  const atExit = { erase: (): void => undefined, isForgotten: false };
  const progress = createDrawnProgress({
    clock,
    startedAt: new Date(clock.now().getTime() - startedSecondsAgo * 1000),
    glyphs: chooseGlyphs({}, 'linux'),
    write: (text) => void written.push(text),
    columns: () => terminal.columns,
    mayDraw: () => terminal.isOurs,
    atExit: (erase) => {
      atExit.erase = erase;
      return () => {
        atExit.isForgotten = true;
      };
    },
  });
  /** What was written since the last look. */
  const look = (): readonly string[] => written.splice(0);
  return { clock, terminal, atExit, progress, look };
}

test('draws after a moment, moves, and erases itself at the end', async () => {
  const { clock, progress, look, atExit } = start();
  progress.update('asking AWS');
  await clock.advance(299);
  expect(look()).toEqual([]);
  await clock.advance(1);
  expect(look()).toEqual([frame('\\ asking AWS  0s  Ctrl-C stops')]);
  await clock.advance(100);
  expect(look()).toEqual([frame('| asking AWS  0s  Ctrl-C stops')]);
  progress.end();
  expect(look()).toEqual([ERASE]);
  expect(atExit.isForgotten).toBe(true);
  expect(clock.sleepers).toBe(0);
  progress.end();
  await clock.advance(5000);
  expect(look()).toEqual([]);
});

test('what is over at once shows nothing', async () => {
  const { clock, progress, look } = start();
  progress.update('asking AWS');
  progress.end();
  await clock.advance(5000);
  expect(look()).toEqual([]);
});

test('shows work that began before at once, and for how long', async () => {
  const { clock, progress, look } = start({ startedSecondsAgo: 2 });
  progress.update('waiting');
  await clock.advance(0);
  expect(look()).toEqual([frame('| waiting  2s  Ctrl-C stops')]);
  progress.end();
});

test('shows the newest text and count', async () => {
  const { clock, progress, look } = start();
  progress.update('listing accounts');
  progress.update('listing roles', { done: 1, total: 2 });
  await clock.advance(300);
  expect(look()).toEqual([frame('\\ listing roles  #####.....  1 of 2  0s  Ctrl-C stops')]);
  progress.end();
});

test('is away while it is paused', async () => {
  const { clock, progress, look } = start();
  progress.update('waiting');
  await clock.advance(300);
  look();
  progress.pause();
  expect(look()).toEqual([ERASE]);
  progress.update('still waiting');
  await clock.advance(100);
  expect(look()).toEqual([]);
  progress.resume();
  await clock.advance(100);
  expect(look()).toEqual([frame('/ still waiting  0s  Ctrl-C stops')]);
  progress.pause();
  progress.end();
  expect(look()).toEqual([ERASE]);
});

test('draws nothing while the terminal is another program’s, and leaves alone what stands there', async () => {
  const { clock, progress, look, terminal } = start();
  progress.update('waiting');
  await clock.advance(300);
  look();
  terminal.isOurs = false;
  await clock.advance(100);
  progress.pause();
  expect(look()).toEqual([]);
  progress.end();
  expect(look()).toEqual([]);
});

test('erases every line that a narrower window has made of it', async () => {
  const { clock, progress, look, terminal } = start();
  progress.update('x'.repeat(30));
  await clock.advance(300);
  look();
  terminal.columns = 20;
  progress.end();
  // 50 columns of text take three lines of 20.
  expect(look()).toEqual([`${ERASE}\u001b[A\u001b[2K\u001b[A\u001b[2K`]);
});

test('erases itself when the process ends', async () => {
  const { clock, progress, look, atExit } = start();
  progress.update('waiting');
  await clock.advance(300);
  look();
  atExit.erase();
  expect(look()).toEqual([ERASE]);
  progress.end();
});

test('control characters are shown, not obeyed', async () => {
  const { clock, progress, look } = start();
  progress.update('a\u001b]0;x\u0007\nb\u202e');
  await clock.advance(300);
  expect(look()).toEqual([frame('\\ a\\x1b]0;x\\x07\\x0ab\\u{202e}  0s  Ctrl-C stops')]);
  progress.end();
});
