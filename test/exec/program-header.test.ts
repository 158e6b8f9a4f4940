import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLoader, readMachine } from '../../src/exec/program-header.ts';

interface ElfParts {
  readonly class?: number;
  readonly order?: number;
  readonly type?: number;
  readonly machine?: number;
  readonly headerBytes?: number;
  readonly headerCount?: number;
  readonly loader?: string;
  readonly loaderOffset?: number;
}

/** A 64-bit ELF file with one program header before the one that names the loader. */
function createElf(parts: ElfParts = {}): Buffer {
  const { loader = '/lib/ld.so\0', loaderOffset = 176 } = parts;
  const file = Buffer.alloc(256);
  file.write('\x7fELF', 'latin1');
  file[4] = parts.class ?? 2;
  file[5] = parts.order ?? 1;
  file.writeUInt16LE(parts.type ?? 3, 16);
  file.writeUInt16LE(parts.machine ?? 62, 18);
  file.writeBigUInt64LE(64n, 32);
  file.writeUInt16LE(parts.headerBytes ?? 56, 54);
  file.writeUInt16LE(parts.headerCount ?? 2, 56);
  file.writeUInt32LE(6, 64);
  file.writeUInt32LE(3, 120);
  file.writeBigUInt64LE(BigInt(loaderOffset), 128);
  file.writeBigUInt64LE(BigInt(loader.length), 152);
  file.write(loader, 176, 'latin1');
  return file;
}

function createMachO(changes: { readonly magic?: number; readonly type?: number } = {}): Buffer {
  const file = Buffer.alloc(64);
  file.writeUInt32LE(changes.magic ?? 0xfeedfacf, 0);
  file.writeUInt32LE(0x0100000c, 4);
  file.writeUInt32LE(changes.type ?? 2, 12);
  return file;
}

describe('the machine', () => {
  it.each([
    ['a position independent program', createElf(), 'elf 62'],
    ['a program at a fixed address', createElf({ type: 2 }), 'elf 62'],
    ['one of another machine', createElf({ machine: 183 }), 'elf 183'],
    ['one of macOS', createMachO(), 'mach-o 16777228'],
  ])('of %s', (_, start, machine) => {
    expect(readMachine(start)).toBe(machine);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('#!/bin/sh\n'.repeat(10))],
    ['a truncated program', createElf().subarray(0, 63)],
    ['a 32-bit program', createElf({ class: 1 })],
    ['a big-endian program', createElf({ order: 2 })],
    ['an object file', createElf({ type: 1 })],
    ['a core dump', createElf({ type: 4 })],
    ['a library of macOS', createMachO({ type: 6 })],
    ['a universal binary of macOS', createMachO({ magic: 0xbebafeca })],
  ])('of %s is not known', (_, start) => {
    expect(readMachine(start)).toBeUndefined();
  });

  it.skipIf(process.platform === 'win32')('of Node itself is known', () => {
    expect(readMachine(readFileSync(process.execPath))).toMatch(/^(?:elf|mach-o) \d+$/);
  });
});

describe('the loader', () => {
  it('is read from its program header', () => {
    expect(readLoader(createElf())).toEqual({ kind: 'path', path: '/lib/ld.so' });
  });

  it.each([
    ['a static program', createElf({ headerCount: 1 })],
    ['a program of macOS', createMachO()],
  ])('of %s is none', (_, start) => {
    expect(readLoader(start)).toEqual({ kind: 'none' });
  });

  it.each([
    ['program headers of another size', createElf({ headerBytes: 64 })],
    ['no program headers', createElf({ headerCount: 0 })],
    ['program headers beyond what was read', createElf({ headerCount: 5 })],
    ['a path beyond what was read', createElf({ loaderOffset: 250 })],
    ['an empty path', createElf({ loader: '\0' })],
    ['a path without end', createElf({ loader: '/lib/ld.so' })],
    ['bytes after the path', createElf({ loader: '/lib\0/ld.so\0' })],
  ])('with %s is not known', (_, start) => {
    expect(readLoader(start)).toEqual({ kind: 'unknown' });
  });
});
