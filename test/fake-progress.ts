import type { Progress } from '../src/ports.ts';

export interface FakeProgress extends Progress {
  /** What was shown, in order. */
  readonly shown: readonly string[];
  readonly isOpen: boolean;
}

/** Progress that nobody sees. */
export function createFakeProgress(): FakeProgress {
  const shown: string[] = [];
  let isOpen = true;
  return {
    shown,
    get isOpen() {
      return isOpen;
    },
    update: (text) => void shown.push(text),
    pause: () => undefined,
    resume: () => undefined,
    end: () => {
      isOpen = false;
    },
  };
}
