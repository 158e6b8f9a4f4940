import type { Clock, Turn } from '../ports.ts';
import { type Following, follow } from './follow.ts';
import type { Generation } from './generations.ts';
import { parseHolderName } from './holder-name.ts';
import { openListener } from './listener.ts';
import type { Lock } from './open-lock.ts';
import type { QuestionWatch } from './watch-question.ts';

export interface Contender {
  readonly lock: Lock;
  readonly clock: Clock;
  readonly signal: AbortSignal | undefined;
  /** Told whom this contender waits for from now on. */
  readonly setHolder: (processId: number) => void;
  readonly watch: QuestionWatch;
}

/**
 * Before asking a holder again that lives but cannot talk to us now: it is too busy to accept, or
 * out of file descriptors. Nothing but the processor's time depends on it.
 */
const BACK_OFF_MILLISECONDS = 20;

/** Waits for the leader's outcome, or leads. System errors and the signal's reason pass through. */
export async function takeTurn(contender: Contender): Promise<Turn> {
  const { lock, clock, signal } = contender;
  let lostHolder: string | undefined;
  for (;;) {
    const current = lock.generations.newest();
    const following = await followHolder(contender, current);
    if (following.kind === 'told') return { role: 'follower', outcome: following.outcome };
    if (following.kind === 'refused' || following.kind === 'yours') {
      const turn = await claimNext(contender, current, following);
      if (turn !== undefined) return turn;
    } else if (following.kind === 'full' || current?.holder === lostHolder) {
      await clock.sleep(BACK_OFF_MILLISECONDS, signal);
    }
    lostHolder = current?.holder;
  }
}

async function followHolder(
  { lock, signal, setHolder, watch }: Contender,
  current: Generation | undefined,
): Promise<Following> {
  const holder = current && parseHolderName(current.holder);
  if (holder === undefined) return { kind: 'refused' };
  setHolder(holder.processId);
  const address = lock.sockets.addressOf(holder.text);
  const { ending, say } = follow({ address, signal, onLine: watch.hear });
  watch.begin(holder, say);
  try {
    const following = await ending;
    if (following.kind === 'refused' && lock.sockets.isAlive(holder.text)) return { kind: 'full' };
    return following;
  } finally {
    watch.end();
  }
}

async function claimNext(
  contender: Contender,
  current: Generation | undefined,
  following: Following,
): Promise<Turn | undefined> {
  try {
    return await tryToLead(contender, (current?.number ?? 0) + 1);
  } finally {
    if (following.kind === 'yours') following.hangUp();
  }
}

/** Undefined when another contender was faster. */
async function tryToLead(contender: Contender, number: number): Promise<Turn | undefined> {
  const { lock, clock, signal } = contender;
  const name = lock.createName();
  // Before the claim: whoever sees the claim must find a socket that listens.
  const listener = await openListener({ sockets: lock.sockets, name, clock });
  let leads = false;
  try {
    signal?.throwIfAborted();
    leads = lock.generations.claim({ number, holder: name });
  } finally {
    if (!leads) listener.giveUp();
  }
  if (!leads) return undefined;
  forgetOlder(lock, number);
  return { role: 'leader', ...listener };
}

function forgetOlder({ generations, sockets }: Lock, number: number): void {
  try {
    generations.forgetBefore(number, (holder) => {
      const name = parseHolderName(holder);
      if (name !== undefined) sockets.remove(name.text);
    });
  } catch {
    // They are in nobody's way; the next leader tries again.
  }
}
