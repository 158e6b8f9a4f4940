import { getCallerAccount, getCallerUser } from '../caller.ts';
import { iamConstraints } from '../constraints.ts';
import { noSuchEntity, validationError } from '../service-error.ts';
import type { User } from '../state.ts';
import { checkForm, validate } from '../validate.ts';
import { authorize } from './authorize.ts';
import type { OperationRequest } from './operation.ts';

/**
 * The user an IAM call is about: `UserName`, else the caller. The permission is checked before
 * anything is told about the user. Throws ValidationError, AccessDenied, NoSuchEntity.
 */
export function resolveTargetUser(request: OperationRequest, action: string): User {
  const { world, caller, form } = request;
  validate(checkForm(form, { UserName: iamConstraints.UserName }));
  const userName = form.get('UserName');
  const accountId = getCallerAccount(caller);
  const user =
    userName === undefined
      ? getCallerUser(caller)
      : [...world.state.users.values()].find((candidate) =>
          isNamed(candidate, { accountId, userName }),
        );
  if (user === undefined && userName === undefined) {
    throw validationError('Must specify userName when calling with non-User credentials');
  }
  authorize(request, action, {
    arn: user?.arn ?? `arn:aws:iam::${accountId}:user/${userName}`,
    name: `user ${user?.userName ?? userName}`,
  });
  if (user === undefined) throw noSuchEntity(`The user with name ${userName} cannot be found.`);
  return user;
}

/** User names are unique in an account without regard to case, but looked up with it. */
function isNamed(
  user: User,
  { accountId, userName }: { readonly accountId: string; readonly userName: string },
): boolean {
  return user.accountId === accountId && user.userName === userName;
}
