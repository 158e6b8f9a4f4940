import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type LockPlace, resolveLockFolder } from '../../src/lock/lock-folder.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { createContender, LOCK_NAME, lockFolderIn, outcomeOf } from './locks.ts';

const place: LockPlace = {
  lockName: 'a base credential',
  runtimeFolder: '/run/user/1000/awsx',
  temporaryFolder: '/tmp',
  hostId: 'laptop',
  platform: 'linux',
  userId: 1000,
};
/** With a lock's folder and a socket below it, exactly 100 bytes. */
const longestRuntimeFolder = `/${'x'.repeat(47)}`;

describe('resolveLockFolder', () => {
  it('answers one folder per host and lock name below the runtime folder', () => {
    const { parent, path } = resolveLockFolder(place);
    expect(parent).toBe(place.runtimeFolder);
    expect(path).toMatch(/^\/run\/user\/1000\/awsx\/lock-[0-9a-f]{8}-[0-9a-f]{12}$/);
    expect(resolveLockFolder({ ...place })).toEqual({ parent, path });
    expect(resolveLockFolder({ ...place, lockName: 'another' }).path).not.toBe(path);
    expect(resolveLockFolder({ ...place, hostId: 'desktop' }).path).not.toBe(path);
  });

  it.each(['../..', '/', '', 'a\nb', '__proto__', 'x'.repeat(5000)])(
    'lets the name %j not out of the folder',
    (name) => {
      const { path } = resolveLockFolder({ ...place, lockName: name, hostId: name });
      expect(path).toMatch(/^\/run\/user\/1000\/awsx\/lock-[0-9a-f]{8}-[0-9a-f]{12}$/);
    },
  );

  it('goes to the temporary folder when a socket would have more than 100 bytes', () => {
    const longest = { ...place, runtimeFolder: longestRuntimeFolder };
    expect(resolveLockFolder(longest).parent).toBe(longestRuntimeFolder);
    const { parent, path } = resolveLockFolder({
      ...place,
      runtimeFolder: `${longestRuntimeFolder}x`,
    });
    expect(parent).toMatch(/^\/tmp\/awsx-1000-[0-9a-f]{8}$/);
    expect(path).toMatch(/^\/tmp\/awsx-1000-[0-9a-f]{8}\/lock-[0-9a-f]{12}$/);
  });

  it('counts bytes, not characters', () => {
    const runtimeFolder = `/${'é'.repeat(40)}`;
    expect(resolveLockFolder({ ...place, runtimeFolder }).parent).toMatch(/^\/tmp\//);
  });

  it('keeps apart there what is apart in the runtime folders', () => {
    const [one, another] = ['one', 'another'].map(
      (name) => resolveLockFolder({ ...place, runtimeFolder: `/${'x'.repeat(99)}/${name}` }).path,
    );
    expect(one).not.toBe(another);
  });

  it('refuses when that is too long as well', () => {
    const long = `/${'x'.repeat(99)}`;
    expect(() =>
      resolveLockFolder({ ...place, runtimeFolder: long, temporaryFolder: long }),
    ).toThrow(
      expect.objectContaining({
        code: 'setting_invalid',
        message: `the path of the runtime folder is too long for a socket: ${long}`,
        hint: 'set XDG_RUNTIME_DIR to a shorter path',
      }),
    );
  });

  it('has no limit on Windows, where a pipe is not in a folder', () => {
    const runtimeFolder = `/${'x'.repeat(99)}`;
    expect(resolveLockFolder({ ...place, runtimeFolder, platform: 'win32' }).parent).toBe(
      runtimeFolder,
    );
  });
});

describe('the lock folder', () => {
  it('is created for this user alone, and so is the one around it', async () => {
    const folder = join(createTemporaryFolder(), 'run');
    await createContender(folder).enter(LOCK_NAME);
    expect(fs.statSync(folder).mode & 0o777).toBe(0o700);
    expect(fs.statSync(lockFolderIn(folder)).mode & 0o777).toBe(0o700);
  });

  it('is in the temporary folder when the runtime folder has too long a path', async () => {
    const folder = join(createTemporaryFolder(), 'x'.repeat(100));
    const temporaryFolder = createTemporaryFolder();
    const contender = createContender(folder, { temporaryFolder, userId: process.getuid?.() });
    expect(outcomeOf(await contender.enter(LOCK_NAME))).toBe('led');
    expect(fs.existsSync(folder)).toBe(false);
    const [own = ''] = fs.readdirSync(temporaryFolder);
    expect(own).toMatch(/^awsx-/);
    expect(fs.statSync(join(temporaryFolder, own)).mode & 0o777).toBe(0o700);
  });

  it('is refused when it is a symbolic link', async () => {
    const folder = createTemporaryFolder();
    fs.symlinkSync(createTemporaryFolder(), lockFolderIn(folder));
    await expect(createContender(folder).enter(LOCK_NAME)).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: expect.stringContaining(lockFolderIn(folder)),
    });
  });

  it('is refused when it belongs to another user', async () => {
    const folder = createTemporaryFolder();
    fs.mkdirSync(lockFolderIn(folder), { mode: 0o700 });
    const foreign = (process.getuid?.() ?? 0) + 1;
    await expect(
      createContender(folder, { userId: foreign }).enter(LOCK_NAME),
    ).rejects.toMatchObject({ message: expect.stringContaining('belongs to another user') });
  });

  it('is refused when others may write it', async () => {
    const folder = createTemporaryFolder();
    fs.mkdirSync(lockFolderIn(folder));
    fs.chmodSync(lockFolderIn(folder), 0o770);
    await expect(createContender(folder).enter(LOCK_NAME)).rejects.toMatchObject({
      message: expect.stringContaining('may be written by other users'),
    });
  });

  it('is named when the system refuses to work with it', async () => {
    const folder = createTemporaryFolder();
    const symlinkSync = (): never => {
      throw Object.assign(new Error('injected'), { code: 'ENOSPC' });
    };
    const contender = createContender(folder, { fileSystem: { ...fs, symlinkSync } });
    await expect(contender.enter(LOCK_NAME)).rejects.toMatchObject({
      code: 'vault_unavailable',
      message: `cannot take turns with others in ${lockFolderIn(folder)}: no space left on the device`,
    });
    expect(fs.readdirSync(lockFolderIn(folder))).toEqual([]);
  });
});
