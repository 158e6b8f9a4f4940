import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { PrivateFileAccess } from '../src/private-files.ts';
import {
  checkPrivateFolder,
  ensurePrivateFolder,
  removeLeftovers,
} from '../src/private-folders.ts';
import { createFaultyFileSystem } from './faulty-file-system.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

const userId = process.getuid?.();
const access: PrivateFileAccess = { fileSystem: fs, userId };
const isRoot = userId === 0;

function modeOf(path: string): number {
  return fs.statSync(path).mode & 0o777;
}

describe('checkPrivateFolder', () => {
  test('lets a missing folder pass and creates none', () => {
    const missing = join(createTemporaryFolder(), 'awsx');
    checkPrivateFolder(access, missing);
    expect(fs.existsSync(missing)).toBe(false);
  });

  test('refuses what ensurePrivateFolder refuses', () => {
    const open = createFolder(0o777);
    const link = join(createTemporaryFolder(), 'link');
    fs.symlinkSync(open, link);
    for (const folder of [open, link]) {
      expect(() => checkPrivateFolder(access, folder)).toThrow(folder);
    }
  });
});

describe('ensurePrivateFolder', () => {
  test.each([0o000, 0o022, 0o777])('creates every missing level 0700 under umask %o', (mask) => {
    const top = join(createTemporaryFolder(), 'state');
    const before = process.umask(mask);
    try {
      ensurePrivateFolder(access, join(top, 'awsx', 'vault'));
    } finally {
      process.umask(before);
    }
    expect([top, join(top, 'awsx'), join(top, 'awsx', 'vault')].map(modeOf)).toEqual([
      0o700, 0o700, 0o700,
    ]);
  });

  test.each([0o755, 0o750])('closes a folder of mode %o', (mode) => {
    const folder = createFolder(mode);
    ensurePrivateFolder(access, folder);
    expect(modeOf(folder)).toBe(0o700);
  });

  test.each([0o777, 0o770, 0o1777])('refuses a folder of mode %o', (mode) => {
    const folder = createFolder(mode);
    expect(() => ensurePrivateFolder(access, folder)).toThrow(
      expect.objectContaining({
        code: 'vault_unavailable',
        message: `the folder ${folder} may be written by other users`,
        hint: `look into it, then run chmod 700 ${folder}`,
      }),
    );
  });

  test.each([
    ['a link to a folder', (path: string) => fs.symlinkSync('.', path)],
    ['a link to nothing', (path: string) => fs.symlinkSync('nowhere', path)],
    ['a file', (path: string) => fs.writeFileSync(path, '')],
  ])('refuses %s', (_, create) => {
    const path = join(createTemporaryFolder(), 'awsx');
    create(path);
    expect(() => ensurePrivateFolder(access, path)).toThrow(`cannot use the folder ${path}: `);
  });

  test('refuses a folder below a link to nothing', () => {
    const parent = join(createTemporaryFolder(), 'parent');
    fs.symlinkSync('nowhere', parent);
    expect(() => ensurePrivateFolder(access, join(parent, 'awsx'))).toThrow('cannot use');
  });

  test.runIf(isRoot)("refuses another user's folder", () => {
    const folder = createFolder(0o700);
    fs.chownSync(folder, 65534, 65534);
    expect(() => ensurePrivateFolder(access, folder)).toThrow(
      'belongs to another user (uid 65534)',
    );
  });

  test('names the folder, whichever call fails', () => {
    const folder = join(createTemporaryFolder(), 'a', 'b');
    for (let call = 1; call <= 4; call += 1) {
      const { fileSystem } = createFaultyFileSystem(call, 'EROFS');
      fs.rmSync(join(folder, '..'), { recursive: true, force: true });
      expect(() => ensurePrivateFolder({ fileSystem, userId }, folder)).toThrow(
        `cannot use the folder ${folder}: the file system is read-only`,
      );
    }
  });
});

describe('removeLeftovers', () => {
  const now = new Date('2030-01-01T12:00:00Z');

  test('removes old temporary files and nothing else', () => {
    const folder = createTemporaryFolder();
    createFileOfAge(join(folder, '.old.awsx-tmp'), 7200);
    createFileOfAge(join(folder, '.young.awsx-tmp'), 60);
    createFileOfAge(join(folder, 'index.json'), 7200);
    removeLeftovers(access, folder, now);
    expect(fs.readdirSync(folder).sort()).toEqual(['.young.awsx-tmp', 'index.json']);
  });

  test('never throws', () => {
    const folder = createTemporaryFolder();
    createFileOfAge(join(folder, '.old.awsx-tmp'), 7200);
    for (let call = 1; call <= 3; call += 1) {
      const { fileSystem } = createFaultyFileSystem(call, 'EIO');
      expect(() => removeLeftovers({ fileSystem, userId }, folder, now)).not.toThrow();
    }
    expect(() => removeLeftovers(access, join(folder, 'none'), now)).not.toThrow();
  });

  function createFileOfAge(path: string, ageSeconds: number): void {
    fs.writeFileSync(path, '');
    const written = new Date(now.getTime() - ageSeconds * 1000);
    fs.utimesSync(path, written, written);
  }
});

function createFolder(mode: number): string {
  const folder = join(createTemporaryFolder(), 'awsx');
  fs.mkdirSync(folder);
  fs.chmodSync(folder, mode);
  return folder;
}
