import { AwsxError, errorCodes } from './errors.ts';
import type { Output } from './ports.ts';
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
    write: (text) => void stream().write(text),
  };
}
