import * as fs from 'node:fs';
import {
  chmodSync,
  chownSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../profiles/document.ts';
import { editConfigFile } from '../../profiles/edit-config-file.ts';
import { removeProperty, setProperty } from '../../profiles/edit-document.ts';
import type { FileSystem } from '../../src/ports.ts';
import { createFaultyFileSystem } from '../faulty-file-system.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const section = { kind: 'profile', name: 'dev' } as const;
const before = '# mine\r\n[dev]\r\na = 1\r\n';
const after = '# mine\r\n[dev]\r\na = 2\r\n';

const setA = (document: Document) => setProperty(document, { section, key: 'a', value: '2' });

function createFile(text: string, mode = 0o600): string {
  const path = join(createTemporaryFolder(), 'credentials');
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
}

function edit(path: string, fileSystem: FileSystem = fs) {
  return editConfigFile({ fileSystem, path, kind: 'credentials', edit: setA });
}

/** The names of the files beside a file, its own first. */
function namesBeside(path: string): readonly string[] {
  return readdirSync(join(path, '..')).sort();
}

describe('an edit', () => {
  test('replaces the file, keeps its mode and keeps the old one as the backup', () => {
    const path = createFile(before, 0o640);
    const { ino } = statSync(path);
    expect(edit(path)).toEqual({ changed: true, backup: `${path}.awsx-backup` });
    expect(readFileSync(path, 'utf8')).toBe(after);
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(readFileSync(`${path}.awsx-backup`, 'utf8')).toBe(before);
    expect(statSync(`${path}.awsx-backup`).ino).toBe(ino);
    expect(namesBeside(path)).toEqual(['credentials', 'credentials.awsx-backup']);
  });

  test('keeps the backup of the last edit only', () => {
    const path = createFile(before);
    edit(path);
    writeFileSync(path, '[dev]\na = 3\n');
    edit(path);
    expect(readFileSync(`${path}.awsx-backup`, 'utf8')).toBe('[dev]\na = 3\n');
  });

  test('that changes nothing writes nothing', () => {
    const path = createFile(after);
    expect(edit(path)).toEqual({ changed: false });
    expect(namesBeside(path)).toEqual(['credentials']);
  });

  test('creates a private file and folder', () => {
    const path = join(createTemporaryFolder(), '.aws', 'credentials');
    expect(edit(path)).toEqual({ changed: true });
    expect(readFileSync(path, 'utf8')).toBe('[dev]\na = 2\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700);
    expect(namesBeside(path)).toEqual(['credentials']);
  });

  test.runIf(process.getuid?.() === 0)('by root leaves the file to its owner', () => {
    const path = createFile(before);
    chownSync(path, 65534, 65534);
    edit(path);
    expect(statSync(path)).toMatchObject({ uid: 65534, gid: 65534 });
  });

  test('goes through symbolic links and leaves them', () => {
    const target = createFile(before);
    const link = join(createTemporaryFolder(), 'credentials');
    symlinkSync(target, link);
    expect(edit(link).backup).toBe(`${target}.awsx-backup`);
    expect(readlinkSync(link)).toBe(target);
    expect(lstatSync(target).isFile()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe(after);
    expect(namesBeside(link)).toEqual(['credentials']);
  });
});

describe('the backup', () => {
  test('is without a secret that the edit removes', () => {
    const path = createFile('[dev]\naws_secret_access_key = canary # c\na = 1\n');
    const key = 'aws_secret_access_key';
    writeFileSync(`${path}.awsx-backup`, 'canary');
    editConfigFile({
      fileSystem: fs,
      path,
      kind: 'credentials',
      edit: (document) => removeProperty(document, { section, key }),
      cleanBackup: (document) => setProperty(document, { section, key, value: '' }),
    });
    expect(readFileSync(path, 'utf8')).toBe('[dev]\na = 1\n');
    expect(readFileSync(`${path}.awsx-backup`, 'utf8')).toBe(
      '[dev]\naws_secret_access_key =  # c\na = 1\n',
    );
    expect(statSync(`${path}.awsx-backup`).mode & 0o777).toBe(0o600);
  });

  const linkSync = () => {
    throw Object.assign(new Error('no links'), { code: 'EPERM' });
  };

  test('is a copy where there are no hard links', () => {
    const path = createFile(before);
    edit(path, { ...fs, linkSync });
    expect(readFileSync(`${path}.awsx-backup`, 'utf8')).toBe(before);
    expect(readFileSync(path, 'utf8')).toBe(after);
  });

  test('that cannot be copied stops the edit', () => {
    const path = createFile(before);
    const renameSync = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    expect(() => edit(path, { ...fs, linkSync, renameSync })).toThrowError(
      expect.objectContaining({
        code: 'config_unwritable',
        message: `cannot write ${path}: no space left on the device`,
      }),
    );
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(namesBeside(path)).toEqual(['credentials']);
  });

  test('is not made of a new file, with or without hard links', () => {
    const path = join(createTemporaryFolder(), 'credentials');
    expect(edit(path, { ...fs, linkSync })).toEqual({ changed: true });
    expect(namesBeside(path)).toEqual(['credentials']);
  });
});

describe('a file that another program changes meanwhile', () => {
  /** The real file system, with something happening when the new text has been written. */
  function interruptedBy(happening: () => void): FileSystem {
    let done = false;
    const closeSync: typeof fs.closeSync = (descriptor) => {
      fs.closeSync(descriptor);
      const isWritten = namesOfTemporaryFiles.length > 0;
      if (isWritten && !done) {
        done = true;
        happening();
      }
    };
    const namesOfTemporaryFiles: string[] = [];
    const openSync: typeof fs.openSync = (path, flags, mode) => {
      if (flags === 'wx') namesOfTemporaryFiles.push(String(path));
      return fs.openSync(path, flags, mode);
    };
    return { ...fs, closeSync, openSync };
  }

  test('is left alone, and the edited text stays beside it', () => {
    const path = createFile(before);
    const fileSystem = interruptedBy(() => writeFileSync(path, '[theirs]\n'));
    expect(() => edit(path, fileSystem)).toThrowError(
      expect.objectContaining({ code: 'config_changed' }),
    );
    expect(readFileSync(path, 'utf8')).toBe('[theirs]\n');
    const [ours = ''] = namesBeside(path).filter((name) => name.endsWith('.awsx-tmp'));
    expect(readFileSync(join(path, '..', ours), 'utf8')).toBe(after);
  });

  test('is left alone when it did not exist before', () => {
    const path = join(createTemporaryFolder(), 'credentials');
    const fileSystem = interruptedBy(() => writeFileSync(path, '[theirs]\n'));
    expect(() => edit(path, fileSystem)).toThrowError(
      expect.objectContaining({ code: 'config_changed' }),
    );
    expect(readFileSync(path, 'utf8')).toBe('[theirs]\n');
  });

  test('is left alone when it was removed', () => {
    const path = createFile(before);
    const fileSystem = interruptedBy(() => fs.unlinkSync(path));
    expect(() => edit(path, fileSystem)).toThrowError(
      expect.objectContaining({ code: expect.stringMatching(/^config_(changed|unwritable)$/) }),
    );
    expect(namesBeside(path)).not.toContain('credentials');
  });

  test('at the last moment, while a new one is put in place', () => {
    const path = join(createTemporaryFolder(), 'credentials');
    const linkSync: typeof fs.linkSync = (from, to) => {
      writeFileSync(path, '[theirs]\n');
      fs.linkSync(from, to);
    };
    expect(() => edit(path, { ...fs, linkSync })).toThrowError(
      expect.objectContaining({ code: 'config_changed' }),
    );
    expect(readFileSync(path, 'utf8')).toBe('[theirs]\n');
  });
});

describe('a file that must not be edited', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['with an error', '[dev]\nbroken\n', 'config_invalid'],
    ['that is not UTF-8', Buffer.from('[dev]\na = \xff\n', 'latin1'), 'config_invalid'],
    ['that is UTF-16', Buffer.from('\ufeff[dev]\n', 'utf16le'), 'config_unreadable'],
  ])('%s stays as it is', (_, content, code) => {
    const path = createFile('');
    writeFileSync(path, content);
    expect(() => edit(path)).toThrowError(expect.objectContaining({ code }));
    expect(readFileSync(path)).toEqual(Buffer.from(content));
    expect(namesBeside(path)).toEqual(['credentials']);
  });

  test('a link without a target', () => {
    const path = join(createTemporaryFolder(), 'credentials');
    symlinkSync('/nowhere/at/all', path);
    expect(() => edit(path)).toThrowError(expect.objectContaining({ code: 'config_unreadable' }));
    expect(readlinkSync(path)).toBe('/nowhere/at/all');
  });

  test('a folder', () => {
    const path = join(createTemporaryFolder(), 'credentials');
    mkdirSync(path);
    expect(() => edit(path)).toThrowError(expect.objectContaining({ code: 'config_unreadable' }));
    expect(readdirSync(path)).toEqual([]);
  });

  test('an edit that throws', () => {
    const path = createFile(before);
    const fails = () => {
      throw new Error('no');
    };
    expect(() =>
      editConfigFile({ fileSystem: fs, path, kind: 'credentials', edit: fails }),
    ).toThrowError('no');
    expect(namesBeside(path)).toEqual(['credentials']);
  });
});

test('when any call of the file system fails, the file is whole and nothing is left over', () => {
  const outcomes: string[] = [];
  for (let failingCall = 1, wasReached = true; wasReached; failingCall += 1) {
    const path = createFile(before);
    const { fileSystem, calls } = createFaultyFileSystem(failingCall);
    const outcome = attempt(() => edit(path, fileSystem));
    const text = readFileSync(path, 'utf8');
    expect([before, after]).toContain(text);
    if (outcome === 'done') expect(text).toBe(after);
    expect(namesBeside(path).filter((name) => name.endsWith('.awsx-tmp'))).toEqual([]);
    outcomes.push(outcome);
    wasReached = calls.length >= failingCall;
  }
  expect(new Set(outcomes)).toEqual(new Set(['config_unreadable', 'config_unwritable', 'done']));
});

/** `done`, or the code of the error. */
function attempt(run: () => unknown): string {
  try {
    run();
    return 'done';
  } catch (error) {
    return (error as { code: string }).code;
  }
}
