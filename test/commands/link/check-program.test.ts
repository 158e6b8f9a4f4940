import * as fs from 'node:fs';
import { expect, test } from 'vitest';
import {
  checkProgram,
  type ProgramSurroundings,
} from '../../../src/commands/link/check-program.ts';

interface Place {
  readonly uid?: number;
  readonly gid?: number;
  readonly mode?: number;
}

/** A system that has these places, and root's folders everywhere else. */
function around(places: Readonly<Record<string, Place>> = {}, platform: NodeJS.Platform = 'linux') {
  const statSync = (path: string, options?: { readonly throwIfNoEntry?: boolean }) => {
    const known = Object.keys(places);
    if (options?.throwIfNoEntry === false && !known.includes(path)) return undefined;
    return { uid: 0, gid: 0, mode: 0o755, ...places[path] };
  };
  const fileSystem = { ...fs, statSync } as unknown as ProgramSurroundings['fileSystem'];
  return { env: { TMPDIR: '/scratch/' }, platform, userId: 1000, fileSystem };
}

const mine = { uid: 1000 };

test.each<[string, Readonly<Record<string, Place>>, NodeJS.Platform?]>([
  ['/usr/lib/node_modules/awsx/dist/awsx.cjs', {}],
  ['/home/jo/awsx/dist/awsx.cjs', { '/home/jo': mine, '/home/jo/awsx/package.json': mine }],
  [
    '/home/jo/.local/share/pnpm/global/5/node_modules/awsx/dist/awsx.cjs',
    { '/home/jo/.local/share/pnpm/global/5/package.json': mine },
  ],
  ['/opt/homebrew/bin/node', { '/opt/homebrew': { uid: 1000, gid: 80, mode: 0o775 } }, 'darwin'],
  ['/tmpfs/node', {}],
])('%s may be linked to', (path, places, platform) => {
  expect(() => checkProgram(path, around(places, platform))).not.toThrow();
});

test.each<[string, string, Readonly<Record<string, Place>>?]>([
  ['/tmp/awsx/dist/awsx.cjs', 'it is in a folder for temporary files'],
  ['/var/tmp/awsx.cjs', 'it is in a folder for temporary files'],
  ['/scratch/awsx.cjs', 'it is in a folder for temporary files'],
  ['/home/jo/.npm/_npx/1f/node_modules/awsx/awsx.cjs', 'it is in a cache of npx or pnpm'],
  ['/home/jo/.cache/pnpm/dlx/1/node_modules/awsx/awsx.cjs', 'it is in a cache of npx or pnpm'],
  [
    '/home/jo/app/node_modules/.bin/awsx',
    'it belongs to a project',
    { '/home/jo/app/package.json': mine },
  ],
  [
    '/home/jo/app/node_modules/.pnpm/awsx@1/node_modules/awsx/dist/awsx.cjs',
    'it belongs to a project',
    { '/home/jo/app/package.json': mine },
  ],
  ['/opt/a/awsx.cjs', 'others may write /opt/a', { '/opt/a': { mode: 0o777 } }],
  ['/opt/a/awsx.cjs', 'others may write /opt', { '/opt': { mode: 0o775 } }],
  ['/opt/a/awsx.cjs', 'others may write /opt/a', { '/opt/a': { gid: 80, mode: 0o775 } }],
  ['/opt/a/awsx.cjs', 'others may write /opt/a/awsx.cjs', { '/opt/a/awsx.cjs': { mode: 0o646 } }],
  ['/opt/a/awsx.cjs', '/opt/a belongs to another user', { '/opt/a': { uid: 1001 } }],
])('%s may not: %s', (path, problem, places) => {
  expect(() => checkProgram(path, around(places))).toThrowError(
    expect.objectContaining({
      code: 'not_supported',
      message: `cannot link to ${path}: ${problem}`,
    }),
  );
});

test('Windows has no modes to look at, but projects and temporary folders', () => {
  const windows = { ...around({ 'C:\\app\\package.json': {} }, 'win32'), userId: undefined };
  const check = (path: string) => () =>
    checkProgram(path, { ...windows, env: { TEMP: 'C:\\Temp' } });
  expect(check('C:\\Program Files\\nodejs\\node.exe')).not.toThrow();
  expect(check('C:\\app\\node_modules\\awsx\\awsx.cjs')).toThrow('it belongs to a project');
  expect(check('C:\\Temp\\awsx.cjs')).toThrow('it is in a folder for temporary files');
});

test('a program that cannot be looked at is refused', () => {
  const statSync = () => {
    throw Object.assign(new Error('no'), { code: 'EACCES' });
  };
  const fileSystem = { ...fs, statSync } as unknown as ProgramSurroundings['fileSystem'];
  expect(() => checkProgram('/opt/awsx.cjs', { ...around(), fileSystem })).toThrow(
    'cannot link to /opt/awsx.cjs: permission denied',
  );
});
