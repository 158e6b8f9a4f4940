import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Majors of Linux's device numbers (Documentation/admin-guide/devices.txt of the kernel). */
const VIRTUAL_CONSOLE = 4;
const FIRST_PSEUDO_TERMINAL = 136;
const LAST_PSEUDO_TERMINAL = 143;
const VIRTUAL_CONSOLES = 64;
const TERMINAL_FIELD = 4;

/**
 * The name of this process's controlling terminal as `ps` and `who` show it, `pts/3` or `ttys003`.
 * Undefined without one, and on Windows, whose consoles have no name.
 */
export function readTerminalName(): string | undefined {
  try {
    if (process.platform === 'linux') {
      return parseTerminalOfStat(readFileSync('/proc/self/stat', 'latin1'));
    }
    return process.platform === 'win32' ? undefined : parseTerminalOfPs(runPs());
  } catch {
    return undefined;
  }
}

/** The field `tty_nr` of proc_pid_stat(5), counted from the last `)`, since names may hold some. */
export function parseTerminalOfStat(text: string): string | undefined {
  const nameEnd = text.lastIndexOf(')');
  if (nameEnd === -1) return undefined;
  const device = Number(text.slice(nameEnd + 2).split(' ')[TERMINAL_FIELD]);
  // Bits 8 to 15 are the major number, the others the minor.
  const major = (device >>> 8) & 0xff;
  const minor = ((device >>> 12) & 0xfff00) | (device & 0xff);
  if (major >= FIRST_PSEUDO_TERMINAL && major <= LAST_PSEUDO_TERMINAL) {
    return `pts/${(major - FIRST_PSEUDO_TERMINAL) * 256 + minor}`;
  }
  if (major === VIRTUAL_CONSOLE && minor < VIRTUAL_CONSOLES) return `tty${minor}`;
  return device > 0 ? `terminal ${major}:${minor}` : undefined;
}

/** `ps -o tty=` prints `??` or `-` for a process without a terminal. */
export function parseTerminalOfPs(text: string): string | undefined {
  const name = text.trim();
  return /^[A-Za-z0-9/]+$/.test(name) ? name : undefined;
}

function runPs(): string {
  return execFileSync('/bin/ps', ['-o', 'tty=', '-p', String(process.pid)], {
    encoding: 'latin1',
    env: { LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: 2000,
  });
}
