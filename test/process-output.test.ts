import { expect, test } from 'vitest';
import { createDescriptorOutput } from '../src/process-output.ts';

type Write = (bytes: Buffer) => number;

/** Writes to a descriptor that takes what `write` says, and answers what arrived. */
function writeTo(write: Write, text: string): string {
  const arrived: Buffer[] = [];
  const writeSync = (descriptor: number, bytes: Buffer) => {
    expect(descriptor).toBe(2);
    const count = write(bytes);
    arrived.push(bytes.subarray(0, count));
    return count;
  };
  const fileSystem = { writeSync: writeSync as never };
  createDescriptorOutput({ descriptor: 2, isTTY: false, fileSystem }).write(text);
  return Buffer.concat(arrived).toString();
}

function refuse(code: string): never {
  throw Object.assign(new Error(code), { code });
}

test('everything is written, however little is taken at a time', () => {
  expect(writeTo(() => 1, 'für alle\n')).toBe('für alle\n');
});

test('a full pipe that does not block is waited for', () => {
  let refusals = 2;
  expect(writeTo((bytes) => (refusals-- > 0 ? refuse('EAGAIN') : bytes.length), 'x')).toBe('x');
});

test.each(['EAGAIN', 'EPIPE', 'EBADF', 'ENOSPC'])('%s for good is no reason to stop', (code) => {
  expect(writeTo(() => refuse(code), 'x')).toBe('');
});
