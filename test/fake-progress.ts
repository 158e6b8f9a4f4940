import type { Progress } from '../src/ports.ts';

export interface FakeProgress extends Progress {
  /** What was shown, in order, and `paused` where it was taken away. */
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
    pause: () => {
      if (shown.at(-1) !== 'paused') shown.push('paused');
    },
    resume: () => undefined,
    end: () => {
      isOpen = false;
    },
  };
}
