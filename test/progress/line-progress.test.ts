import { expect, test } from 'vitest';
import { createLineProgress } from '../../src/progress/line-progress.ts';
import { createManualClock } from '../ui/manual-clock.ts';

function start() {
  const clock = createManualClock();
  const lines: string[] = [];
  const print = (line: string): void => void lines.push(line);
  return { clock, lines, progress: createLineProgress({ clock, startedAt: clock.now(), print }) };
}

test('prints a line for each new text, however the counts change', async () => {
  const { clock, lines, progress } = start();
  progress.update('listing accounts');
  await clock.advance(1000);
  progress.update('listing accounts', { done: 1, total: 2 });
  progress.update('listing accounts', { done: 2, total: 2 });
  progress.update('listing roles');
  expect(lines).toEqual(['listing accounts', 'listing roles']);
  progress.end();
});

test('prints nothing for what is over soon', async () => {
  const { clock, lines, progress } = start();
  progress.update('asking AWS');
  await clock.advance(999);
  progress.end();
  await clock.advance(5000);
  progress.update('more');
  expect(lines).toEqual([]);
  expect(clock.sleepers).toBe(0);
});

test('is silent while it is paused', async () => {
  const { clock, lines, progress } = start();
  progress.pause();
  progress.update('a');
  await clock.advance(1000);
  expect(lines).toEqual([]);
  progress.resume();
  expect(lines).toEqual(['a']);
  progress.end();
});

test('control characters are shown, not obeyed', async () => {
  const { clock, lines, progress } = start();
  progress.update('a\u001b[2J\r\nb');
  await clock.advance(1000);
  expect(lines).toEqual(['a\\x1b[2J\\x0d\\x0ab']);
  progress.end();
});
