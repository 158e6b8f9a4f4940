import { getFederationTokenConstraints } from '../constraints.ts';
import { readList } from '../form.ts';
import { accessDenied } from '../service-error.ts';
import { type FederatedSession, isRoot } from '../state.ts';
import { checkForm, readInteger, validate } from '../validate.ts';
import { authorize } from './authorize.ts';
import type { Operation } from './operation.ts';
import { readSessionPolicies } from './session-policies.ts';
import { createTemporaryCredentials, describeCredentials } from './temporary-credentials.ts';

const DEFAULT_DURATION_SECONDS = 43_200;
/** A longer wish of the root user is shortened, not refused. */
const ROOT_MAX_DURATION_SECONDS = 3600;

/**
 * Needs a permission and long-lived keys. What the session may do is what both the user and the
 * session's policies allow, so without a policy nothing; session tags are not kept
 * (https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html).
 */
export const getFederationToken: Operation = (request) => {
  const { world, caller, form } = request;
  if (caller.kind !== 'user') {
    throw accessDenied('Cannot call GetFederationToken with session credentials');
  }
  validate([
    ...checkForm(form, getFederationTokenConstraints),
    {
      location: 'tags',
      value: readList(form, 'Tags').length,
      constraint: getFederationTokenConstraints.Tags,
    },
  ]);
  const { user } = caller;
  const name = form.get('Name') ?? '';
  const arn = `arn:aws:sts::${user.accountId}:federated-user/${name}`;
  if (!isRoot(user)) authorize(request, 'sts:GetFederationToken', { arn, name: arn });
  const { policies = [], packedPolicySize } = readSessionPolicies(form, {
    state: world.state,
    tags: new Map(),
  });
  const asked = readInteger(form, 'DurationSeconds', DEFAULT_DURATION_SECONDS);
  const durationSeconds = isRoot(user) ? Math.min(asked, ROOT_MAX_DURATION_SECONDS) : asked;
  const session: FederatedSession = {
    kind: 'federated-session',
    user,
    name,
    arn,
    sessionPolicies: policies,
    ...createTemporaryCredentials(world, { accountId: user.accountId, durationSeconds }),
  };
  world.state.sessions.set(session.accessKeyId, session);
  return {
    Credentials: describeCredentials(session),
    FederatedUser: { FederatedUserId: `${user.accountId}:${name}`, Arn: arn },
    PackedPolicySize: packedPolicySize?.toString(),
  };
};
