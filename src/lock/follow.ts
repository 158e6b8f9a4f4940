import { connect } from 'node:net';
import { errorCode } from '../file-failure.ts';
import type { Outcome } from '../ports.ts';
import { MOST_OUTCOME_BYTES, parseOutcome } from './outcome-line.ts';

/** How waiting for a holder ended. */
export type Following =
  | { readonly kind: 'told'; readonly outcome: Outcome }
  /** The connection ended without an outcome: most likely the holder died. */
  | { readonly kind: 'lost' }
  /** Nobody listens at this address; with a holder's name, nobody ever will again. */
  | { readonly kind: 'refused' }
  /** The holder lives, but too many wait for it to let us in. */
  | { readonly kind: 'full' };

const NEWLINE = 0x0a;
const KIND_OF_CODE: Readonly<Record<string, Exclude<Following['kind'], 'told'>>> = {
  ENOENT: 'refused',
  ECONNREFUSED: 'refused',
  EAGAIN: 'full',
  ECONNRESET: 'lost',
};

/**
 * Connects to a holder's socket and waits until it leaves or dies.
 *
 * @throws what the system said when it could not even try (too many open files, no permission);
 *   the signal's reason when it was aborted.
 */
export function follow(address: string, signal: AbortSignal | undefined): Promise<Following> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const socket = connect(address);
    let received = Buffer.alloc(0);
    let ending: Following = { kind: 'lost' };
    let isConnected = false;
    let failure: unknown;
    const abort = (): void => {
      failure = signal?.reason;
      socket.destroy();
    };
    signal?.addEventListener('abort', abort);
    socket.on('connect', () => {
      isConnected = true;
    });
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const outcome = readOutcome(received);
      if (outcome === undefined) return;
      ending = { kind: 'told', outcome };
      socket.destroy();
    });
    socket.on('error', (error) => {
      const kind = KIND_OF_CODE[errorCode(error) ?? ''];
      if (kind === undefined && !isConnected) failure = error;
      else ending = { kind: kind ?? 'lost' };
    });
    socket.on('close', () => {
      signal?.removeEventListener('abort', abort);
      if (failure === undefined) resolve(ending);
      else reject(failure);
    });
  });
}

/** Undefined until there is a line, or more than a line may hold. */
function readOutcome(received: Buffer): Outcome | undefined {
  const end = received.indexOf(NEWLINE);
  if (end === -1 && received.length < MOST_OUTCOME_BYTES) return undefined;
  if (end === -1 || end > MOST_OUTCOME_BYTES) return { kind: 'released' };
  return parseOutcome(received.toString('utf8', 0, end));
}
