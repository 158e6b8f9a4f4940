import { closeSync, openSync } from 'node:fs';
import type { ReadStream, WriteStream } from 'node:tty';
import { isForegroundProcessGroup } from '../exec/foreground.ts';
import { openReadStream, openWriteStream } from './open-stream.ts';
import { keepRawMode } from './raw-mode.ts';
import type { Terminal, TerminalOutput } from './terminal.ts';

/** Console devices of Windows; the prefix keeps Node from resolving them in the current folder. */
const WINDOWS_DEVICES = { input: '\\\\.\\CONIN$', output: '\\\\.\\CONOUT$' };
/** tty(4): the controlling terminal, whatever the standard streams are. */
const UNIX_DEVICES = { input: '/dev/tty', output: '/dev/tty' };

function devicesOf(platform: NodeJS.Platform) {
  return platform === 'win32' ? WINDOWS_DEVICES : UNIX_DEVICES;
}

/**
 * Whether a person can be asked on a terminal: there is a controlling one, and this process is
 * in its foreground process group (in the background, reading would stop it).
 */
export function hasControllingTerminal(platform: NodeJS.Platform): boolean {
  try {
    closeSync(openSync(devicesOf(platform).input, 'r+'));
  } catch {
    return false;
  }
  return isForegroundProcessGroup();
}

/**
 * A descriptor of the controlling terminal for a program that awsx starts; the caller closes it.
 * Undefined without a terminal.
 */
export function openTerminalDescriptor(platform: NodeJS.Platform): number | undefined {
  if (!hasControllingTerminal(platform)) return undefined;
  return openSync(devicesOf(platform).input, 'r+');
}

/**
 * Opens the controlling terminal for one question: raw mode on, until it is closed. Cooked mode
 * comes back however the process ends, short of SIGKILL. Its streams are its own: awsx's stdin,
 * stdout and stderr are not touched.
 *
 * @throws the system's error when there is none: see {@link hasControllingTerminal}.
 */
export function openControllingTerminal(platform: NodeJS.Platform): Terminal {
  const devices = devicesOf(platform);
  const input = openReadStream(devices.input);
  const output = openWriteStream(devices.output);
  // A terminal that is hung up makes every call fail: the closing input ends the question.
  input.on('error', () => input.destroy());
  output.on('error', () => undefined);
  input.setEncoding('utf8');
  const size = followSize(output);
  const onContinue = (): void => {
    size.refresh();
    output.emit('continued');
  };
  const rawMode = keepRawMode({ input, device: devices.input, onContinue });
  return {
    input,
    output: withPresentSize(output, size.refresh),
    async close() {
      size.stop();
      input.pause();
      rawMode.stop();
      await Promise.all([closeStream(input), closeStream(output)]);
    },
  };
}

/** Node tells only process.stdout and process.stderr that the window changed its size. */
function followSize(output: WriteStream) {
  const refresh = (): void => {
    if (output.destroyed || !('_refreshSize' in output)) return;
    if (typeof output._refreshSize === 'function') output._refreshSize();
  };
  process.on('SIGWINCH', refresh);
  return { refresh, stop: () => void process.off('SIGWINCH', refresh) };
}

/** Keys may be read before the signal that the window has changed: a frame would be torn. */
function withPresentSize(output: WriteStream, refresh: () => void): TerminalOutput {
  return {
    get columns() {
      refresh();
      return output.columns;
    },
    get rows() {
      refresh();
      return output.rows;
    },
    write: (text) => output.write(text),
    on: (event, listener) => output.on(event, listener),
    off: (event, listener) => output.off(event, listener),
  };
}

function closeStream(stream: ReadStream | WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed) resolve();
    else stream.once('close', () => resolve()).destroy();
  });
}
