import type { FileSystem } from '../ports.ts';

/** Tokens and cached sign-ins take a few kilobytes; a device file would never end. */
const MAXIMUM_BYTES = 64 * 1024;

/**
 * The beginning of a text file, which for all files that awsx wants is the whole of it. Throws what
 * `node:fs` throws.
 */
export function readBoundedFile(
  path: string,
  { fileSystem }: { readonly fileSystem: Pick<FileSystem, 'openSync' | 'readSync' | 'closeSync'> },
): string {
  const descriptor = fileSystem.openSync(path, 'r');
  try {
    const buffer = Buffer.alloc(MAXIMUM_BYTES);
    let length = 0;
    for (;;) {
      const read = fileSystem.readSync(descriptor, buffer, length, MAXIMUM_BYTES - length, null);
      length += read;
      if (read === 0) return buffer.toString('utf8', 0, length);
    }
  } finally {
    fileSystem.closeSync(descriptor);
  }
}
