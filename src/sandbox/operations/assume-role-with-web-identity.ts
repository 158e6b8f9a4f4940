import { dropUndefined } from '../../drop-undefined.ts';
import { assumeRoleWithWebIdentityConstraints } from '../constraints.ts';
import { decide } from '../policy/evaluate.ts';
import type { ConditionKeys } from '../policy/policy.ts';
import { accessDenied, validationError } from '../service-error.ts';
import type { Role, RoleSession } from '../state.ts';
import { checkForm, readInteger, validate } from '../validate.ts';
import { verifyToken, type WebIdentity } from '../web-identity/verify-token.ts';
import type { UnsignedOperation, UnsignedRequest } from './operation.ts';
import { createRoleSession } from './role-session.ts';
import { readSessionPolicies } from './session-policies.ts';
import { describeCredentials } from './temporary-credentials.ts';

const ACTION = 'sts:AssumeRoleWithWebIdentity';
const DEFAULT_DURATION_SECONDS = 3600;
const NO_TAGS: ReadonlyMap<string, string> = new Map();

/** Checks the parameters, the token, the role's trust and the duration, in this order. */
export const assumeRoleWithWebIdentity: UnsignedOperation = (request) => {
  const { world, form } = request;
  validate(checkForm(form, assumeRoleWithWebIdentityConstraints));
  const { policies, packedPolicySize } = readSessionPolicies(form, {
    state: world.state,
    tags: NO_TAGS,
  });
  const roleArn = form.get('RoleArn') ?? '';
  const identity = verifyToken(world, {
    token: form.get('WebIdentityToken') ?? '',
    accountId: roleArn.split(':')[4] ?? '',
  });
  const role = authorizeRole(request, identity);
  const session: RoleSession = {
    ...createSession(request, role),
    ...dropUndefined({ sessionPolicies: policies }),
  };
  world.state.sessions.set(session.accessKeyId, session);
  return {
    Credentials: describeCredentials(session),
    SubjectFromWebIdentityToken: identity.subject,
    AssumedRoleUser: {
      AssumedRoleId: `${role.roleId}:${session.roleSessionName}`,
      Arn: session.arn,
    },
    PackedPolicySize: packedPolicySize?.toString(),
    Provider: identity.provider.arn,
    Audience: identity.audience,
  };
};

/** A role that does not exist and one that does not trust the identity give the same answer. */
function authorizeRole({ world, form, sourceIp }: UnsignedRequest, identity: WebIdentity): Role {
  const role = world.state.roles.get(form.get('RoleArn') ?? '');
  const { provider, subject, audience } = identity;
  const name = provider.issuer.replace('https://', '').toLowerCase();
  const keys: ConditionKeys = new Map([
    [`${name}:sub`, subject],
    [`${name}:aud`, audience],
    ['sts:rolesessionname', form.get('RoleSessionName') ?? ''],
    ['aws:currenttime', world.clock.now().toISOString()],
    ['aws:sourceip', sourceIp],
  ]);
  const trusting = role?.trustPolicy.statements.filter(({ principals }) =>
    principals.includes(provider.arn),
  );
  const question = { action: ACTION, resource: role?.arn ?? '', keys };
  if (role !== undefined && decide(trusting ?? [], question) === 'allow') return role;
  throw accessDenied(`Not authorized to perform ${ACTION}`);
}

function createSession({ world, form }: UnsignedRequest, role: Role): RoleSession {
  const durationSeconds = readInteger(form, 'DurationSeconds', DEFAULT_DURATION_SECONDS);
  if (durationSeconds > role.maxSessionDurationSeconds) {
    throw validationError(
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  }
  const roleSessionName = form.get('RoleSessionName') ?? '';
  return createRoleSession(world, { role, roleSessionName, durationSeconds });
}
