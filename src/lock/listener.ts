import { connect, createServer, type Server, type Socket } from 'node:net';
import { errorCode } from '../file-failure.ts';
import type { Clock, Outcome } from '../ports.ts';
import type { AnnouncedQuestion } from '../taken-over.ts';
import { createHandover } from './handover.ts';
import { formatOutcome } from './outcome-line.ts';
import type { Sockets } from './sockets.ts';

/** A contender's socket while it listens. It never keeps the process alive by itself. */
export interface Listener {
  /**
   * Tells the outcome to everybody who connected before this call, and is out of reach for
   * everybody else when it returns. Those who were accepted are told at once, those in the
   * system's queue in the next turns of the event loop, which this keeps running for them; then
   * the promise resolves. A second call does nothing.
   *
   * Only when somebody took our question over, and there is nothing to share, all this begins
   * after that one has claimed the lead.
   */
  leave(outcome: Outcome): Promise<void>;
  /** See the port's Turn. */
  announceQuestion(terminal: string | undefined): AnnouncedQuestion;
  /** For a contender that did not come to lead: whoever stands in its queue finds it closed. */
  giveUp(): void;
}

export interface ListenerOptions {
  readonly sockets: Sockets;
  /** A holder's name, which is used by nobody else. */
  readonly name: string;
  readonly clock: Clock;
}

/** More than the system's own limit on most machines, which then counts. */
const BACKLOG = 4096;

/** Listens under a holder's name; an error of the system is thrown as it is. */
export async function openListener(options: ListenerOptions): Promise<Listener> {
  const { sockets, name, clock } = options;
  const waiting = new Set<Socket>();
  const handover = createHandover(clock);
  let isLeaving = false;
  let lastLine: string | undefined;
  const server = createServer((socket) => {
    prepare(socket);
    if (lastLine !== undefined) return tell(socket, lastLine);
    waiting.add(socket);
    handover.attach(socket);
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
    if (isLeaving) return;
    isLeaving = true;
    const claiming = outcome.kind === 'released' ? handover.settle() : undefined;
    if (claiming !== undefined) await claiming;
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
  return { leave, giveUp, announceQuestion: handover.announceQuestion };
}

/** Those who wait do not keep us alive. */
function prepare(socket: Socket): void {
  socket.unref();
  socket.on('error', ignore);
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
