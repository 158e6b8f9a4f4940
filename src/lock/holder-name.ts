/** The name of a contender's socket: random, never used twice, with its process id behind it. */
export interface HolderName {
  readonly text: string;
  readonly processId: number;
}

export interface HolderNameSource {
  readonly processId: number;
  /** As `randomBytes` of node:crypto. */
  readonly random: (size: number) => Uint8Array;
}

/** Process ids have at most ten digits, so that no name is longer than this. */
export const LONGEST_HOLDER_NAME = 23;
const RANDOM_BYTES = 6;
const HOLDER_NAME = /^[0-9a-f]{12}\.([1-9][0-9]{0,9})$/;

/** A new name for each attempt to lead, since a name that once refused counts as dead for ever. */
export function createHolderName({ processId, random }: HolderNameSource): HolderName {
  const unique = Buffer.from(random(RANDOM_BYTES)).toString('hex');
  return { text: `${unique}.${processId}`, processId };
}

/** Undefined for a text that is no holder's name, so that no claim leads out of the lock's folder. */
export function parseHolderName(text: string): HolderName | undefined {
  const digits = HOLDER_NAME.exec(text)?.[1];
  return digits === undefined ? undefined : { text, processId: Number(digits) };
}
