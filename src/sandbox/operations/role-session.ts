import type { Role, RoleSession } from '../state.ts';
import type { World } from '../world.ts';
import { createTemporaryCredentials } from './temporary-credentials.ts';

export interface NewRoleSession {
  readonly role: Role;
  readonly roleSessionName: string;
  readonly durationSeconds: number;
}

/** A session of a role with new credentials and without tags; not in the state yet. */
export function createRoleSession(
  world: World,
  { role, roleSessionName, durationSeconds }: NewRoleSession,
): RoleSession {
  const { accountId, roleName } = role;
  return {
    kind: 'role-session',
    role,
    roleSessionName,
    arn: `arn:aws:sts::${accountId}:assumed-role/${roleName}/${roleSessionName}`,
    ...createTemporaryCredentials(world, { accountId, durationSeconds }),
    tags: new Map(),
    transitiveTagKeys: [],
  };
}
