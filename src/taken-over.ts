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
    super(`another awsx (process ${processId}) asks now, on ${printable(terminal)}`);
  }
}

/** By name and not by `instanceof`: the hot and the cold bundle each carry their own class. */
export function isTakenOver(error: unknown): error is TakenOver {
  return error instanceof Error && error.name === 'TakenOver';
}
