import * as fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFileMedium } from '../../src/lock/claim-medium.ts';
import { createGenerations } from '../../src/lock/generations.ts';
import { createWindowsPipes, readPipeUserId } from '../../src/lock/windows-pipes.ts';
import { createTemporaryFolder } from '../temporary-folder.ts';

const access = { fileSystem: fs, userId: undefined };
const randomOnes = (size: number): Uint8Array => new Uint8Array(size).fill(0x11);
const randomTwos = (size: number): Uint8Array => new Uint8Array(size).fill(0x22);
const ID = '11'.repeat(16);

describe('pipes', () => {
  it('have the id of the user and the name of the holder in their name', () => {
    expect(createWindowsPipes(ID).addressOf('0123456789ab.42')).toBe(
      `\\\\.\\pipe\\awsx-${ID}-0123456789ab.42`,
    );
  });

  it('cannot be hidden', () => {
    expect(createWindowsPipes(ID).hide('0123456789ab.42')).toBeUndefined();
  });
});

describe('readPipeUserId', () => {
  it('creates the id at the first use, and keeps it', () => {
    const folder = createTemporaryFolder();
    expect(readPipeUserId({ access, folder, random: randomOnes })).toBe(ID);
    expect(readPipeUserId({ access, folder, random: randomTwos })).toBe(ID);
    expect(fs.readdirSync(folder)).toEqual(['pipe-user-id']);
  });

  it('takes the id of a process that was faster', () => {
    const folder = createTemporaryFolder();
    const random = (size: number): Uint8Array => {
      readPipeUserId({ access, folder, random: randomOnes });
      return randomTwos(size);
    };
    expect(readPipeUserId({ access, folder, random })).toBe(ID);
  });

  it('refuses a file with something else in it', () => {
    const folder = createTemporaryFolder();
    fs.writeFileSync(join(folder, 'pipe-user-id'), '..\\..\\pipe');
    expect(() => readPipeUserId({ access, folder, random: randomOnes })).toThrow(
      'holds no pipe id',
    );
  });
});

describe('claims as files', () => {
  it('are taken once, and read back', () => {
    const folder = createTemporaryFolder();
    const medium = createFileMedium(access);
    const generations = createGenerations({ folder, fileSystem: fs, medium });
    expect(generations.newest()).toBeUndefined();
    expect(generations.claim({ number: 1, holder: 'one' })).toBe(true);
    expect(generations.claim({ number: 1, holder: 'another' })).toBe(false);
    expect(generations.newest()).toEqual({ number: 1, holder: 'one' });
    expect(fs.readdirSync(folder)).toEqual(['1']);
  });
});
