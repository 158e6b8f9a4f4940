import { join } from 'node:path';
import type { FileSystem } from '../ports.ts';
import type { ClaimMedium } from './claim-medium.ts';

export interface Generation {
  readonly number: number;
  /** The name of the socket that its claimant listened on before it claimed. */
  readonly holder: string;
}

/** The claims of one lock: entries `1`, `2`, … of its folder, the highest of which counts. */
export interface Generations {
  /** Undefined when nobody has ever led. */
  newest(): Generation | undefined;
  /**
   * True when the generation is this holder's and the newest: then it leads. The caller has seen
   * the generation before it refuse, and its own socket listens.
   */
  claim(generation: Generation): boolean;
  /**
   * For the leader alone: forgets the generations two and more before its own, and hands their
   * holders to `remove`. See docs/adr/0004-lock.md for why one is spared.
   */
  forgetBefore(number: number, remove: (holder: string) => void): void;
}

export interface GenerationsOptions {
  readonly folder: string;
  readonly fileSystem: FileSystem;
  readonly medium: ClaimMedium;
}

const GENERATION_NUMBER = /^[1-9][0-9]{0,14}$/;

export function createGenerations({ folder, fileSystem, medium }: GenerationsOptions): Generations {
  const pathOf = (number: number): string => join(folder, String(number));

  const listNumbers = (): readonly number[] =>
    fileSystem
      .readdirSync(folder)
      .filter((name) => GENERATION_NUMBER.test(name))
      .map(Number);

  const newest = (): Generation | undefined => {
    for (;;) {
      const number = Math.max(0, ...listNumbers());
      if (number === 0) return undefined;
      const holder = medium.read(pathOf(number));
      if (holder !== undefined) return { number, holder };
      // Forgotten since the folder was read: then there is a newer one.
    }
  };

  return {
    newest,
    claim: ({ number, holder }) => {
      if (!medium.create(pathOf(number), holder)) return false;
      // A contender that was slow may have claimed a number that had been taken and forgotten.
      return Math.max(...listNumbers()) === number;
    },
    forgetBefore: (number, remove) => {
      for (const old of listNumbers().filter((other) => other < number - 1)) {
        const holder = medium.read(pathOf(old));
        if (holder !== undefined) remove(holder);
        // Last, so that a leader killed here leaves its successor something to find.
        fileSystem.unlinkSync(pathOf(old));
      }
    },
  };
}
