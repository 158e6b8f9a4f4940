import * as fileSystem from 'node:fs';
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { willStart } from '../../src/exec/will-start.ts';

const folder = mkdtempSync(join(tmpdir(), 'awsx-will-start-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const node = process.execPath;

function write(name: string, content: string | Buffer, mode = 0o755): string {
  const file = join(folder, name);
  writeFileSync(file, content);
  chmodSync(file, mode);
  return file;
}

function willStartFile(file: string): boolean {
  return willStart(file, { fileSystem, ownProgram: node });
}

const script = write('script', '#!/bin/sh\n');
const aliens = write('alien', changeMachine(readFileSync('/bin/sh')));

function changeMachine(program: Buffer): Buffer {
  program.writeUInt16LE(program.readUInt16LE(18) + 1, 18);
  return program;
}

describe.skipIf(process.platform !== 'linux')('bound to start', () => {
  it.each([
    ['a program', node],
    ['a script', script],
    ['a script whose interpreter has an argument', write('with-argument', '#! /bin/sh -e\nexit\n')],
    ['a script for env', write('for-env', '#!/usr/bin/env python3\n')],
  ])('%s', (_, file) => {
    expect(willStartFile(file)).toBe(true);
  });

  it('a link to a program', () => {
    symlinkSync(node, join(folder, 'link'));
    expect(willStartFile(join(folder, 'link'))).toBe(true);
  });
});

describe.skipIf(process.platform !== 'linux')('left to a child', () => {
  it.each([
    ['an empty file', write('empty', '')],
    ['text without #!', write('text', 'echo hello\n')],
    ['a missing file', join(folder, 'nowhere')],
    ['a folder', folder],
    ['a missing interpreter', write('missing', '#!/no/such/interpreter\n')],
    ['an interpreter with a carriage return', write('dos', '#!/bin/sh\r\n')],
    ['an interpreter of the current folder', write('relative', '#!sh\n')],
    ['an interpreter that is a script', write('nested', `#!${script}\n`)],
    ['an interpreter that is not executable', write('plain', `#!${write('data', '', 0o644)}\n`)],
    ['an interpreter that is a folder', write('of-folder', `#!${folder}\n`)],
    ['a first line that is long', write('long', `#!/bin/sh ${'x'.repeat(127)}\n`)],
    ['a first line without end', write('endless', '#!/bin/sh')],
    ['no interpreter', write('none', '#!\n')],
    ['a program of another machine', aliens],
    ['a script for one of another machine', write('for-alien', `#!${aliens}\n`)],
    ['half a header', write('half', readFileSync(node).subarray(0, 40))],
  ])('%s', (_, file) => {
    expect(willStartFile(file)).toBe(false);
  });

  it('a program whose loader is missing', () => {
    const program = readFileSync('/bin/sh');
    const at = program.indexOf('ld-');
    expect(at).toBeGreaterThan(0);
    program.write('xx', at);
    expect(willStartFile(write('foreign-loader', program))).toBe(false);
  });

  it('a program that may be run but not read', () => {
    const file = join(folder, 'secretive');
    copyFileSync('/bin/sh', file);
    const openSync: typeof fileSystem.openSync = (path, ...rest) => {
      if (path === file) throw new Error('EACCES');
      return fileSystem.openSync(path, ...rest);
    };
    const refusing = { ...fileSystem, openSync };
    expect(willStart(file, { fileSystem: refusing, ownProgram: node })).toBe(false);
  });
});
