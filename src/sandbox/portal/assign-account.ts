import { createHash } from 'node:crypto';
import { addRole } from '../entities.ts';
import type { Role } from '../state.ts';
import type { World } from '../world.ts';

const RESERVED_PATH = '/aws-reserved/sso.amazonaws.com/';
/** Of Identity Center itself: only it can assume the roles that it makes. */
const TRUST_POLICY = {
  Version: '2012-10-17',
  Statement: {
    Effect: 'Allow',
    Principal: { Service: 'sso.amazonaws.com' },
    Action: 'sts:AssumeRole',
  },
};

export interface NewAssignment {
  readonly accountId: string;
  readonly accountName: string;
  /** By the name of the permission set: its policy documents as JSON values. */
  readonly permissionSets: ReadonlyMap<string, readonly unknown[]>;
  /** 3600 to 43200; Identity Center's default is an hour. */
  readonly sessionDurationSeconds?: number;
}

/**
 * Assigns an account to the portal's user. Each permission set becomes a role of the account,
 * `AWSReservedSSO_NAME_SUFFIX`, as Identity Center makes it
 * (https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html).
 */
export function assignAccount(world: World, assignment: NewAssignment): void {
  const { accountId, accountName, permissionSets } = assignment;
  const roles = new Map(
    [...permissionSets].map(([name, policies]) => [
      name,
      addReservedRole(world, { ...assignment, name, policies }),
    ]),
  );
  const emailAddress = `aws+${accountId}@awsx.invalid`;
  world.state.portal.accounts.set(accountId, { accountId, accountName, emailAddress, roles });
}

interface NewReservedRole extends NewAssignment {
  readonly name: string;
  readonly policies: readonly unknown[];
}

function addReservedRole(world: World, reserved: NewReservedRole): Role {
  const { accountId, name, policies, sessionDurationSeconds = 3600 } = reserved;
  return addRole(world, {
    accountId,
    roleName: reservedRoleName(accountId, name),
    path: RESERVED_PATH,
    trustPolicy: TRUST_POLICY,
    policies,
    maxSessionDurationSeconds: sessionDurationSeconds,
  });
}

/** The ARN of the role that a permission set becomes in an account. */
export function reservedRoleArn(accountId: string, name: string): string {
  return `arn:aws:iam::${accountId}:role${RESERVED_PATH}${reservedRoleName(accountId, name)}`;
}

/** The same in every run, so that a trust policy can name the role. */
function reservedRoleName(accountId: string, name: string): string {
  const hash = createHash('sha256').update(`${accountId} ${name}`).digest('hex');
  return `AWSReservedSSO_${name}_${hash.slice(0, 16)}`;
}
