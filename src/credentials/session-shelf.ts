import type { KeyObject } from 'node:crypto';
import { isAwsxError } from '../errors.ts';
import type { Clock } from '../ports.ts';
import { printable } from '../printable.ts';
import type { SessionShelf } from './run-ports.ts';
import type { SessionCache } from './session-cache.ts';
import type { SessionHeader } from './session-cache-format.ts';
import type { Step } from './types.ts';

export interface SessionShelfOptions {
  readonly cache: SessionCache;
  readonly clock: Clock;
  /** Asked for at most once. Its failure is the run's: unlocking comes before an MFA code. */
  getCacheKey(): Promise<KeyObject>;
  /** One line for the person, on stderr. */
  notify(line: string): void;
}

/**
 * The session cache as a run sees it, under the vault's cache key. A session is found by the
 * fingerprint of its step, or by that of its family.
 */
export function createSessionShelf(options: SessionShelfOptions): SessionShelf {
  const { cache, clock, notify } = options;
  let opened: Promise<KeyObject> | undefined;
  const getKey = (): Promise<KeyObject> => {
    opened ??= options.getCacheKey();
    return opened;
  };
  return {
    async find(fingerprint, { minimumSecondsLeft }) {
      const read = { key: await getKey(), now: clock.now(), minimumSecondsLeft };
      return (
        cache.readSession({ ...read, fingerprint }) ?? cache.readFamilySession(fingerprint, read)
      );
    },
    async keep(step, session, roleSessionName) {
      const header = headerOf(step, roleSessionName);
      try {
        const key = await getKey();
        const { fingerprint } = step;
        cache.writeSession({ fingerprint, key, header, session, now: clock.now() });
        return true;
      } catch (error) {
        if (!isAwsxError(error)) throw error;
        const profile = printable(step.profile);
        notify(`warning: the session of profile "${profile}" is not kept: ${error.message}`);
        return false;
      }
    },
  };
}

function headerOf(step: Step, roleSessionName?: string): Omit<SessionHeader, 'expiration'> {
  return {
    kind: step.kind,
    profile: step.profile,
    ...(roleSessionName === undefined ? {} : { roleSessionName }),
    ...(step.kind === 'get-session-token' ? { family: step.familyFingerprint } : {}),
  };
}
