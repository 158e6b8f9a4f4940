import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { resolveFolders, type Surroundings } from '../src/folders.ts';

const linux: Surroundings = {
  env: { HOME: '/home/jon', TMPDIR: '/tmp' },
  platform: 'linux',
  userId: 1000,
  homeDirectory: '/home/passwd',
};

describe('where awsx keeps its files', () => {
  it.each<[string, Partial<Surroundings>, string, string, string]>([
    ['Linux', {}, '/home/jon/.local/state/awsx', '/home/jon/.cache/awsx', '/tmp/awsx-1000'],
    [
      'Linux without HOME',
      { env: { TMPDIR: '/tmp' } },
      '/home/passwd/.local/state/awsx',
      '/home/passwd/.cache/awsx',
      '/tmp/awsx-1000',
    ],
    [
      'a container without any home',
      { env: { TMPDIR: '/tmp' }, homeDirectory: undefined },
      '/tmp/awsx-1000/home/.local/state/awsx',
      '/tmp/awsx-1000/home/.cache/awsx',
      '/tmp/awsx-1000',
    ],
    [
      'XDG folders',
      {
        env: {
          HOME: '/home/jon',
          XDG_STATE_HOME: '/xdg/state',
          XDG_CACHE_HOME: '/xdg/cache',
          XDG_RUNTIME_DIR: '/run/user/1000',
        },
      },
      '/xdg/state/awsx',
      '/xdg/cache/awsx',
      '/run/user/1000/awsx',
    ],
    [
      'relative XDG folders, which count as unset',
      { env: { HOME: '/home/jon', TMPDIR: '/tmp', XDG_STATE_HOME: 'state', XDG_CACHE_HOME: '' } },
      '/home/jon/.local/state/awsx',
      '/home/jon/.cache/awsx',
      '/tmp/awsx-1000',
    ],
    [
      'a relative TMPDIR, which counts as unset',
      { env: { HOME: '/home/jon', TMPDIR: 'tmp' } },
      '/home/jon/.local/state/awsx',
      '/home/jon/.cache/awsx',
      `${tmpdir()}/awsx-1000`,
    ],
    [
      'macOS',
      { platform: 'darwin' },
      '/home/jon/Library/Application Support/awsx',
      '/home/jon/Library/Caches/awsx',
      '/tmp/awsx-1000',
    ],
    [
      'Windows',
      {
        platform: 'win32',
        env: { LOCALAPPDATA: 'C:\\Users\\jon\\AppData\\Local' },
        userId: undefined,
      },
      'C:\\Users\\jon\\AppData\\Local\\awsx\\state',
      'C:\\Users\\jon\\AppData\\Local\\awsx\\cache',
      'C:\\Users\\jon\\AppData\\Local\\awsx\\run',
    ],
    [
      'the sandbox, whatever else is set',
      { env: { HOME: '/home/jon', XDG_STATE_HOME: '/xdg/state', AWSX_SANDBOX: '/tmp/box' } },
      '/tmp/box/state',
      '/tmp/box/cache',
      '/tmp/box/run',
    ],
  ])('%s', (_, changes, state, cache, runtime) => {
    expect(resolveFolders({ ...linux, ...changes })).toEqual({ state, cache, runtime });
  });
});
