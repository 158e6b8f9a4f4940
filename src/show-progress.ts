import type { Context, Progress } from './ports.ts';

export interface LongWork<Result> {
  readonly context: Pick<Context, 'openProgress'>;
  /** What is waited for, in a few words. */
  readonly text: string;
  readonly quiet: boolean;
  readonly work: (progress: Progress) => Promise<Result>;
}

/**
 * Shows what is waited for while work is under way, if it takes long. The work asks nothing, or
 * pauses the progress while it does.
 *
 * @throws what the work throws
 */
export async function showProgress<Result>(longWork: LongWork<Result>): Promise<Result> {
  const { context, text, quiet, work } = longWork;
  const progress = await context.openProgress({ quiet });
  progress.update(text);
  try {
    return await work(progress);
  } finally {
    progress.end();
  }
}
