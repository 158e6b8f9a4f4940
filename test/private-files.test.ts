import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  createPrivateFile,
  type PrivateFileAccess,
  readPrivateFile,
  readSecretFile,
  removePrivateFile,
  writePrivateFile,
} from '../src/private-files.ts';
import { createFaultyFileSystem } from './faulty-file-system.ts';
import { createTemporaryFolder } from './temporary-folder.ts';

const userId = process.getuid?.();
const access: PrivateFileAccess = { fileSystem: fs, userId };
const isRoot = userId === 0;

function modeOf(path: string): number {
  return fs.statSync(path).mode & 0o777;
}

describe('writePrivateFile', () => {
  test.each([0o000, 0o022, 0o277, 0o777])('gives mode 0600 under umask %o', (mask) => {
    const path = join(createTemporaryFolder(), 'file');
    const before = process.umask(mask);
    try {
      writePrivateFile(access, { path, content: 'new' });
    } finally {
      process.umask(before);
    }
    expect(modeOf(path)).toBe(0o600);
    expect(fs.readFileSync(path, 'utf8')).toBe('new');
  });

  test('replaces a symbolic link and leaves its target alone', () => {
    const folder = createTemporaryFolder();
    fs.writeFileSync(join(folder, 'target'), 'theirs');
    fs.symlinkSync(join(folder, 'target'), join(folder, 'file'));
    writePrivateFile(access, { path: join(folder, 'file'), content: 'ours' });
    expect(fs.readFileSync(join(folder, 'target'), 'utf8')).toBe('theirs');
    expect(fs.lstatSync(join(folder, 'file')).isFile()).toBe(true);
  });

  test('goes on after a short write', () => {
    const path = join(createTemporaryFolder(), 'file');
    const writeSync = ((descriptor: number, content: Buffer, offset: number) =>
      fs.writeSync(descriptor, content, offset, 1)) as typeof fs.writeSync;
    writePrivateFile({ userId, fileSystem: { ...fs, writeSync } }, { path, content: 'längst' });
    expect(fs.readFileSync(path, 'utf8')).toBe('längst');
  });

  test('keeps the old content whole and no temporary file, whichever call fails', () => {
    const path = join(createTemporaryFolder(), 'file');
    const callsOfSuccess = countCalls((counting) => {
      writePrivateFile(counting, { path, content: 'old' });
    });
    const renameCall = callsOfSuccess.indexOf('renameSync') + 1;
    for (let call = 1; call <= callsOfSuccess.length; call += 1) {
      fs.writeFileSync(path, 'old');
      const faulty = { userId, fileSystem: createFaultyFileSystem(call).fileSystem };
      expect(() => writePrivateFile(faulty, { path, content: 'new' })).toThrow(
        expect.objectContaining({
          code: 'vault_unavailable',
          message: `cannot write ${path}: no space left on the device`,
          hint: 'free some space and run the command again',
        }),
      );
      expect(fs.readFileSync(path, 'utf8')).toBe(call <= renameCall ? 'old' : 'new');
      expect(fs.readdirSync(join(path, '..'))).toEqual(['file']);
    }
    expect(renameCall).toBeGreaterThan(1);
  });

  test.each([
    ['EROFS', 'the file system is read-only'],
    ['EACCES', 'permission denied'],
    ['EDQUOT', 'the disk quota is used up'],
    ['EIO', 'EIO'],
  ])('says what %s means', (code, reason) => {
    const path = join(createTemporaryFolder(), 'file');
    const faulty = { userId, fileSystem: createFaultyFileSystem(1, code).fileSystem };
    expect(() => writePrivateFile(faulty, { path, content: 'x' })).toThrow(
      `cannot write ${path}: ${reason}`,
    );
  });

  test('does without flushing the folder where the file system offers none', () => {
    const path = join(createTemporaryFolder(), 'file');
    const calls = countCalls((counting) => writePrivateFile(counting, { path, content: 'x' }));
    const { fileSystem } = createFaultyFileSystem(calls.lastIndexOf('fsyncSync') + 1, 'EINVAL');
    writePrivateFile({ userId, fileSystem }, { path, content: 'new' });
    expect(fs.readFileSync(path, 'utf8')).toBe('new');
  });
});

describe('createPrivateFile', () => {
  test('never replaces a file', () => {
    const path = join(createTemporaryFolder(), 'file');
    expect(createPrivateFile(access, { path, content: 'first' })).toBe(true);
    expect(createPrivateFile(access, { path, content: 'second' })).toBe(false);
    expect(fs.readFileSync(path, 'utf8')).toBe('first');
    expect(modeOf(path)).toBe(0o600);
    expect(fs.readdirSync(join(path, '..'))).toEqual(['file']);
  });

  test('leaves the whole file or none, and no temporary file, whichever call fails', () => {
    const path = join(createTemporaryFolder(), 'file');
    const calls = countCalls((counting) => createPrivateFile(counting, { path, content: 'x' }));
    for (let call = 1; call <= calls.length; call += 1) {
      fs.rmSync(path, { force: true });
      const faulty = { userId, fileSystem: createFaultyFileSystem(call).fileSystem };
      expect(() => createPrivateFile(faulty, { path, content: 'whole' })).toThrow('no space');
      const names = fs.readdirSync(join(path, '..'));
      expect(names.filter((name) => name !== 'file')).toEqual([]);
      if (names.length > 0) expect(fs.readFileSync(path, 'utf8')).toBe('whole');
    }
  });
});

describe('readPrivateFile', () => {
  test('gives undefined when there is no file', () => {
    expect(readPrivateFile(access, join(createTemporaryFolder(), 'none'))).toBeUndefined();
  });

  test.each([
    ['a folder', (path: string) => fs.mkdirSync(path), 'is not a regular file'],
    ['a symbolic link', (path: string) => fs.symlinkSync('/etc/passwd', path), 'symbolic link'],
    ['a file others may write', writeWithMode(0o622), 'may be written by other users'],
  ])('refuses %s', (_, create, message) => {
    const path = join(createTemporaryFolder(), 'file');
    create(path);
    expect(() => readPrivateFile(access, path)).toThrow(message);
  });

  test.runIf(isRoot)('refuses a file of another user', () => {
    const path = join(createTemporaryFolder(), 'file');
    writeWithMode(0o600)(path);
    fs.chownSync(path, 65534, 65534);
    expect(() => readPrivateFile(access, path)).toThrow('belongs to another user (uid 65534)');
  });

  test('closes what it opened, whichever call fails', () => {
    const path = join(createTemporaryFolder(), 'file');
    writeWithMode(0o600)(path);
    const calls = countCalls((counting) => readPrivateFile(counting, path));
    for (let call = 1; call < calls.length; call += 1) {
      const faulty = createFaultyFileSystem(call, 'EIO');
      expect(() => readPrivateFile({ userId, fileSystem: faulty.fileSystem }, path)).toThrow('EIO');
      expect(faulty.calls.includes('closeSync')).toBe(call > 1);
    }
  });
});

describe('readSecretFile', () => {
  test.each([0o600, 0o400])('reads a file of mode %o, through a link too', (mode) => {
    const folder = createTemporaryFolder();
    writeWithMode(mode)(join(folder, 'real'));
    fs.symlinkSync('real', join(folder, 'link'));
    expect(readSecretFile(access, join(folder, 'link'))?.toString()).toBe('content');
  });

  test.each([0o640, 0o604, 0o644, 0o610, 0o700])('refuses mode %o', (mode) => {
    const path = join(createTemporaryFolder(), 'file');
    writeWithMode(mode)(path);
    expect(() => readSecretFile(access, path)).toThrow(
      expect.objectContaining({ code: 'vault_unavailable', hint: `run chmod 600 ${path}` }),
    );
  });
});

test('removePrivateFile tells whether there was a file', () => {
  const path = join(createTemporaryFolder(), 'file');
  writeWithMode(0o600)(path);
  expect(removePrivateFile(access, path)).toBe(true);
  expect(removePrivateFile(access, path)).toBe(false);
});

function writeWithMode(mode: number): (path: string) => void {
  return (path) => {
    fs.writeFileSync(path, 'content');
    fs.chmodSync(path, mode);
  };
}

function countCalls(work: (counting: PrivateFileAccess) => void): readonly string[] {
  const { fileSystem, calls } = createFaultyFileSystem(0);
  work({ fileSystem, userId });
  return calls;
}
