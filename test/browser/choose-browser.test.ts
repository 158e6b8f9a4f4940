import { expect, test } from 'vitest';
import { chooseBrowser } from '../../src/browser/choose-browser.ts';
import type { Environment, FileSystem } from '../../src/ports.ts';

const PROGRAMS = [
  '/usr/bin/xdg-open',
  '/usr/bin/firefox',
  '/opt/chrome',
  '/home/jo/own',
  'C:\\b\\my.exe',
];
const address = 'http://127.0.0.1:1/x';
const fileSystem = {
  statSync: (path: string) => {
    if (!PROGRAMS.includes(path)) throw new Error('ENOENT');
    return { isFile: () => true };
  },
  accessSync: () => undefined,
} as unknown as FileSystem;

interface Around {
  readonly env?: Environment;
  readonly platform?: NodeJS.Platform;
  readonly wanted?: string;
}

function choose({ env = {}, platform = 'linux', wanted }: Around): readonly string[] {
  const { file, createArgs } = chooseBrowser({
    env: { PATH: '/usr/bin', ...env },
    platform,
    workingDirectory: '/home/jo',
    fileSystem,
    wanted,
  });
  return [file, ...createArgs(address)];
}

const desktop = { DISPLAY: ':0' };
const rundll = ['C:\\Windows\\System32\\rundll32.exe', 'url.dll,FileProtocolHandler', address];

test.each<[string, Around, readonly string[]]>([
  ['a name that was asked for', { wanted: 'firefox' }, ['/usr/bin/firefox', address]],
  ['a path that was asked for', { wanted: './own' }, ['/home/jo/own', address]],
  [
    'before BROWSER',
    { wanted: 'firefox', env: { BROWSER: '/opt/chrome' } },
    ['/usr/bin/firefox', address],
  ],
  ['BROWSER', { env: { ...desktop, BROWSER: '/opt/chrome' } }, ['/opt/chrome', address]],
  ['the first that exists', { env: { BROWSER: 'lynx:firefox' } }, ['/usr/bin/firefox', address]],
  [
    'with arguments',
    { env: { BROWSER: 'firefox --new-tab %s --safe' } },
    ['/usr/bin/firefox', '--new-tab', address, '--safe'],
  ],
  [
    'with one',
    { env: { BROWSER: 'firefox --private' } },
    ['/usr/bin/firefox', '--private', address],
  ],
  [
    'no program of this folder',
    { env: { ...desktop, BROWSER: './own' } },
    ['/usr/bin/xdg-open', address],
  ],
  ['the desktop', { env: desktop }, ['/usr/bin/xdg-open', address]],
  ['Wayland', { env: { WAYLAND_DISPLAY: 'w' } }, ['/usr/bin/xdg-open', address]],
  [
    'the one over ssh with X',
    { env: { ...desktop, SSH_TTY: 'x' } },
    ['/usr/bin/xdg-open', address],
  ],
  ['Windows under Linux', { env: { WSL_DISTRO_NAME: 'x' } }, ['/usr/bin/xdg-open', address]],
  ['macOS', { platform: 'darwin' }, ['/usr/bin/open', address]],
  ['Windows', { platform: 'win32', env: { SystemRoot: 'C:\\Windows' } }, rundll],
  [
    'BROWSER on Windows, colon and all',
    { platform: 'win32', env: { BROWSER: 'C:\\b\\my.exe' } },
    ['C:\\b\\my.exe', address],
  ],
])('chooses %s', (_, around, command) => {
  expect(choose(around)).toEqual(command);
});

test.each<[string, Around, string]>([
  ['no desktop', {}, 'browser_unavailable'],
  ['no opener', { env: { ...desktop, PATH: '/nowhere' } }, 'browser_unavailable'],
  ['ssh to a Mac', { platform: 'darwin', env: { SSH_CONNECTION: 'x' } }, 'browser_unavailable'],
  ['ssh to Windows', { platform: 'win32', env: { SSH_TTY: 'x' } }, 'browser_unavailable'],
  ['a program that is not there', { wanted: 'lynx', env: desktop }, 'command_not_found'],
])('refuses %s', (_, around, code) => {
  expect(() => choose(around)).toThrowError(expect.objectContaining({ code }));
});
