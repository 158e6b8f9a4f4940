import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTemporaryFolder } from '../temporary-folder.ts';
import type { News } from './contender.ts';
import { type ContenderProcess, prepareContenderProcesses } from './contender-processes.ts';
import { leaveDeadSocket, lockFolderIn, plantClaim } from './locks.ts';

const startContender = prepareContenderProcesses();

function startContenders(folder: string, count: number): Promise<ContenderProcess[]> {
  return Promise.all(Array.from({ length: count }, () => startContender(folder)));
}

async function startLeader(folder: string): Promise<ContenderProcess> {
  const leader = await startContender(folder);
  leader.send({ kind: 'enter' });
  expect(await leader.next()).toEqual({ kind: 'leading' });
  return leader;
}

/** One process that leads, and others that are seen to wait for it. */
async function startLeaderAndWaiting(
  folder: string,
  waitingCount: number,
): Promise<{ leader: ContenderProcess; waiting: ContenderProcess[] }> {
  const leader = await startLeader(folder);
  const waiting = await startContenders(folder, waitingCount);
  for (const contender of waiting) contender.send({ kind: 'enter' });
  for (const contender of waiting) {
    expect(await contender.next()).toEqual({ kind: 'waiting', holder: leader.processId });
  }
  return { leader, waiting };
}

interface End {
  readonly contender: ContenderProcess;
  readonly news: News;
  readonly atMilliseconds: number;
}

async function nextOf(contender: ContenderProcess): Promise<End> {
  return { contender, news: await contender.next(), atMilliseconds: performance.now() };
}

describe('exclusion', () => {
  it('never has two holders in 200 rounds of 12 contenders on a stale lock', async () => {
    const folder = createTemporaryFolder();
    const lockFolder = lockFolderIn(folder);
    const contenders = await startContenders(folder, 12);
    for (let round = 0; round < 200; round += 1) {
      await leaveDeadSocket(plantClaim(lockFolder));
      for (const contender of contenders) contender.send({ kind: 'take-one-turn', round });
      const news = await Promise.all(contenders.map((contender) => contender.next()));
      expect(news).toEqual(contenders.map(() => ({ kind: 'turn-taken' })));
    }
    const turns = readFileSync(join(folder, 'log'), 'utf8').trimEnd().split('\n');
    expect(turns).toHaveLength(200 * 12);
    expect(new Set(turns).size).toBe(200 * 12);
    expect(readdirSync(lockFolder).length).toBeLessThanOrEqual(4);
  }, 60_000);
});

describe('a holder that dies', () => {
  it('is followed at once by exactly one of those who wait', async () => {
    let { leader, waiting } = await startLeaderAndWaiting(createTemporaryFolder(), 5);
    while (waiting.length > 0) {
      leader.kill('SIGKILL');
      const killedAt = performance.now();
      const ends = await Promise.all(waiting.map(nextOf));
      const [next, ...none] = ends.filter(({ news }) => news.kind === 'leading');
      if (next === undefined) throw new Error('nobody leads');
      expect(none).toEqual([]);
      expect(next.atMilliseconds - killedAt).toBeLessThan(1000);
      leader = next.contender;
      waiting = waiting.filter((contender) => contender !== leader);
      const holder = leader.processId;
      const others = ends.filter((end) => end !== next);
      for (const { news } of others) expect(news).toEqual({ kind: 'waiting', holder });
    }
  });
});

describe('a holder that does not run', () => {
  it('keeps the lock while it is stopped, and is named', async () => {
    const folder = createTemporaryFolder();
    const leader = await startLeader(folder);
    leader.kill('SIGSTOP');
    const waiting = await startContender(folder);
    waiting.send({ kind: 'enter' });
    expect(await waiting.next()).toEqual({ kind: 'waiting', holder: leader.processId });
    leader.kill('SIGCONT');
    leader.send({ kind: 'leave', outcome: { kind: 'finished' } });
    expect(await waiting.next()).toEqual({ kind: 'told', outcome: { kind: 'finished' } });
  });

  it('tells those in its queue before it ends', async () => {
    const folder = createTemporaryFolder();
    const leader = await startLeader(folder);
    leader.send({ kind: 'block-then-leave', outcome: { kind: 'finished' } });
    expect(await leader.next()).toEqual({ kind: 'blocked' });
    const waiting = await startContender(folder);
    waiting.send({ kind: 'enter' });
    expect(await waiting.next()).toEqual({ kind: 'waiting', holder: leader.processId });
    leader.unblock();
    expect(await waiting.next()).toEqual({ kind: 'told', outcome: { kind: 'finished' } });
    expect(await leader.end()).toBe(0);
  });
});

describe('a process that is done', () => {
  it('ends by itself after leaving, and its socket is gone', async () => {
    const folder = createTemporaryFolder();
    const { leader, waiting } = await startLeaderAndWaiting(folder, 1);
    leader.send({ kind: 'leave', outcome: { kind: 'finished' } });
    expect(await leader.release()).toBe(0);
    expect(await waiting[0]?.next()).toEqual({ kind: 'told', outcome: { kind: 'finished' } });
    expect(readdirSync(lockFolderIn(folder))).toEqual(['1']);
  });

  it('ends by itself without leaving, and its socket is gone', async () => {
    const folder = createTemporaryFolder();
    const { leader, waiting } = await startLeaderAndWaiting(folder, 1);
    expect(await leader.release()).toBe(0);
    expect(await waiting[0]?.next()).toEqual({ kind: 'leading' });
    expect(await waiting[0]?.release()).toBe(0);
    expect(readdirSync(lockFolderIn(folder)).sort()).toEqual(['1', '2']);
  });

  it('exits in the middle, and its socket is gone', async () => {
    const folder = createTemporaryFolder();
    const { leader, waiting } = await startLeaderAndWaiting(folder, 1);
    leader.send({ kind: 'exit' });
    expect(await leader.end()).toBe(0);
    expect(await waiting[0]?.next()).toEqual({ kind: 'leading' });
    expect(await waiting[0]?.release()).toBe(0);
    expect(readdirSync(lockFolderIn(folder)).sort()).toEqual(['1', '2']);
  });
});
