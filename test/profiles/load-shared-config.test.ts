import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSharedConfig } from '../../profiles/load-shared-config.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const userId = process.getuid?.();
const isRoot = userId === 0;

interface Files {
  readonly config?: string | Uint8Array;
  readonly credentials?: string | Uint8Array;
}

/** A home folder with the files, private ones. */
function createHome(files: Files): string {
  const home = createTemporaryFolder();
  mkdirSync(join(home, '.aws'));
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(home, '.aws', name), content, { mode: 0o600 });
  }
  return home;
}

function load(home: string, env: Readonly<Record<string, string>> = {}) {
  return loadSharedConfig({
    fileSystem: fs,
    env: { HOME: home, ...env },
    platform: 'linux',
    workingDirectory: home,
    userId,
  });
}

describe('loading', () => {
  test('reads both files', () => {
    const home = createHome({ config: '[profile a]\nregion = r', credentials: '[b]\nx = 1' });
    const config = load(home);
    expect([...config.profiles.keys()]).toEqual(['a', 'b']);
    expect(config.files).toEqual([join(home, '.aws/config'), join(home, '.aws/credentials')]);
    expect(config.diagnostics).toEqual([]);
  });

  test('takes missing files and a missing folder as empty', () => {
    const home = createTemporaryFolder();
    const config = load(home);
    expect(config.files).toEqual([]);
    expect(config.profiles.size).toBe(0);
    expect(config.credentialsFile).toBe(join(home, '.aws/credentials'));
  });

  test('follows symbolic links and accepts a device', () => {
    const home = createHome({ config: '[profile a]\n' });
    symlinkSync(join(home, '.aws/config'), join(home, 'link'));
    const config = load(home, {
      AWS_CONFIG_FILE: 'link',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    });
    expect([...config.profiles.keys()]).toEqual(['a']);
    expect(config.diagnostics).toEqual([]);
  });

  test('reads what is not UTF-8 as far as it can, with a warning at the line', () => {
    const bytes = Buffer.from('[profile a]\nregion = \xff\xfe\n', 'latin1');
    const config = load(createHome({ config: bytes }));
    expect(config.profiles.get('a')?.properties.get('region')?.value).toBe('\ufffd\ufffd');
    expect(config.diagnostics).toMatchObject([
      { level: 'warning', line: 2, message: expect.stringContaining('not valid UTF-8') },
    ]);
  });

  test('does not mistake a replacement character for broken UTF-8', () => {
    const config = load(createHome({ config: '[profile a]\nregion = \ufffd\n' }));
    expect(config.diagnostics).toEqual([]);
  });

  test('skips a byte order mark', () => {
    const config = load(createHome({ config: '\ufeff[profile a]\n' }));
    expect([...config.profiles.keys()]).toEqual(['a']);
  });
});

describe('files that cannot be read', () => {
  test.each([
    ['a folder', (path: string) => mkdirSync(path), 'it is a folder'],
    ['a loop of links', (path: string) => symlinkSync(path, path), 'form a loop'],
    ['UTF-16', (path: string) => writeFileSync(path, '\ufeff[a]', 'utf16le'), 'it is UTF-16'],
    [
      'a huge file',
      (path: string) => writeFileSync(path, new Uint8Array(64 * 1024 * 1024 + 1)),
      'larger',
    ],
  ])('%s is named with what is wrong', (_, create, reason) => {
    const home = createHome({});
    const path = join(home, '.aws/config');
    create(path);
    expect(() => load(home)).toThrowError(
      expect.objectContaining({
        code: 'config_unreadable',
        message: expect.stringMatching(new RegExp(`cannot read ${path}: .*${reason}`)),
        hint: expect.stringContaining(path),
      }),
    );
  });

  test('a file in place of the folder', () => {
    const home = createTemporaryFolder();
    writeFileSync(join(home, '.aws'), '');
    expect(() => load(home)).toThrowError(
      expect.objectContaining({
        code: 'config_unreadable',
        message: expect.stringContaining('a part of the path is not a folder'),
      }),
    );
  });

  test('no home folder', () => {
    expect(() => loadSharedConfig({ fileSystem: fs, env: {}, platform: 'linux' })).toThrowError(
      expect.objectContaining({ code: 'config_unreadable' }),
    );
  });

  test.runIf(isRoot)('no permission (tried as another user)', () => {
    const home = createHome({ config: '[profile a]\n' });
    chmodSync(home, 0o755);
    chmodSync(join(home, '.aws'), 0o755);
    const script = `try { require('fs').openSync(process.argv[1], 'r') } catch (e) { process.stdout.write(e.code) }`;
    const path = join(home, '.aws/config');
    const { stdout } = spawnSync(process.execPath, ['-e', script, path], { uid: 65534 });
    expect(stdout.toString()).toBe('EACCES');
    const denied = () => {
      throw Object.assign(new Error('denied'), { code: stdout.toString() });
    };
    expect(() =>
      loadSharedConfig({
        fileSystem: { ...fs, openSync: denied },
        env: { HOME: home },
        platform: 'linux',
      }),
    ).toThrowError(
      expect.objectContaining({
        code: 'config_unreadable',
        message: `cannot read ${path}: permission denied`,
      }),
    );
  });
});

describe('loose permissions', () => {
  test.each([
    ['config', 0o600, [], []],
    ['config', 0o644, [], []],
    ['config', 0o664, ['change this file (mode 664)'], ['config']],
    ['config', 0o602, ['change this file (mode 602)'], ['config']],
    ['credentials', 0o600, [], []],
    ['credentials', 0o640, ['read this file (mode 640)'], []],
    ['credentials', 0o666, ['change this file', 'read this file'], ['credentials']],
  ])('%s with mode %o', (name, mode, messages, writable) => {
    const home = createHome({ [name]: '' });
    chmodSync(join(home, '.aws', name), mode);
    const { diagnostics, filesOthersMayWrite } = load(home);
    expect(diagnostics).toEqual(
      messages.map((message) => ({
        level: 'warning',
        file: join(home, '.aws', name),
        line: 1,
        message: expect.stringContaining(message),
      })),
    );
    expect(filesOthersMayWrite).toEqual(writable.map((each) => join(home, '.aws', each)));
  });

  test('a file of another user may be changed by that user', () => {
    const home = createHome({ config: '' });
    const config = loadSharedConfig({
      fileSystem: {
        ...fs,
        fstatSync: ((descriptor: number) =>
          Object.assign(fs.fstatSync(descriptor), { uid: 4711 })) as typeof fs.fstatSync,
      },
      env: { HOME: home },
      platform: 'linux',
      userId: 1000,
    });
    expect(config.filesOthersMayWrite).toEqual([join(home, '.aws/config')]);
    expect(config.diagnostics[0]?.message).toContain('belongs to another user (4711)');
  });

  test('modes mean nothing without users', () => {
    const home = createHome({ credentials: '' });
    chmodSync(join(home, '.aws/credentials'), 0o666);
    const config = loadSharedConfig({ fileSystem: fs, env: { HOME: home }, platform: 'linux' });
    expect(config.diagnostics).toEqual([]);
  });
});
