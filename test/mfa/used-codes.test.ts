import * as fileSystem from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createUsedCodes } from '../../src/mfa/used-codes.ts';
import { createFaultyFileSystem } from '../faulty-file-system.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';
import { createManualClock } from '../ui/manual-clock.ts';

const DEVICE = 'arn:aws:iam::123456789012:mfa/jon';
const OTHER = 'arn:aws:iam::123456789012:mfa/ann';

function openMemory(root = createTemporaryFolder(), access = fileSystem) {
  const folders = { state: join(root, 's'), cache: join(root, 'c'), runtime: join(root, 'r') };
  const clock = createManualClock();
  const warnings: string[] = [];
  const open = () =>
    createUsedCodes({
      fileSystem: access,
      userId: process.getuid?.(),
      folders,
      clock,
      warn: (line) => warnings.push(line),
    });
  return { open, root, folders, clock, warnings, file: join(folders.runtime, 'used-codes') };
}

test('another process remembers too, for that device and code only', () => {
  const { open } = openMemory();
  open().remember(DEVICE, '123456');
  const codes = open();
  expect(codes.has(DEVICE, '123456')).toBe(true);
  expect(codes.has(DEVICE, '123457')).toBe(false);
  expect(codes.has(OTHER, '123456')).toBe(false);
});

test('a code is forgotten after 90 seconds', async () => {
  const { open, clock, file } = openMemory();
  open().remember(DEVICE, '123456');
  await clock.advance(89_999);
  expect(open().has(DEVICE, '123456')).toBe(true);
  await clock.advance(1);
  expect(open().has(DEVICE, '123456')).toBe(false);
  open().remember(OTHER, '654321');
  expect(fileSystem.readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(1);
});

test('neither code nor device is readable, and nobody else may read', () => {
  const { open, folders, file } = openMemory();
  open().remember(DEVICE, '123456');
  expect(fileSystem.readFileSync(file, 'latin1')).toMatch(/^[0-9]{13} [0-9a-f]{64}\n$/);
  const key = join(folders.state, 'used-codes-key');
  expect([file, key].map((path) => fileSystem.statSync(path).mode & 0o777)).toEqual([0o600, 0o600]);
});

test('two machines, or two users, write different things', () => {
  const [first, second] = [openMemory(), openMemory()];
  const digests = [first, second].map(({ open, file }) => {
    open().remember(DEVICE, '123456');
    return fileSystem.readFileSync(file, 'latin1').split(' ')[1];
  });
  expect(digests[0]).not.toBe(digests[1]);
});

test.each([
  ['an empty file', ''],
  ['noise', '\u0000\u0001garbage\n\n1 2 3\n'],
  ['a cut line', '1767225690000 0123'],
  ['an entry from the far future', `9999999999999 ${'a'.repeat(64)}\n`],
])('%s is an empty memory', (_name, content) => {
  const { open, file, warnings } = openMemory();
  open().remember(OTHER, '111111');
  fileSystem.writeFileSync(file, content);
  expect(open().has(OTHER, '111111')).toBe(false);
  open().remember(DEVICE, '123456');
  expect(open().has(DEVICE, '123456')).toBe(true);
  expect(warnings).toEqual([]);
});

test('a damaged key is replaced', () => {
  const { open, folders } = openMemory();
  open().remember(DEVICE, '123456');
  fileSystem.writeFileSync(join(folders.state, 'used-codes-key'), 'short');
  expect(open().has(DEVICE, '123456')).toBe(false);
  open().remember(DEVICE, '123456');
  expect(open().has(DEVICE, '123456')).toBe(true);
});

test('a full disk is a warning, at whatever call it shows', () => {
  const probe = createFaultyFileSystem(Number.POSITIVE_INFINITY);
  openMemory(undefined, probe.fileSystem as typeof fileSystem)
    .open()
    .remember(DEVICE, '123456');
  const allWarnings: string[] = [];
  for (let call = 1; call <= probe.calls.length; call += 1) {
    const { fileSystem: faulty } = createFaultyFileSystem(call);
    const { open, warnings } = openMemory(undefined, faulty as typeof fileSystem);
    const codes = open();
    expect(() => codes.remember(DEVICE, '123456')).not.toThrow();
    allWarnings.push(...warnings);
  }
  expect(allWarnings.length).toBeGreaterThan(5);
  for (const warning of allWarnings) {
    expect(warning).toMatch(/^cannot remember that the MFA code was used: /);
    expect(warning).not.toContain('123456');
  }
});
