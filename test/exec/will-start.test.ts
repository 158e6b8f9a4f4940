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

const MINUTE_MILLISECONDS = 60_000;
/** Long after the files of this test were written. */
const later = new Date(Date.now() + 61 * MINUTE_MILLISECONDS);

function willStartFile(file: string, now = later): boolean {
  return willStart(file, { fileSystem, ownProgram: node, now });
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

  it.each([
    ['a minute ago', 1, false],
    ['in the future, by another clock', -1, false],
    ['59 minutes ago', 59, false],
    ['61 minutes ago', 61, true],
  ])('what was written to %s, except after an hour', (_, minutes, answer) => {
    const { mtimeMs } = fileSystem.statSync(script);
    const now = new Date(mtimeMs + minutes * MINUTE_MILLISECONDS);
    expect(willStartFile(script, now)).toBe(answer);
  });

  it('a script whose interpreter was just written', () => {
    copyFileSync(node, join(folder, 'fresh'));
    const file = write('for-fresh', `#!${join(folder, 'fresh')}\n`);
    fileSystem.utimesSync(file, 0, 0);
    expect(willStartFile(file, new Date())).toBe(false);
    fileSystem.utimesSync(join(folder, 'fresh'), 0, 0);
    expect(willStartFile(file, new Date())).toBe(true);
  });

  it('a program that may be run but not read', () => {
    const file = join(folder, 'secretive');
    copyFileSync('/bin/sh', file);
    const openSync: typeof fileSystem.openSync = (path, ...rest) => {
      if (path === file) throw new Error('EACCES');
      return fileSystem.openSync(path, ...rest);
    };
    const refusing = { ...fileSystem, openSync };
    const options = { fileSystem: refusing, ownProgram: node, now: later };
    expect(willStart(file, options)).toBe(false);
  });
});
