import { connect, type Socket } from 'node:net';
import { errorCode } from '../file-failure.ts';
import type { Outcome } from '../ports.ts';
import { formatLine, type LeaderLine, parseLeaderLine, type WaiterLine } from './handover-lines.ts';
import { createLineReader } from './line-reader.ts';
import { MOST_OUTCOME_BYTES, parseOutcome } from './outcome-line.ts';

/** How waiting for a holder ended. */
export type Following =
  | { readonly kind: 'told'; readonly outcome: Outcome }
  /** The connection ended without an outcome: most likely the holder died. */
  | { readonly kind: 'lost' }
  /** Nobody listens at this address; with a holder's name, nobody ever will again. */
  | { readonly kind: 'refused' }
  /** The holder lives, but too many wait for it to let us in. */
  | { readonly kind: 'full' }
  /** The holder leaves the lead to us and keeps all others waiting, until we hang up. */
  | { readonly kind: 'yours'; readonly hangUp: () => void };

export interface HolderToFollow {
  readonly address: string;
  readonly signal: AbortSignal | undefined;
  /** What the holder says of its question. */
  readonly onLine: (line: LeaderLine) => void;
}

export interface Conversation {
  readonly ending: Promise<Following>;
  say(line: WaiterLine): void;
}

const KIND_OF_CODE: Readonly<Record<string, 'refused' | 'full' | 'lost'>> = {
  ENOENT: 'refused',
  ECONNREFUSED: 'refused',
  EAGAIN: 'full',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
};

/**
 * Connects to a holder's socket and waits until it leaves, dies or hands the lead over.
 *
 * The ending is rejected with what the system said when it could not even try (too many open
 * files, no permission), and with the signal's reason when it was aborted.
 */
export function follow({ address, signal, onLine }: HolderToFollow): Conversation {
  if (signal?.aborted) return { ending: Promise.reject(signal.reason), say: () => undefined };
  const socket = connect(address);
  let wantsLead = false;
  const ending = new Promise<Following>((resolve, reject) => {
    const hear = (text: string): boolean => {
      const line = parseLeaderLine(text);
      const isOurs = line?.kind === 'yours' && wantsLead;
      if (isOurs) resolve({ kind: 'yours', hangUp: () => void socket.destroy() });
      else if (line === undefined || line.kind === 'yours') finish(parseOutcome(text));
      else onLine(line);
      return line?.kind === 'asking' || line?.kind === 'working';
    };
    const finish = (outcome: Outcome): void => {
      resolve({ kind: 'told', outcome });
      socket.destroy();
    };
    const onTooLong = (): void => finish({ kind: 'released' });
    socket.on('data', createLineReader({ mostBytes: MOST_OUTCOME_BYTES, onLine: hear, onTooLong }));
    settleAtClose(socket, resolve, reject);
    rejectWhenAborted(socket, signal, reject);
  });
  const say = (line: WaiterLine): void => {
    wantsLead ||= line.kind === 'take-over';
    socket.write(formatLine(line));
  };
  return { ending, say };
}

function settleAtClose(
  socket: Socket,
  resolve: (ending: Following) => void,
  reject: (failure: unknown) => void,
): void {
  let isConnected = false;
  let ending: Following = { kind: 'lost' };
  socket.on('connect', () => {
    isConnected = true;
  });
  socket.on('error', (error) => {
    const kind = KIND_OF_CODE[errorCode(error) ?? ''];
    if (kind === undefined && !isConnected) reject(error);
    else ending = { kind: kind ?? 'lost' };
  });
  socket.on('close', () => resolve(ending));
}

function rejectWhenAborted(
  socket: Socket,
  signal: AbortSignal | undefined,
  reject: (reason: unknown) => void,
): void {
  const abort = (): void => {
    reject(signal?.reason);
    socket.destroy();
  };
  signal?.addEventListener('abort', abort);
  socket.on('close', () => signal?.removeEventListener('abort', abort));
}
