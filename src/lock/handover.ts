import type { Socket } from 'node:net';
import { dropUndefined } from '../drop-undefined.ts';
import type { Clock } from '../ports.ts';
import { type AnnouncedQuestion, TakenOver, type Taker } from '../taken-over.ts';
import { formatLine, type LeaderLine, MOST_LINE_BYTES, parseWaiterLine } from './handover-lines.ts';
import { createLineReader } from './line-reader.ts';

/** The leader's side of a question that goes over to one who waits. */
export interface Handover {
  /** Listens to one who waits; hangs up on whoever says what is no such line. */
  attach(socket: Socket): void;
  announceQuestion(terminal: string | undefined): AnnouncedQuestion;
  /**
   * For a leader that has nothing to share: lets the one who took its question over claim the lead
   * before anybody else can. Undefined when there is no such one.
   */
  settle(): Promise<void> | undefined;
}

/** How long one who was told that the lead is its own may take to claim it, before all may. */
const CLAIM_MILLISECONDS = 1000;

interface OpenQuestion {
  readonly terminal: string | undefined;
  readonly taken: AbortController;
}

export function createHandover(clock: Clock): Handover {
  /** Who was told of the open question, each on a terminal of its own. */
  const offers = new Map<Socket, Taker>();
  let open: OpenQuestion | undefined;
  let taker: { readonly socket: Socket; readonly name: Taker } | undefined;

  const withdrawOffers = (): void => {
    for (const socket of offers.keys()) say(socket, { kind: 'working' });
    offers.clear();
  };
  const look = (socket: Socket, who: Taker): void => {
    offers.delete(socket);
    const terminals = [open?.terminal, ...[...offers.values()].map(({ terminal }) => terminal)];
    // Two who read the same terminal would take each other's keys.
    const isFree = !terminals.includes(who.terminal);
    if (open === undefined || taker !== undefined || !isFree) {
      say(socket, { kind: 'working' });
      return;
    }
    offers.set(socket, who);
    say(socket, { kind: 'asking', ...dropUndefined({ terminal: open.terminal }) });
  };
  const takeOver = (socket: Socket): void => {
    const name = offers.get(socket);
    if (open === undefined || name === undefined) {
      say(socket, { kind: 'working' });
      return;
    }
    taker = { socket, name };
    offers.delete(socket);
    withdrawOffers();
    open.taken.abort(new TakenOver(name));
  };
  const hear = (socket: Socket, text: string): boolean => {
    const line = parseWaiterLine(text);
    if (line === undefined) socket.destroy();
    else if (line.kind === 'look') look(socket, line);
    else takeOver(socket);
    return line !== undefined;
  };

  return {
    attach(socket) {
      const onTooLong = (): void => void socket.destroy();
      const onLine = (line: string): boolean => hear(socket, line);
      socket.on('data', createLineReader({ mostBytes: MOST_LINE_BYTES, onLine, onTooLong }));
      socket.once('close', () => {
        offers.delete(socket);
        if (taker?.socket === socket) taker = undefined;
      });
    },
    announceQuestion(terminal) {
      const taken = new AbortController();
      const question = { terminal, taken };
      open = question;
      // The answer before came first, and was a wrong one.
      if (taker !== undefined) taken.abort(new TakenOver(taker.name));
      const end = (): void => {
        if (open === question) open = undefined;
        withdrawOffers();
      };
      return { signal: taken.signal, end };
    },
    settle() {
      if (taker === undefined) return undefined;
      const { socket } = taker;
      say(socket, { kind: 'yours' });
      return waitForClose(socket, clock);
    },
  };
}

function say(socket: Socket, line: LeaderLine): void {
  if (socket.writable) socket.write(formatLine(line));
}

async function waitForClose(socket: Socket, clock: Clock): Promise<void> {
  const closed = new AbortController();
  socket.once('close', () => closed.abort());
  // The clock also keeps the process alive, which its sockets do not.
  await clock.sleep(CLAIM_MILLISECONDS, closed.signal).catch(() => undefined);
}
