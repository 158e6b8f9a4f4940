import { lookupFingerprint } from './fingerprint.ts';
import { REFRESH_WINDOW_SECONDS } from './refresh-window.ts';
import type { CacheUse } from './run-ports.ts';
import type { ListedSession } from './session-cache.ts';
import type { SessionHeader } from './session-cache-format.ts';
import { mayBeKept } from './source-results.ts';
import type { Plan, Step } from './types.ts';

/** What running a plan now would do with one step. */
export interface StepOutlook {
  readonly step: Step;
  /** The live session that the cache has for this step; absent for a source. */
  readonly session?: SessionHeader;
  /**
   * `source`: its result is not kept. `kept`: the session serves. `renewed`: there is one, but with
   * too little left or refused by `--refresh`. `missing`: there is none, or `--no-cache`.
   */
  readonly cache: 'source' | 'kept' | 'renewed' | 'missing';
  /** Whether AWS would be called, or a process run, for it. */
  readonly isCalled: boolean;
}

export interface OutlookInput {
  readonly plan: Plan;
  readonly sessions: readonly ListedSession[];
  readonly now: Date;
  readonly cacheUse: CacheUse;
}

/**
 * Foretells a run from the headers of the cache, without its key: a session under another key, or
 * a damaged one, looks good here and is a miss then.
 */
export function foretellRun(input: OutlookInput): readonly StepOutlook[] {
  const { steps } = input.plan;
  const looked = steps.map((step, index) => lookUp(step, index === steps.length - 1, input));
  const firstCalled = looked.findLastIndex(({ cache }) => cache === 'kept') + 1;
  return looked.map((outlook, index) => ({
    ...outlook,
    isCalled: index >= firstCalled && outlook.cache !== 'source',
  }));
}

function lookUp(step: Step, isLast: boolean, input: OutlookInput): Omit<StepOutlook, 'isCalled'> {
  if (!mayBeKept(step)) return { step, cache: 'source' };
  const { plan, now, cacheUse } = input;
  const session = cacheUse === 'none' ? undefined : findSession(step, input);
  if (session === undefined) return { step, cache: 'missing' };
  const window = isLast ? plan.minTtlSeconds : REFRESH_WINDOW_SECONDS;
  const left = (session.expiration.getTime() - now.getTime()) / 1000;
  const isKept = left >= window && !(isLast && cacheUse === 'refresh');
  return { step, session, cache: isKept ? 'kept' : 'renewed' };
}

/** The live session that lasts longest, of those that the run would find for the step. */
function findSession(step: Step, { sessions, now }: OutlookInput): SessionHeader | undefined {
  const fingerprint = lookupFingerprint(step);
  const [longest] = sessions
    .filter((each) => each.fingerprint === fingerprint || each.header.family === fingerprint)
    .map(({ header }) => header)
    .filter(({ expiration }) => expiration > now)
    .sort((one, other) => other.expiration.getTime() - one.expiration.getTime());
  return longest;
}
