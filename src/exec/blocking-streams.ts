import { readFileSync } from 'node:fs';

/** O_NONBLOCK of Linux, the same number on every machine that Node runs on. */
const NON_BLOCKING = 0o4000;

/**
 * Makes stdin, stdout and stderr block again. Node's streams make a pipe non-blocking, and parts of
 * Node open all three unasked: an `import` of `node:process` does. A program that finds its pipes
 * so loses what it writes and cannot wait for what it reads. Node undoes it when it ends, but not
 * when it becomes another program.
 */
export function makeStreamsBlocking(): void {
  if (mayBeNonBlocking(0)) setBlocking(process.stdin);
  if (mayBeNonBlocking(1)) setBlocking(process.stdout);
  if (mayBeNonBlocking(2)) setBlocking(process.stderr);
}

/** False only where the system tells that it blocks: looking would open the stream. */
function mayBeNonBlocking(descriptor: number): boolean {
  try {
    const text = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1');
    const flags = /^flags:\s+([0-7]+)$/m.exec(text)?.[1];
    return flags === undefined || (Number.parseInt(flags, 8) & NON_BLOCKING) !== 0;
  } catch {
    return true;
  }
}

/** Files and terminals have no such switch; Node opens a terminal anew for itself. */
function setBlocking(stream: object): void {
  const { _handle: handle } = stream as {
    readonly _handle?: { setBlocking?(isBlocking: boolean): number };
  };
  handle?.setBlocking?.(true);
}
