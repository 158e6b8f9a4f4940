import { isAwsxError } from '../errors.ts';
import type { Clock } from '../ports.ts';

export interface BackOffOptions {
  readonly clock: Pick<Clock, 'sleep'>;
  /** From 0 to below 1, so that callers do not come back all at once. */
  readonly random: () => number;
  readonly signal: AbortSignal;
}

/** Some 25 seconds on average, all told. */
const THROTTLED_ATTEMPTS = 15;
/** For a connection that broke once. */
const NETWORK_ATTEMPTS = 3;
const FIRST_DELAY_MILLISECONDS = 100;
const LONGEST_DELAY_MILLISECONDS = 5000;
/** Who has to wait longer is told, instead of kept. */
const LONGEST_RETRY_AFTER_SECONDS = 60;

/**
 * Makes a call again that AWS throttles or that did not get through, each time after a longer
 * while: a random part of it, as AWS advises
 * (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/), but never less than
 * AWS asks for with Retry-After.
 *
 * @throws what the last attempt throws, and the signal's reason
 */
export async function withBackOff<Result>(
  call: () => Promise<Result>,
  { clock, random, signal }: BackOffOptions,
): Promise<Result> {
  for (let failed = 1; ; failed += 1) {
    signal.throwIfAborted();
    try {
      return await call();
    } catch (error) {
      const retryAfterSeconds = secondsToWait(error, failed);
      if (retryAfterSeconds === undefined) throw error;
      const range = FIRST_DELAY_MILLISECONDS * 2 ** (failed - 1);
      const delay = random() * Math.min(range, LONGEST_DELAY_MILLISECONDS);
      await clock.sleep(Math.max(delay, retryAfterSeconds * 1000), signal);
    }
  }
}

/** How long to wait at least; undefined when another attempt would be in vain. */
function secondsToWait(error: unknown, failed: number): number | undefined {
  if (!isAwsxError(error)) return undefined;
  if (error.code === 'network') return failed < NETWORK_ATTEMPTS ? 0 : undefined;
  if (error.code !== 'aws_throttled' || failed >= THROTTLED_ATTEMPTS) return undefined;
  const { retryAfterSeconds = 0 } = error;
  return retryAfterSeconds <= LONGEST_RETRY_AFTER_SECONDS ? retryAfterSeconds : undefined;
}
