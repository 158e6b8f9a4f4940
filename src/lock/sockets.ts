/** What differs between the sockets of Unix and the pipes of Windows. Names are holders' names. */
export interface Sockets {
  addressOf(name: string): string;
  /** Called before listening. The answer is called when the holder no longer listens. */
  announce(name: string): () => void;
  /** Whether a holder that refused a connection lives after all, with its queue full. */
  isAlive(name: string): boolean;
  /**
   * Takes a listening socket out of everybody's reach but the owner's. Answers the address at
   * which the owner still reaches it, or undefined where that cannot be done. Never throws.
   */
  hide(name: string): string | undefined;
  /** Removes the files of a holder that is gone. Never throws. */
  remove(name: string): void;
}
