/** A question that goes from the process that asks it to one that waits. */
import { printable } from './printable.ts';

export interface Taker {
  readonly processId: number;
  /** The name of its terminal. */
  readonly terminal: string;
}

/** Why a question is withdrawn: another awsx asks it. The message is for who sees it go. */
export class TakenOver extends Error {
  override readonly name = 'TakenOver';

  constructor({ processId, terminal }: Taker) {
    super(`another awsx (process ${processId}) asks for the code now, on ${printable(terminal)}`);
  }
}

/** By name and not by `instanceof`: the hot and the cold bundle each carry their own class. */
export function isTakenOver(error: unknown): error is TakenOver {
  return error instanceof Error && error.name === 'TakenOver';
}

/** A question of this process that one who waits may take over. */
export interface AnnouncedQuestion {
  /**
   * Aborted, with a `TakenOver` as its reason, when somebody takes the question over. The leader
   * then leaves with `released`, which hands the lead to that process, and waits as the others do.
   */
  readonly signal: AbortSignal;
  /** The question is over, whether it was answered or not. */
  end(): void;
}

/** A question of the process that is waited for, which this process may take over. */
export interface QuestionElsewhere {
  readonly processId: number;
  /**
   * The name of the terminal where it is asked; absent for a desktop dialog. Not to be trusted:
   * `printable` before it is shown.
   */
  readonly terminal?: string;
  /** Aborted when the question is over, or can no longer be taken over. */
  readonly signal: AbortSignal;
  /** Asks for it; then `enter` answers "leader", or the wait goes on. */
  takeOver(): void;
}
