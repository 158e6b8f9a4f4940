/** Linux has no locks taken by open(2), so the system's part is played here. */
import * as fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMarksOfLife } from '../../src/lock/mark-of-life.ts';
import type { FileSystem } from '../../src/ports.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import {
  createContender,
  createManualClock,
  LOCK_NAME,
  leaveDeadSocket,
  lockFolderIn,
  outcomeOf,
  plantClaim,
} from './locks.ts';

const O_SHLOCK = 0x10;
const O_EXLOCK = 0x20;

/** Open files with an exclusive lock, as macOS keeps it; every other file is real. */
function createLockingFileSystem(): FileSystem {
  const locked = new Map<number, string>();
  return {
    ...fs,
    openSync: (path, flags, mode) => {
      if (typeof flags !== 'number' || !String(path).endsWith('.life')) {
        return fs.openSync(path, flags, mode);
      }
      if ((flags & O_SHLOCK) !== 0 && [...locked.values()].includes(String(path))) {
        throw Object.assign(new Error('locked'), { code: 'EAGAIN' });
      }
      const { O_CREAT, O_EXCL, O_RDWR } = fs.constants;
      const isExclusive = (flags & O_EXLOCK) !== 0;
      const descriptor = fs.openSync(path, isExclusive ? O_RDWR | O_CREAT | O_EXCL : 'r', mode);
      if (isExclusive) locked.set(descriptor, String(path));
      return descriptor;
    },
    closeSync: (descriptor) => {
      locked.delete(descriptor);
      fs.closeSync(descriptor);
    },
  };
}

describe.each(['darwin', 'freebsd', 'openbsd', 'netbsd'] as const)('on %s a mark', (platform) => {
  it('is held until its maker ends it', () => {
    const path = `${createTemporaryFolder()}/a.life`;
    const marks = createMarksOfLife(platform, createLockingFileSystem());
    const end = marks.make(path);
    expect(marks.isHeld(path)).toBe(true);
    end();
    expect(marks.isHeld(path)).toBe(false);
  });

  it('that was never made is not held', () => {
    const path = `${createTemporaryFolder()}/a.life`;
    expect(createMarksOfLife(platform, createLockingFileSystem()).isHeld(path)).toBe(false);
  });
});

it('Linux tells a full queue by itself, and no mark is made', () => {
  const path = `${createTemporaryFolder()}/a.life`;
  const marks = createMarksOfLife('linux', createLockingFileSystem());
  marks.make(path);
  expect(marks.isHeld(path)).toBe(false);
  expect(fs.existsSync(path)).toBe(false);
});

it('a holder that refuses and is marked as living is asked again, not replaced', async () => {
  const folder = createTemporaryFolder();
  const fileSystem = createLockingFileSystem();
  const holder = plantClaim(lockFolderIn(folder));
  await leaveDeadSocket(holder);
  const endLife = createMarksOfLife('darwin', fileSystem).make(`${holder.path}.life`);
  const slept: number[] = [];
  const clock = {
    ...createManualClock(),
    sleep: async (milliseconds: number) => {
      slept.push(milliseconds);
      if (slept.length === 3) endLife();
    },
  };
  const contender = createContender(folder, { fileSystem, clock, platform: 'darwin' });
  expect(outcomeOf(await contender.enter(LOCK_NAME))).toBe('led');
  expect(slept).toEqual([20, 20, 20]);
});

it('a leader ends its mark when it leaves', async () => {
  const folder = createTemporaryFolder();
  const fileSystem = createLockingFileSystem();
  const changes = { fileSystem, platform: 'darwin' } as const;
  const turn = await createContender(folder, changes).enter(LOCK_NAME);
  const waiting = createContender(folder, changes).enter(LOCK_NAME);
  expect(outcomeOf(turn)).toBe('led');
  expect(outcomeOf(await waiting)).toEqual({ kind: 'released' });
  expect(outcomeOf(await createContender(folder, changes).enter(LOCK_NAME))).toBe('led');
});
