import type { ReadStream } from 'node:tty';
import { isForegroundProcessGroup } from '../exec/foreground.ts';
import { openReadStream } from './open-stream.ts';
import { restoreAtExit } from './restore-at-exit.ts';

/** How long what is typed may be echoed when another process has changed the terminal's modes. */
const ASSERT_MILLISECONDS = 100;
const ASKING_IS_CHEAP = process.platform === 'linux';

export interface RawModeOptions {
  readonly input: ReadStream;
  /** What `input` was opened from. */
  readonly device: string;
  /** Called when the process had been stopped and has the terminal again. */
  readonly onContinue: () => void;
}

/**
 * Turns raw mode on and keeps it on. Every Node process that ends sets the modes of the terminals
 * among its standard streams back to what they were at its own start (`ResetStdio` of Node), and a
 * shell changes them while a process is stopped: without this a secret would be typed in clear.
 *
 * Cooked mode comes back with `stop`, or however the process ends, short of SIGKILL. In the
 * background nothing is changed: the modes are the shell's then, and the attempt would stop us.
 */
export function keepRawMode({ input, device, onContinue }: RawModeOptions) {
  input.setRawMode(true);
  const forget = restoreAtExit(() => restore(input));
  let inForeground = true;
  const onTick = (): void => {
    // Outside Linux the answer costs a run of ps: there a change is learnt from SIGCONT alone.
    if (ASKING_IS_CHEAP || !inForeground) inForeground = isForegroundProcessGroup();
    if (inForeground) assertRawMode(device);
  };
  const onSignal = (): void => {
    inForeground = isForegroundProcessGroup();
    if (!inForeground) return;
    assertRawMode(device);
    onContinue();
  };
  const timer = setInterval(onTick, ASSERT_MILLISECONDS).unref();
  process.on('SIGCONT', onSignal);
  return {
    stop(): void {
      clearInterval(timer);
      process.off('SIGCONT', onSignal);
      restore(input);
      forget();
    },
  };
}

function restore(input: ReadStream): void {
  if (!input.destroyed && isForegroundProcessGroup()) input.setRawMode(false);
}

/**
 * libuv remembers which mode it has set on a stream and does nothing when asked for it again. A
 * new stream has set none; what it found is never put back through it.
 */
function assertRawMode(device: string): void {
  let stream: ReadStream | undefined;
  try {
    stream = openReadStream(device);
    stream.setRawMode(true);
  } catch {
    // The terminal is hung up: the closing input ends the question.
  } finally {
    stream?.destroy();
  }
}
