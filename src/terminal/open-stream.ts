import { closeSync, openSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';

/** Keys of a terminal device; nothing is read before somebody listens. */
export function openReadStream(device: string): ReadStream {
  const descriptor = openSync(device, 'r+');
  return closeUnlessOwned(new ReadStream(descriptor), descriptor);
}

export function openWriteStream(device: string): WriteStream {
  const descriptor = openSync(device, 'r+');
  return closeUnlessOwned(new WriteStream(descriptor), descriptor);
}

/**
 * Where it can, libuv opens a terminal a second time, to make it non-blocking for itself alone,
 * and closes only that descriptor.
 */
function closeUnlessOwned<Stream extends object>(stream: Stream, descriptor: number): Stream {
  const owned = readDescriptor(stream);
  if (owned !== undefined && owned !== descriptor) closeSync(descriptor);
  return stream;
}

/** Node has no public name for it. Undefined where there is none, as on Windows. */
function readDescriptor(stream: object): number | undefined {
  const handle = '_handle' in stream ? stream._handle : undefined;
  if (typeof handle !== 'object' || handle === null || !('fd' in handle)) return undefined;
  return typeof handle.fd === 'number' && handle.fd >= 0 ? handle.fd : undefined;
}
