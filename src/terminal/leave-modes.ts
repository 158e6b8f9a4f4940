import { closeSync, constants, openSync } from 'node:fs';
import { isatty } from 'node:tty';

/**
 * Keeps this process from changing the terminal's modes when it exits. Node sets those of every
 * terminal among stdin, stdout and stderr back to what they were at its start, whether or not it
 * has changed them (`ResetStdio` of Node): that echoes a question that another awsx has open, or
 * leaves raw mode behind when it was on at the start. Node passes over descriptors that are
 * closed. Only a signal without a listener still has that effect.
 *
 * Nothing can be written to the terminal by listeners of `exit` that come later. Does nothing on
 * Windows, whose consoles are not reset.
 */
export function leaveModesAtExit(): void {
  if (process.platform === 'win32') return;
  process.on('exit', () => {
    const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
    if (terminals.length === 0 || !keepsTerminalOpen()) return;
    for (const descriptor of terminals) closeSync(descriptor);
  });
}

/**
 * Holds the terminal by another descriptor to the very end. A program that is alone on it
 * (`ssh -t HOST awsx …`) would hang it up with the last one, and die of SIGHUP on its way out.
 */
function keepsTerminalOpen(): boolean {
  try {
    openSync('/dev/tty', constants.O_RDWR | constants.O_NOCTTY);
    return true;
  } catch {
    return false;
  }
}
