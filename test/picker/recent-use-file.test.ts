import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as fs from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { expect, test } from 'vitest';
import {
  compactRecentUse,
  readRecentUse,
  removeRecentUse,
  writePin,
} from '../../src/picker/recent-use-file.ts';
import { recordUse } from '../../src/picker/record-use.ts';
import { fakeClock } from '../credentials/fakes.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

function createPlace() {
  const state = join(createTemporaryFolder(), 'state');
  const context = {
    fileSystem: fs,
    userId: process.getuid?.(),
    folders: { state, cache: '/nonexistent', runtime: '/nonexistent' },
    clock: fakeClock(),
  };
  return { state, uses: join(state, 'recent-uses'), context };
}

test('what is recorded is read back, in files of the user alone', () => {
  const { state, uses, context } = createPlace();
  recordUse('dev', context);
  recordUse('prod', context);
  expect(writePin('prod', true, context)).toBe(true);
  expect(writePin('dev', true, context)).toBe(true);
  expect(writePin('prod', false, context)).toBe(true);
  expect(readRecentUse(context)).toEqual({
    frecency: new Map([
      ['dev', 1],
      ['prod', 1],
    ]),
    pins: new Set(['dev']),
  });
  expect(fs.statSync(state).mode & 0o777).toBe(0o700);
  expect(fs.statSync(uses).mode & 0o777).toBe(0o600);
  expect(fs.statSync(join(state, 'pins')).mode & 0o777).toBe(0o600);
});

test('nothing is there before anything was used', () => {
  const { state, context } = createPlace();
  expect(readRecentUse(context)).toEqual({ frecency: new Map(), pins: new Set() });
  compactRecentUse(context);
  removeRecentUse(context);
  expect(fs.existsSync(state)).toBe(false);
});

test('a list that has grown is made shorter, a short one left alone', () => {
  const { uses, context } = createPlace();
  recordUse('dev', context);
  const short = fs.readFileSync(uses, 'utf8');
  compactRecentUse(context);
  expect(fs.readFileSync(uses, 'utf8')).toBe(short);
  fs.appendFileSync(uses, short.repeat(1000));
  compactRecentUse(context);
  expect(fs.readFileSync(uses, 'utf8')).toBe(short);
});

test('a list that nobody makes shorter stops growing', () => {
  const { uses, context } = createPlace();
  recordUse('dev', context);
  fs.appendFileSync(uses, '\n'.repeat(300 * 1024));
  const { size } = fs.statSync(uses);
  recordUse('dev', context);
  expect(fs.statSync(uses).size).toBe(size);
});

test('a symbolic link, a pipe or a file that others may write is not written to', () => {
  const { state, uses, context } = createPlace();
  fs.mkdirSync(state, { mode: 0o700 });
  const target = join(createTemporaryFolder(), 'target');
  fs.writeFileSync(target, '');
  fs.symlinkSync(target, uses);
  recordUse('dev', context);
  expect(fs.readFileSync(target, 'utf8')).toBe('');
  fs.unlinkSync(uses);
  fs.writeFileSync(uses, '');
  fs.chmodSync(uses, 0o666);
  recordUse('dev', context);
  expect(fs.readFileSync(uses, 'utf8')).toBe('');
  expect(readRecentUse(context).frecency.size).toBe(0);
});

test.each(['EROFS', 'EACCES', 'ENOSPC'])(
  'where writing fails with %s there is no history',
  (code) => {
    const { context } = createPlace();
    const fail = () => {
      throw Object.assign(new Error(code), { code });
    };
    const fileSystem = { ...fs, openSync: fail, mkdirSync: fail };
    expect(() => recordUse('dev', { ...context, fileSystem })).not.toThrow();
    expect(writePin('dev', true, { ...context, fileSystem })).toBe(false);
    expect(readRecentUse({ ...context, fileSystem }).frecency.size).toBe(0);
  },
);

test('lines that many processes write at once are all whole', async () => {
  const { state, uses } = createPlace();
  const program = join(createTemporaryFolder(), 'use-writer.cjs');
  const source = fileURLToPath(new URL('use-writer.ts', import.meta.url));
  buildSync({ entryPoints: [source], outfile: program, bundle: true, platform: 'node' });
  const names = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(60));
  await Promise.all(
    names.map((name) => once(spawn(process.execPath, [program, state, name]), 'exit')),
  );
  const lines = fs.readFileSync(uses, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(names.length * 200);
  expect(lines.every((line) => /^\d{10} 1 "([abcd])\1{59}"$/.test(line))).toBe(true);
});
