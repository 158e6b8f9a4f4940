/** What the picker does and then comes back from, each with a note about it. */
import type { SessionCache } from '../credentials/session-cache.ts';
import { isAwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { ProfilesToChoose } from './choose-profile.ts';
import { formatMinutes } from './format-minutes.ts';
import { obtainCredentials } from './obtain-credentials.ts';

/** Forgets the profile's own sessions. */
export function clearSessions(profile: string, cache: SessionCache): string {
  return noteFailure(() => {
    const removed = cache.removeSessions(({ header }) => header.profile === profile);
    const sessions = removed === 1 ? '1 session' : `${removed} sessions`;
    return `removed ${sessions} of ${printable(profile)}`;
  });
}

/** Renews the last session of the profile's plan, as `--refresh` does; may ask for an MFA code. */
export async function renewSession(profile: string, choose: ProfilesToChoose): Promise<string> {
  const { context, config, planProfile } = choose;
  try {
    const plan = planProfile(profile);
    if (plan.steps.length === 1) return `${printable(profile)} has no session of its own to renew`;
    const invocation = { positionals: [profile], flags: { refresh: true, quiet: true } };
    const planned = { profile, plan, config };
    const { expiration } = await obtainCredentials({ planned, invocation, context });
    const left = expiration && (expiration.getTime() - context.clock.now().getTime()) / 1000;
    const until = left === undefined ? '' : `: good for ${formatMinutes(left)}`;
    return `renewed the session of ${printable(profile)}${until}`;
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return printable(error.message);
  }
}

function noteFailure(act: () => string): string {
  try {
    return act();
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return printable(error.message);
  }
}
