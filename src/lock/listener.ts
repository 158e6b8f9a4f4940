import { connect, createServer, type Server, type Socket } from 'node:net';
import { errorCode } from '../file-failure.ts';
import type { Outcome } from '../ports.ts';
import { formatOutcome } from './outcome-line.ts';
import type { Sockets } from './sockets.ts';

/** A contender's socket while it listens. It never keeps the process alive by itself. */
export interface Listener {
  /**
   * Tells the outcome to everybody who connected before this call, and is out of reach for
   * everybody else when it returns. Those who were accepted are told at once, those in the
   * system's queue in the next turns of the event loop, which this keeps running for them; then
   * the promise resolves. A second call does nothing.
   */
  leave(outcome: Outcome): Promise<void>;
  /** For a contender that did not come to lead: whoever stands in its queue finds it closed. */
  giveUp(): void;
}

/** More than the system's own limit on most machines, which then counts. */
const BACKLOG = 4096;

/** Listens under a holder's name; an error of the system is thrown as it is. */
export async function openListener(sockets: Sockets, name: string): Promise<Listener> {
  const waiting = new Set<Socket>();
  let lastLine: string | undefined;
  const server = createServer((socket) => {
    prepare(socket);
    if (lastLine !== undefined) return tell(socket, lastLine);
    waiting.add(socket);
    socket.once('close', () => waiting.delete(socket));
  });
  const endLife = sockets.announce(name);
  const removeFiles = (): void => sockets.remove(name);
  process.once('exit', removeFiles);
  const close = (): void => {
    server.close();
    removeFiles();
    process.removeListener('exit', removeFiles);
  };
  const giveUp = (): void => {
    endLife();
    close();
  };
  const leave = async (outcome: Outcome): Promise<void> => {
    if (lastLine !== undefined) return;
    lastLine = formatOutcome(outcome);
    endLife();
    // Out of reach first: who is told and comes back at once must not be told again.
    const hiddenAddress = sockets.hide(name);
    if (hiddenAddress === undefined) close();
    for (const socket of waiting) tell(socket, lastLine);
    if (hiddenAddress === undefined) return;
    await new Promise<void>((resolve) => drain(hiddenAddress, resolve));
    close();
  };
  try {
    await listen(server, sockets.addressOf(name));
  } catch (error) {
    giveUp();
    throw error;
  }
  return { leave, giveUp };
}

/** Those who wait have nothing to say, and do not keep us alive. */
function prepare(socket: Socket): void {
  socket.unref();
  socket.on('error', ignore);
  socket.once('data', () => socket.destroy());
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ path, backlog: BACKLOG }, () => {
      server.removeListener('error', reject);
      // A connection that could not be accepted: its owner finds it closed and tries again.
      server.on('error', ignore);
      server.unref();
      resolve();
    });
  });
}

function tell(socket: Socket, line: string): void {
  socket.end(line, () => socket.destroy());
}

/**
 * The system hands out connections in the order they came. So the leader connects to itself as
 * the last: when it has been told the outcome, everybody before it has. Until then this
 * connection keeps the process alive.
 */
function drain(address: string, done: () => void): void {
  let queueIsFull = false;
  const last = connect(address);
  last.resume();
  last.on('error', (error) => {
    queueIsFull = errorCode(error) === 'EAGAIN';
  });
  last.on('close', () => {
    if (queueIsFull) setImmediate(() => drain(address, done));
    else done();
  });
}

function ignore(): void {}
