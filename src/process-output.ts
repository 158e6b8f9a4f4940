import { AwsxError, errorCodes } from './errors.ts';
import { errorCode } from './file-failure.ts';
import type { FileSystem, Output } from './ports.ts';
import { reportError } from './report-error.ts';

/** As if SIGPIPE had ended awsx, which Node ignores. */
export const EXIT_READER_GONE = 141;

/**
 * stderr as an {@link Output}. A message that nobody can read is no reason to stop. The stream
 * is opened by the first use: a cached `exec` prints nothing, and opening a pipe takes 2 ms.
 */
export function createErrorOutput(open: () => NodeJS.WriteStream): Output {
  return createOutput(open, () => undefined);
}

/** How often a write waits 10 ms for a reader, where somebody made stderr non-blocking. */
const MOST_WAITS = 100;

export interface DescriptorOptions {
  readonly descriptor: number;
  readonly isTTY: boolean;
  readonly fileSystem: Pick<FileSystem, 'writeSync'>;
}

/**
 * The same by its descriptor, without a stream: Node's stream makes a pipe non-blocking, and the
 * command that awsx becomes would find it so. Not for Windows, whose console takes text only
 * from the stream.
 */
export function createDescriptorOutput(options: DescriptorOptions): Output {
  const { descriptor, isTTY, fileSystem } = options;
  return {
    isTTY,
    write: (text) => {
      let rest = Buffer.from(text);
      for (let waits = 0; rest.length > 0 && waits < MOST_WAITS; ) {
        try {
          rest = rest.subarray(fileSystem.writeSync(descriptor, rest));
        } catch (error) {
          if (errorCode(error) !== 'EAGAIN') return;
          waits += 1;
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
        }
      }
    },
  };
}

/**
 * stdout as an {@link Output}. When it breaks the process ends: quietly if its reader went away,
 * else (a full disk) with a message on stderr.
 */
export function createDataOutput(open: () => NodeJS.WriteStream, stderr: Output): Output {
  return createOutput(open, (error) => {
    if (error.code === 'EPIPE') process.exit(EXIT_READER_GONE);
    const failure = new AwsxError('unexpected', `could not write to stdout: ${error.message}`);
    reportError(failure, stderr, { json: false, debug: false });
    process.exit(errorCodes.unexpected);
  });
}

function createOutput(
  open: () => NodeJS.WriteStream,
  onError: (error: NodeJS.ErrnoException) => void,
): Output {
  let opened: NodeJS.WriteStream | undefined;
  const stream = () => {
    opened ??= open().on('error', onError);
    return opened;
  };
  return {
    get isTTY() {
      return stream().isTTY === true;
    },
    get columns() {
      return stream().columns;
    },
    write: (text) => void stream().write(text),
  };
}
