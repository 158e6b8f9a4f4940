import * as fileSystem from 'node:fs';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { resolveCommand } from '../../src/exec/resolve-command.ts';
import type { FileSystem } from '../../src/ports.ts';

const root = mkdtempSync(join(tmpdir(), 'awsx-resolve-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function write(path: string, mode: number): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), '');
  chmodSync(join(root, path), mode);
}

write('first/tool', 0o755);
write('first/blocked', 0o644);
write('second/tool', 0o755);
write('second/blocked', 0o755);
write('first/only-blocked', 0o644);
write('here/local', 0o755);
write('here/bin/nested', 0o755);
write('here/bin/plain', 0o644);
mkdirSync(join(root, 'first/folder'));
mkdirSync(join(root, 'first/both'));
write('second/both', 0o755);
symlinkSync(join(root, 'second/tool'), join(root, 'first/link'));
symlinkSync('nowhere', join(root, 'first/dangling'));
symlinkSync(join(root, 'second'), join(root, 'here/away'));

function resolve(name: string, path = `${root}/first:${root}/second`): string {
  return resolveCommand({
    name,
    env: { PATH: path },
    platform: 'linux',
    workingDirectory: join(root, 'here'),
    fileSystem,
  });
}

function refusal(code: string, message: string, hint?: string) {
  return expect.objectContaining({ code, message, hint });
}

describe('on Unix', () => {
  it.each([
    ['the first folder wins', 'tool', 'first/tool'],
    ['a file that is not executable is passed over', 'blocked', 'second/blocked'],
    ['so is a folder', 'both', 'second/both'],
    ['a link is followed', 'link', 'first/link'],
    ['a path is one from the working directory', './local', 'here/local'],
    ['also without a dot', 'bin/nested', 'here/bin/nested'],
    ['.. after a link is left to the kernel', 'away/../first/tool', 'here/away/../first/tool'],
  ])('%s', (_, name, file) => {
    expect(resolve(name)).toBe(`${root}/${file}`);
  });

  it('an absolute path is itself', () => {
    expect(resolve(`${root}/second/tool`, '')).toBe(`${root}/second/tool`);
  });

  it.each([
    ['.', 'a dot'],
    ['', 'nothing'],
    [':', 'empty elements'],
    ['bin:./bin', 'relative folders'],
  ])('PATH %j does not lead to the current directory', (path) => {
    for (const name of ['local', 'nested']) {
      expect(() => resolve(name, path)).toThrow(`command "${name}" not found`);
    }
  });

  it.each([
    ['a name in no folder', 'typo', 'command "typo" not found'],
    ['a file of the current directory', 'local', 'command "local" not found'],
    ['a link to nothing', 'dangling', 'command "dangling" not found'],
    ['nothing', '', 'command "" not found'],
    ['a hostile name', '\x1b[2J\0', 'command "\\x1b[2J\\x00" not found'],
  ])('%s: not found', (_, name, message) => {
    const hint =
      'awsx looks in the absolute folders of PATH only; type ./NAME for a file of this folder';
    expect(() => resolve(name)).toThrow(refusal('command_not_found', message, hint));
  });

  it('a path that leads nowhere is not found', () => {
    const error = refusal('command_not_found', 'command "./typo" not found', undefined);
    expect(() => resolve('./typo')).toThrow(error);
  });

  it.each([
    ['only-blocked', 'first/only-blocked'],
    ['folder', 'first/folder'],
    ['./bin/plain', 'here/bin/plain'],
    ['./bin', 'here/bin'],
  ])('%s: not executable', (name, file) => {
    const message = `${root}/${file} is not an executable file`;
    expect(() => resolve(name)).toThrow(refusal('command_not_executable', message, undefined));
  });

  it('says that PATH is not set', () => {
    const input = { name: 'tool', env: {}, platform: 'linux', workingDirectory: root } as const;
    const error = refusal('command_not_found', 'command "tool" not found', 'PATH is not set');
    expect(() => resolveCommand({ ...input, fileSystem })).toThrow(error);
  });
});

describe('on Windows', () => {
  /** The file system of a Windows machine, as far as it is asked for. */
  function holding(...files: readonly string[]): Pick<FileSystem, 'statSync' | 'accessSync'> {
    const statSync = (path: string) => {
      if (!files.includes(path.toLowerCase())) throw new Error('ENOENT');
      return { isFile: () => true };
    };
    return { statSync, accessSync: () => {} } as unknown as FileSystem;
  }

  const files = holding(
    'c:\\repository\\terraform.exe',
    'c:\\repository\\tool.exe',
    'c:\\program files\\terraform\\terraform.exe',
    'c:\\bin\\deploy.ps1',
    'c:\\bin\\deploy.com',
    'c:\\bin\\npm.cmd',
    'c:\\bin\\npm',
    'c:\\bin\\script.py',
  );

  function resolveOnWindows(name: string, env: Record<string, string> = {}): string {
    return resolveCommand({
      name,
      env: { Path: 'C:\\bin;"C:\\Program Files\\Terraform";.;C:;\\repository;repository', ...env },
      platform: 'win32',
      workingDirectory: 'C:\\repository',
      fileSystem: files,
    });
  }

  it.each([
    ['terraform', 'C:\\Program Files\\Terraform\\terraform.exe'],
    ['Terraform.EXE', 'C:\\Program Files\\Terraform\\Terraform.EXE'],
    ['deploy', 'C:\\bin\\deploy.com'],
    ['.\\tool', 'C:\\repository\\tool.exe'],
    ['./tool.exe', 'C:\\repository\\tool.exe'],
    ['C:\\bin\\deploy', 'C:\\bin\\deploy.com'],
  ])('%s is %s', (name, file) => {
    expect(resolveOnWindows(name)).toBe(file);
  });

  it('knows the extensions of PATHEXT, whatever its case', () => {
    expect(resolveOnWindows('script', { PathExt: '.EXE;.PY' })).toBe('C:\\bin\\script.py');
  });

  it.each(['tool', 'script'])('%s is not found', (name) => {
    expect(() => resolveOnWindows(name)).toThrow(`command "${name}" not found`);
  });

  it('a batch file is refused', () => {
    expect(() => resolveOnWindows('npm')).toThrow(
      refusal(
        'command_not_executable',
        'C:\\bin\\npm.cmd is a batch file',
        'start it through its shell: cmd.exe /d /c npm',
      ),
    );
  });
});
