import type { Secret } from '../secret.ts';

export interface FindBrowserOptions {
  /** The program to use, as typed; without it `BROWSER`, else the desktop's. */
  readonly wanted?: string;
}

/** The browser of the person who started awsx. */
export interface Browser {
  /**
   * Shows an address and tells it to nobody else: no process list has it. Resolves when the
   * browser has fetched it. Throws AwsxError `browser_unavailable` when it does not come.
   */
  show(url: Secret, signal?: AbortSignal): Promise<void>;
}
