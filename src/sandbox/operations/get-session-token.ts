import { getSessionTokenConstraints } from '../constraints.ts';
import { checkMfa } from '../mfa.ts';
import { accessDenied } from '../service-error.ts';
import { isRoot, type UserSession } from '../state.ts';
import { checkForm, readInteger, validate } from '../validate.ts';
import type { Operation } from './operation.ts';
import { createTemporaryCredentials, describeCredentials } from './temporary-credentials.ts';

const DEFAULT_DURATION_SECONDS = 43_200;
/** A longer wish of the root user is shortened, not refused. */
const ROOT_MAX_DURATION_SECONDS = 3600;

/**
 * Needs no permission, but long-lived keys
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html).
 */
export const getSessionToken: Operation = ({ world, caller, form }) => {
  if (caller.kind !== 'user') {
    throw accessDenied('Cannot call GetSessionToken with session credentials');
  }
  validate(checkForm(form, getSessionTokenConstraints));
  const { user } = caller;
  const asked = readInteger(form, 'DurationSeconds', DEFAULT_DURATION_SECONDS);
  const durationSeconds = isRoot(user) ? Math.min(asked, ROOT_MAX_DURATION_SECONDS) : asked;
  const serialNumber = form.get('SerialNumber');
  const isMfaProven = checkMfa(world, user, { serialNumber, tokenCode: form.get('TokenCode') });
  const session: UserSession = {
    kind: 'user-session',
    user,
    ...createTemporaryCredentials(world, { accountId: user.accountId, durationSeconds }),
    ...(isMfaProven ? { mfaAuthenticatedAt: world.clock.now() } : {}),
  };
  world.state.sessions.set(session.accessKeyId, session);
  return { Credentials: describeCredentials(session) };
};
