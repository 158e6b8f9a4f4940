/** A process that contends for a lock as its parent tells it, message by message. */
import { randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createSingleFlight } from '../../src/lock/single-flight.ts';
import type { Outcome, Turn } from '../../src/ports.ts';

export type Order =
  | { readonly kind: 'enter' }
  | { readonly kind: 'leave'; readonly outcome: Outcome }
  /** Stand still until stdin has a byte; then leave at once, with nothing left to do. */
  | { readonly kind: 'block-then-leave'; readonly outcome: Outcome }
  | { readonly kind: 'exit' }
  /** Contend until having led once, and leave a line in the log. */
  | { readonly kind: 'take-one-turn'; readonly round: number };

export type News =
  | { readonly kind: 'ready' }
  | { readonly kind: 'waiting'; readonly holder: number }
  | { readonly kind: 'leading' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'told'; readonly outcome: Outcome }
  | { readonly kind: 'turn-taken' }
  | { readonly kind: 'failed'; readonly message: string };

const [folder = '', lockName = '', hostId = ''] = process.argv.slice(2);

const singleFlight = createSingleFlight({
  folder,
  fileSystem: fs,
  // A thousand times as fast.
  clock: {
    now: () => new Date(),
    sleep: (milliseconds, signal) => sleep(milliseconds / 1000, undefined, signal && { signal }),
  },
  platform: process.platform,
  userId: process.getuid?.(),
  hostId,
  processId: process.pid,
  random: randomBytes,
});

let turn: Turn | undefined;

function report(news: News): void {
  process.send?.(news);
}

async function enter(): Promise<void> {
  let lastHolder = 0;
  turn = await singleFlight.enter(lockName, {
    onWaiting: ({ processId }) => {
      if (processId !== lastHolder) report({ kind: 'waiting', holder: processId });
      lastHolder = processId;
    },
  });
  if (turn.role === 'leader') report({ kind: 'leading' });
  else report({ kind: 'told', outcome: turn.outcome });
}

async function takeOneTurn(round: number): Promise<void> {
  for (;;) {
    const mine = await singleFlight.enter(lockName);
    if (mine.role === 'follower') continue;
    await provePresenceAlone(round);
    await mine.leave({ kind: 'released' });
    return report({ kind: 'turn-taken' });
  }
}

/** Fails when another process is here at the same time. */
async function provePresenceAlone(round: number): Promise<void> {
  const proof = join(folder, 'holder');
  fs.closeSync(fs.openSync(proof, 'wx'));
  fs.appendFileSync(join(folder, 'log'), `${round} ${process.pid}\n`);
  await new Promise((resolve) => setImmediate(resolve));
  fs.unlinkSync(proof);
}

function blockThenLeave(outcome: Outcome): void {
  report({ kind: 'blocked' });
  fs.readSync(0, Buffer.alloc(1));
  process.disconnect();
  leave(outcome);
}

function leave(outcome: Outcome): void {
  if (turn?.role === 'leader') void turn.leave(outcome);
}

async function obey(order: Order): Promise<void> {
  switch (order.kind) {
    case 'enter':
      return enter();
    case 'leave':
      return leave(order.outcome);
    case 'block-then-leave':
      return blockThenLeave(order.outcome);
    case 'exit':
      return process.exit(0);
    case 'take-one-turn':
      return takeOneTurn(order.round);
  }
}

process.on('message', (order: Order) => {
  obey(order).catch((error: unknown) => report({ kind: 'failed', message: String(error) }));
});
report({ kind: 'ready' });
