import type { Context } from '../ports.ts';

/** What getting credentials from outside needs. */
export interface SourceContext
  extends Pick<
    Context,
    'env' | 'platform' | 'fileSystem' | 'userId' | 'clock' | 'homeDirectory' | 'workingDirectory'
  > {
  /** `--no-input`: a process gets no terminal to ask on. */
  readonly neverAsk: boolean;
  readonly signal?: AbortSignal | undefined;
  /** One line for the person, on stderr. */
  notify(line: string): void;
}
