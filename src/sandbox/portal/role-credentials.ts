import { createTemporaryCredentials } from '../operations/temporary-credentials.ts';
import type { RoleSession } from '../state.ts';
import { forbidden, requireParameter } from './portal-errors.ts';
import type { PortalCall } from './portal-operation.ts';

/**
 * Credentials of an assigned role, for as long as the role's sessions last
 * (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html).
 */
export function getRoleCredentials({ world, token, parameters }: PortalCall): object {
  const accountId = requireParameter(parameters, 'account_id');
  const roleName = requireParameter(parameters, 'role_name');
  const role = world.state.portal.accounts.get(accountId)?.roles.get(roleName);
  if (role === undefined) throw forbidden();
  const durationSeconds = role.maxSessionDurationSeconds;
  const session: RoleSession = {
    kind: 'role-session',
    role,
    roleSessionName: token.userName,
    arn: `arn:aws:sts::${accountId}:assumed-role/${role.roleName}/${token.userName}`,
    ...createTemporaryCredentials(world, { accountId, durationSeconds }),
    tags: new Map(),
    transitiveTagKeys: [],
  };
  world.state.sessions.set(session.accessKeyId, session);
  return {
    roleCredentials: {
      accessKeyId: session.accessKeyId,
      secretAccessKey: session.secretAccessKey.reveal(),
      sessionToken: session.sessionToken.reveal(),
      expiration: session.expiration.getTime(),
    },
  };
}
