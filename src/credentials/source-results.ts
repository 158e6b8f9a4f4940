/** What becomes of the result of a plan's first step. */
import { formatDuration } from '../duration.ts';
import { AwsxError, type ErrorCode, isAwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { REFRESH_WINDOW_SECONDS } from './refresh-window.ts';
import type { SessionShelf } from './run-ports.ts';
import type { Credentials, Plan, SessionCredentials, Step } from './types.ts';

/**
 * Whether a step's result may be kept: all that AWS makes, and what a process says with an
 * expiration. Metadata services and `aws login` keep theirs, and keys that do not expire are
 * wherever they are.
 */
export function mayBeKept({ kind }: Step): boolean {
  return (
    kind === 'credential-process' ||
    kind === 'web-identity' ||
    kind === 'get-session-token' ||
    kind === 'assume-role'
  );
}

/** Whether credentials say how long they last; others are not kept. */
export function isSession(credentials: Credentials): credentials is SessionCredentials {
  return credentials.sessionToken !== undefined && credentials.expiration !== undefined;
}

/** Whether nothing of a plan lies in the vault or in the files. */
export function startsOutside({ steps: [{ kind }] }: Plan): boolean {
  return kind !== 'base-credential' && kind !== 'static-keys';
}

/**
 * `--min-ttl` of credentials that awsx cannot renew.
 *
 * @throws AwsxError `duration_out_of_range`
 */
export function checkTimeLeft(plan: Plan, { expiration }: Credentials, now: Date): void {
  if (expiration === undefined || plan.minTtlSeconds <= REFRESH_WINDOW_SECONDS) return;
  const left = Math.floor((expiration.getTime() - now.getTime()) / 1000);
  if (left >= plan.minTtlSeconds) return;
  throw new AwsxError(
    'duration_out_of_range',
    `profile "${printable(plan.profile)}": its source gave credentials with ${formatDuration(left)} left, less than ${formatDuration(plan.minTtlSeconds)}`,
    { hint: 'ask for less with --min-ttl, or for longer credentials from the source' },
  );
}

const VAULT_CODES: ReadonlySet<string> = new Set<ErrorCode>([
  'vault_unavailable',
  'vault_locked',
  'vault_damaged',
  'input_required',
]);

/**
 * The cache for plans that need the vault for nothing else, in a container that has none: what
 * cannot be looked up is not there. That nothing is kept either is told by `keep`.
 */
export function withoutVault(sessions: SessionShelf): SessionShelf {
  return {
    ...sessions,
    async find(fingerprint, options) {
      try {
        return await sessions.find(fingerprint, options);
      } catch (error) {
        if (isAwsxError(error) && VAULT_CODES.has(error.code)) return undefined;
        throw error;
      }
    },
  };
}
