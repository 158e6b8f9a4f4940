/** What the system reads at the start of a program: elf(5), and <mach-o/loader.h> of macOS. */

const ELF_MAGIC = Buffer.from('\x7fELF', 'latin1');
/** Bytes 4 and 5: 64-bit, least significant byte first. */
const ELF_64_BIT_LITTLE = Buffer.from([2, 1]);
const ELF_PROGRAM_HEADER_BYTES = 56;
const ELF_INTERPRETER = 3;
/** ET_EXEC and ET_DYN. */
const ELF_EXECUTABLE_TYPES = [2, 3];

const MACH_O_64_BIT = 0xfeedfacf;
const MACH_O_EXECUTABLE = 2;

/**
 * The machine a program is for, to be compared only. Undefined for what is no 64-bit program of
 * a little-endian machine; universal binaries of macOS too, of which the system picks a part.
 */
export function readMachine(start: Buffer): string | undefined {
  if (isElf(start) && ELF_EXECUTABLE_TYPES.includes(start.readUInt16LE(16))) {
    return `elf ${start.readUInt16LE(18)}`;
  }
  if (start.length >= 16 && start.readUInt32LE(0) === MACH_O_64_BIT) {
    return start.readUInt32LE(12) === MACH_O_EXECUTABLE
      ? `mach-o ${start.readUInt32LE(4)}`
      : undefined;
  }
  return undefined;
}

export type Loader =
  | { readonly kind: 'none' }
  /** The program that maps its libraries, ld-linux.so say. */
  | { readonly kind: 'path'; readonly path: string }
  | { readonly kind: 'unknown' };

/** The loader that an ELF program names. Mach-O programs all have the system's, dyld. */
export function readLoader(start: Buffer): Loader {
  if (!isElf(start)) return { kind: 'none' };
  const first = start.readBigUInt64LE(32);
  const count = start.readUInt16LE(56);
  const end = first + BigInt(count * ELF_PROGRAM_HEADER_BYTES);
  if (start.readUInt16LE(54) !== ELF_PROGRAM_HEADER_BYTES || count === 0 || end > start.length) {
    return { kind: 'unknown' };
  }
  for (let index = 0; index < count; index += 1) {
    const header = Number(first) + index * ELF_PROGRAM_HEADER_BYTES;
    if (start.readUInt32LE(header) === ELF_INTERPRETER) return readPath(start, header);
  }
  return { kind: 'none' };
}

function readPath(start: Buffer, header: number): Loader {
  const begin = start.readBigUInt64LE(header + 8);
  const end = begin + start.readBigUInt64LE(header + 32);
  if (end > start.length) return { kind: 'unknown' };
  const [path = '', rest] = start.toString('utf8', Number(begin), Number(end)).split('\0');
  return path === '' || rest !== '' ? { kind: 'unknown' } : { kind: 'path', path };
}

function isElf(start: Buffer): boolean {
  return (
    start.length >= 64 &&
    start.subarray(0, 4).equals(ELF_MAGIC) &&
    start.subarray(4, 6).equals(ELF_64_BIT_LITTLE)
  );
}
