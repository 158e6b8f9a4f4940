import { createRoleSession } from '../operations/role-session.ts';
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
  const session = createRoleSession(world, {
    role,
    roleSessionName: token.userName,
    durationSeconds: role.maxSessionDurationSeconds,
  });
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
