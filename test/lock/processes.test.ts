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

/** One process that leads, and others that are seen to wait for it. */
async function startLeaderAndWaiting(
  folder: string,
  waitingCount: number,
): Promise<{ leader: ContenderProcess; waiting: ContenderProcess[] }> {
  const [leader, ...waiting] = await startContenders(folder, 1 + waitingCount);
  if (leader === undefined) throw new Error('no contender started');
  leader.send({ kind: 'enter' });
  expect(await leader.next()).toEqual({ kind: 'leading' });
  for (const contender of waiting) contender.send({ kind: 'enter' });
  for (const contender of waiting) {
    expect(await contender.next()).toEqual({ kind: 'waiting', holder: leader.processId });
  }
  return { leader, waiting };
}

interface End {
  readonly contender: ContenderProcess;
  readonly news: News;
}

async function nextOf(contender: ContenderProcess): Promise<End> {
  return { contender, news: await contender.next() };
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
    const started = await startLeaderAndWaiting(createTemporaryFolder(), 5);
    let { leader } = started;
    const ends = new Map(started.waiting.map((contender) => [contender, nextOf(contender)]));
    while (ends.size > 0) {
      const killedAt = performance.now();
      leader.kill('SIGKILL');
      const first = await Promise.race(ends.values());
      expect(performance.now() - killedAt).toBeLessThan(1000);
      expect(first.news).toEqual({ kind: 'leading' });
      leader = first.contender;
      ends.delete(leader);
    }
  });

  it('is not mistaken for one that left: the others wait for the next', async () => {
    const { leader, waiting } = await startLeaderAndWaiting(createTemporaryFolder(), 3);
    const ends = waiting.map(nextOf);
    leader.kill('SIGKILL');
    const first = await Promise.race(ends);
    first.contender.send({ kind: 'leave', outcome: { kind: 'finished' } });
    const news = (await Promise.all(ends)).map((end) => end.news);
    expect(news.filter(({ kind }) => kind === 'leading')).toHaveLength(1);
    expect(news.filter(({ kind }) => kind === 'told')).toHaveLength(2);
  });
});

describe('a holder that is stopped', () => {
  it('keeps the lock, is named, and goes on', async () => {
    const folder = createTemporaryFolder();
    const [leader, waiting] = await startContenders(folder, 2);
    if (!leader || !waiting) throw new Error('no contender started');
    leader.send({ kind: 'enter' });
    expect(await leader.next()).toEqual({ kind: 'leading' });
    leader.kill('SIGSTOP');
    waiting.send({ kind: 'enter' });
    expect(await waiting.next()).toEqual({ kind: 'waiting', holder: leader.processId });
    leader.send({ kind: 'leave', outcome: { kind: 'finished' } });
    leader.kill('SIGCONT');
    expect(await waiting.next()).toEqual({ kind: 'told', outcome: { kind: 'finished' } });
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
});
