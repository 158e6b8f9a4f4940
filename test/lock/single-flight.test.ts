import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { resolveFolders } from '../../src/folders.ts';
import type { Outcome } from '../../src/ports.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import {
  createContender,
  createManualClock,
  currentAddress,
  LOCK_NAME,
  lead,
  listenAs,
  lockFolderIn,
  newestGeneration,
  outcomeOf,
  plantClaim,
} from './locks.ts';

const failed: Outcome = {
  kind: 'failed',
  failure: { fingerprint: 'f', code: 'mfa_rejected', message: 'wrong code', hint: 'try again' },
};

describe('leaving', () => {
  it.each([[{ kind: 'finished' }], [failed], [{ kind: 'released' }]] satisfies [Outcome][])(
    'tells %j to all who wait, and lets the next lead',
    async (outcome) => {
      const folder = createTemporaryFolder();
      const leader = await lead(createContender(folder));
      const waiting = [1, 2, 3].map(() => createContender(folder).enter(LOCK_NAME));
      void leader.leave(outcome);
      void leader.leave({ kind: 'released' });
      const late = createContender(folder).enter(LOCK_NAME);
      expect((await Promise.all(waiting)).map(outcomeOf)).toEqual([outcome, outcome, outcome]);
      expect(outcomeOf(await late)).toBe('led');
    },
  );

  it('tells those who are accepted and those still in the queue', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(createContender(folder));
    const accepted = Array.from({ length: 20 }, () => createContender(folder).enter(LOCK_NAME));
    for (let turns = 0; turns < 3; turns += 1) await new Promise((next) => setImmediate(next));
    const queued = Array.from({ length: 20 }, () => createContender(folder).enter(LOCK_NAME));
    void leader.leave(failed);
    const outcomes = (await Promise.all([...accepted, ...queued])).map(outcomeOf);
    expect(outcomes).toEqual(Array.from({ length: 40 }, () => failed));
  });

  it('is over when everybody in the queue has been told', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(createContender(folder));
    const address = currentAddress(lockFolderIn(folder));
    const waiting = Array.from({ length: 20 }, () => createContender(folder).enter(LOCK_NAME));
    const isClosed = () => [address, `${address}~`].every((path) => !existsSync(path));
    const leaving = leader.leave(failed);
    expect(isClosed()).toBe(false);
    await leaving;
    expect(isClosed()).toBe(true);
    const outcomes = (await Promise.all(waiting)).map(outcomeOf);
    expect(outcomes).toEqual(Array.from({ length: 20 }, () => failed));
  });

  it('shares nothing that is too long to be read', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(createContender(folder));
    const waiting = createContender(folder).enter(LOCK_NAME);
    const message = 'x'.repeat(64 * 1024);
    void leader.leave({ kind: 'failed', failure: { fingerprint: 'f', code: 'network', message } });
    expect(outcomeOf(await waiting)).toEqual({ kind: 'released' });
  });
});

describe('waiting', () => {
  it('names the holder every two seconds', async () => {
    const folder = createTemporaryFolder();
    const clock = createManualClock();
    const leader = await lead(createContender(folder, { processId: 777 }));
    const reports: unknown[] = [];
    const waiting = createContender(folder, { clock }).enter(LOCK_NAME, {
      onWaiting: (holder) => {
        reports.push(holder);
        if (reports.length === 2) void leader.leave({ kind: 'finished' });
        else setImmediate(clock.advance);
      },
    });
    clock.advance();
    expect(outcomeOf(await waiting)).toEqual({ kind: 'finished' });
    expect(clock.sleeps).toEqual([2000, 2000, 2000]);
    expect(reports).toEqual([
      { processId: 777, waitedMilliseconds: 2000 },
      { processId: 777, waitedMilliseconds: 4000 },
    ]);
  });

  it('ends with the reason of the signal', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(createContender(folder));
    const controller = new AbortController();
    const waiting = createContender(folder).enter(LOCK_NAME, { signal: controller.signal });
    const reason = new Error('the user pressed Ctrl-C');
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    void leader.leave({ kind: 'released' });
    expect(outcomeOf(await createContender(folder).enter(LOCK_NAME))).toBe('led');
  });

  it('does not begin, and touches nothing, when the signal is aborted already', async () => {
    const folder = createTemporaryFolder();
    const reason = new Error('too late');
    const entering = createContender(folder).enter(LOCK_NAME, {
      signal: AbortSignal.abort(reason),
    });
    await expect(entering).rejects.toBe(reason);
    expect(() => newestGeneration(lockFolderIn(folder))).toThrow('ENOENT');
  });

  it('claims nothing when it is aborted just before', async () => {
    const folder = createTemporaryFolder();
    const controller = new AbortController();
    const reason = new Error('too late');
    const entering = createContender(folder).enter(LOCK_NAME, { signal: controller.signal });
    controller.abort(reason);
    await expect(entering).rejects.toBe(reason);
    expect(newestGeneration(lockFolderIn(folder))).toBe(0);
  });
});

describe('locks', () => {
  it('of different names do not wait for each other', async () => {
    const folder = createTemporaryFolder();
    await lead(createContender(folder), 'one');
    expect(outcomeOf(await createContender(folder).enter('another'))).toBe('led');
  });

  it('of different hosts that share a folder do not wait for each other', async () => {
    const folder = createTemporaryFolder();
    await lead(createContender(folder));
    const elsewhere = createContender(folder, { hostId: 'another host' });
    expect(outcomeOf(await elsewhere.enter(LOCK_NAME))).toBe('led');
  });

  it('work without XDG_RUNTIME_DIR', async () => {
    const env = { HOME: createTemporaryFolder(), TMPDIR: createTemporaryFolder() };
    const userId = process.getuid?.();
    const here = { env, platform: process.platform, userId, homeDirectory: env.HOME };
    const folder = resolveFolders(here).runtime;
    const leader = await lead(createContender(folder));
    const waiting = createContender(folder).enter(LOCK_NAME);
    void leader.leave({ kind: 'finished' });
    expect(outcomeOf(await waiting)).toEqual({ kind: 'finished' });
  });
});

describe('a leader that speaks nonsense', () => {
  it.each([
    ['no JSON', 'released\n'],
    ['another kind', '{"kind":"yours"}\n'],
    ['no object', 'null\n'],
    ['a failure without a code', '{"kind":"failed","failure":{"fingerprint":"f","message":"m"}}\n'],
    [
      'a failure of wrong types',
      '{"kind":"failed","failure":{"fingerprint":1,"code":{},"message":[]}}\n',
    ],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x0a])],
    ['a line without end', 'x'.repeat(65 * 1024)],
  ])('counts as one that released: %s', async (_, bytes) => {
    const folder = createTemporaryFolder();
    await listenAs(plantClaim(lockFolderIn(folder)), (socket) => socket.write(bytes));
    expect(outcomeOf(await createContender(folder).enter(LOCK_NAME))).toEqual({ kind: 'released' });
  });
});

describe('somebody who waits and speaks', () => {
  it('is cut off, and the others are not', async () => {
    const folder = createTemporaryFolder();
    const leader = await lead(createContender(folder));
    const waiting = createContender(folder).enter(LOCK_NAME);
    const intruder = connect(currentAddress(lockFolderIn(folder)));
    intruder.on('error', () => {});
    intruder.write('x'.repeat(1024));
    await new Promise((resolve) => intruder.once('close', resolve));
    void leader.leave({ kind: 'finished' });
    expect(outcomeOf(await waiting)).toEqual({ kind: 'finished' });
  });
});
