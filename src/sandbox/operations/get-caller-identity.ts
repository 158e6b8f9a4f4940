import { type Caller, getCallerAccount, getCallerArn } from '../caller.ts';
import type { Operation } from './operation.ts';

/** Needs no permission: works even under an explicit Deny. */
export const getCallerIdentity: Operation = ({ caller }) => ({
  Arn: getCallerArn(caller),
  UserId: getUserId(caller),
  Account: getCallerAccount(caller),
});

function getUserId(caller: Caller): string {
  if (caller.kind === 'federated-session') return `${caller.user.accountId}:${caller.name}`;
  if (caller.kind !== 'role-session') return caller.user.userId;
  return `${caller.role.roleId}:${caller.roleSessionName}`;
}
