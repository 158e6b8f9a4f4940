import { createRoleSession } from '../operations/role-session.ts';
import { formatDate } from '../operations/temporary-credentials.ts';
import type { Role, RoleSession } from '../state.ts';
import type { World } from '../world.ts';

/** How long EC2 and ECS make credentials last. */
const DURATION_SECONDS = 6 * 3600;

/** A session of the machine's role, which nobody had to ask STS for. */
export function startSession(
  world: World,
  whose: { readonly role: Role; readonly roleSessionName: string },
): RoleSession {
  const session = createRoleSession(world, { ...whose, durationSeconds: DURATION_SECONDS });
  world.state.sessions.set(session.accessKeyId, session);
  return session;
}

/** Its credentials as both metadata services write them. */
export function describeSession(session: RoleSession): Readonly<Record<string, string>> {
  return {
    AccessKeyId: session.accessKeyId,
    SecretAccessKey: session.secretAccessKey.reveal(),
    Token: session.sessionToken.reveal(),
    Expiration: formatDate(session.expiration),
  };
}
