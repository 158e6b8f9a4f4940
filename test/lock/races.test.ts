/** What may happen between two steps of a contender, each played at exactly that moment. */
import * as fs from 'node:fs';
import { connect, type Socket } from 'node:net';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { FileSystem } from '../../src/ports.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import {
  createContender,
  createManualClock,
  LOCK_NAME,
  lead,
  leaveDeadSocket,
  listenAs,
  lockFolderIn,
  newestGeneration,
  outcomeOf,
  type PlantedHolder,
  plantClaim,
} from './locks.ts';

const FINISHED = '{"kind":"finished"}\n';

type SymlinkSync = FileSystem['symlinkSync'];

/** The real file system, with something that happens just before the first claim. */
function beforeFirstClaim(happen: () => void): FileSystem {
  let isFirst = true;
  const symlinkSync: SymlinkSync = (target, path) => {
    if (isFirst) happen();
    isFirst = false;
    fs.symlinkSync(target, path);
  };
  return { ...fs, symlinkSync };
}

/** A holder that the test plays, and that tells everybody "finished". */
async function plantLiveHolder(lockFolder: string, generation: number): Promise<PlantedHolder> {
  const holder = plantClaim(lockFolder, generation);
  await listenAs(holder, (socket) => socket.end(FINISHED));
  return holder;
}

describe('claiming', () => {
  it.each([
    ['whose socket is dead', leaveDeadSocket],
    ['whose socket is gone', async () => {}],
  ])('follows a holder %s', async (_, endHolder) => {
    const folder = createTemporaryFolder();
    const lockFolder = lockFolderIn(folder);
    await endHolder(plantClaim(lockFolder, 7));
    expect(outcomeOf(await createContender(folder).enter(LOCK_NAME))).toBe('led');
    expect(newestGeneration(lockFolder)).toBe(8);
  });

  it('passes over a claim that names no holder, and does not go where it points', async () => {
    const folder = createTemporaryFolder();
    const lockFolder = lockFolderIn(folder);
    fs.mkdirSync(lockFolder);
    fs.symlinkSync('../../elsewhere', join(lockFolder, '3'));
    expect(outcomeOf(await createContender(folder).enter(LOCK_NAME))).toBe('led');
    expect(newestGeneration(lockFolder)).toBe(4);
  });

  it('follows another contender that was faster', async () => {
    const folder = createTemporaryFolder();
    const lockFolder = lockFolderIn(folder);
    const faster = await plantLiveHolder(lockFolder, 9);
    fs.unlinkSync(join(lockFolder, '9'));
    const fileSystem = beforeFirstClaim(() =>
      fs.symlinkSync(basename(faster.path), join(lockFolder, '1')),
    );
    const turn = await createContender(folder, { fileSystem }).enter(LOCK_NAME);
    expect(outcomeOf(turn)).toEqual({ kind: 'finished' });
    expect(fs.readdirSync(lockFolder).sort()).toEqual(['1', faster.name].sort());
  });

  it('does not lead with a number that was taken and forgotten meanwhile', async () => {
    const folder = createTemporaryFolder();
    const lockFolder = lockFolderIn(folder);
    await leaveDeadSocket(plantClaim(lockFolder, 4));
    const live = await plantLiveHolder(lockFolder, 1000);
    fs.unlinkSync(join(lockFolder, '1000'));
    // Between this contender's look and its claim of 5, others led up to 8 and forgot 5.
    const fileSystem = beforeFirstClaim(() => fs.symlinkSync(live.name, join(lockFolder, '8')));
    const turn = await createContender(folder, { fileSystem }).enter(LOCK_NAME);
    expect(outcomeOf(turn)).toEqual({ kind: 'finished' });
    expect(newestGeneration(lockFolder)).toBe(8);
  });

  it('takes no notice of a contender that died before it claimed', async () => {
    const folder = createTemporaryFolder();
    const lockFolder = lockFolderIn(folder);
    const unborn = plantClaim(lockFolder, 1);
    await leaveDeadSocket(unborn);
    fs.unlinkSync(join(lockFolder, '1'));
    expect(outcomeOf(await createContender(folder).enter(LOCK_NAME))).toBe('led');
    expect(newestGeneration(lockFolder)).toBe(1);
  });

  it('follows the newest when it looked while the older was forgotten', async () => {
    const folder = createTemporaryFolder();
    const lockFolder = lockFolderIn(folder);
    plantClaim(lockFolder, 5);
    const live = await plantLiveHolder(lockFolder, 1000);
    fs.unlinkSync(join(lockFolder, '1000'));
    let looked = false;
    const readlinkSync = ((path: string) => {
      if (!looked) {
        fs.unlinkSync(join(lockFolder, '5'));
        fs.symlinkSync(live.name, join(lockFolder, '7'));
      }
      looked = true;
      return fs.readlinkSync(path);
    }) as FileSystem['readlinkSync'];
    const contender = createContender(folder, { fileSystem: { ...fs, readlinkSync } });
    expect(outcomeOf(await contender.enter(LOCK_NAME))).toEqual({ kind: 'finished' });
  });
});

describe('forgetting', () => {
  it('removes what is two and more generations old, with its sockets', async () => {
    const folder = createTemporaryFolder();
    const lockFolder = lockFolderIn(folder);
    for (const generation of [1, 2, 3, 4]) {
      await leaveDeadSocket(plantClaim(lockFolder, generation));
    }
    const spared = fs.readlinkSync(join(lockFolder, '4'));
    await lead(createContender(folder));
    const own = fs.readlinkSync(join(lockFolder, '5'));
    expect(fs.readdirSync(lockFolder).sort()).toEqual(['4', '5', spared, own].sort());
  });

  it('is left to the next leader when it fails', async () => {
    const folder = createTemporaryFolder();
    const lockFolder = lockFolderIn(folder);
    for (const generation of [1, 2, 3]) plantClaim(lockFolder, generation);
    const unlinkSync: FileSystem['unlinkSync'] = () => {
      throw Object.assign(new Error('read-only'), { code: 'EROFS' });
    };
    const contender = createContender(folder, { fileSystem: { ...fs, unlinkSync } });
    expect(outcomeOf(await contender.enter(LOCK_NAME))).toBe('led');
    expect(fs.readdirSync(lockFolder)).toEqual(expect.arrayContaining(['1', '2', '3', '4']));
  });
});

describe('a holder that is too busy', () => {
  it('is asked again, not replaced, while its queue is full', async () => {
    const folder = createTemporaryFolder();
    const clock = createManualClock();
    const holder = plantClaim(lockFolderIn(folder));
    await listenAs(holder, (socket) => socket.end(FINISHED), 1);
    const crowd = fillQueue(holder);
    // In the same turn of the event loop, so that the holder has had no chance to accept.
    const turn = createContender(folder, { clock }).enter(LOCK_NAME);
    await Promise.all(crowd.map((socket) => new Promise((end) => socket.once('close', end))));
    expect(clock.sleeps).toEqual([20]);
    clock.advance();
    expect(outcomeOf(await turn)).toEqual({ kind: 'finished' });
  });

  it('is asked again, not replaced, when it closes connections but listens', async () => {
    const folder = createTemporaryFolder();
    const sleeps: number[] = [];
    const clock = {
      now: () => new Date(0),
      sleep: async (milliseconds: number) => {
        sleeps.push(milliseconds);
      },
    };
    let connections = 0;
    await listenAs(plantClaim(lockFolderIn(folder)), (socket) => {
      connections += 1;
      if (connections < 4) socket.destroy();
      else socket.end(FINISHED);
    });
    const turn = await createContender(folder, { clock }).enter(LOCK_NAME);
    expect(outcomeOf(turn)).toEqual({ kind: 'finished' });
    // The first time it may have died; at once is soon enough to see.
    expect(sleeps).toEqual([20, 20]);
  });
});

function fillQueue(holder: PlantedHolder): readonly Socket[] {
  return Array.from({ length: 4 }, () => {
    const socket = connect(holder.path);
    socket.on('error', () => {});
    return socket.resume();
  });
}
