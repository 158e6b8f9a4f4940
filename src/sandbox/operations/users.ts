import { getCallerAccount } from '../caller.ts';
import { iamConstraints } from '../constraints.ts';
import { addUser } from '../entities.ts';
import { ServiceError } from '../service-error.ts';
import { isRoot, type User } from '../state.ts';
import { checkForm, validate } from '../validate.ts';
import type { XmlElements } from '../xml.ts';
import { authorize } from './authorize.ts';
import type { Operation } from './operation.ts';
import { takePage } from './page.ts';
import { resolveTargetUser } from './target-user.ts';
import { formatDate } from './temporary-credentials.ts';

export const getUser: Operation = (request) => ({
  User: describeUser(resolveTargetUser(request, 'iam:GetUser')),
});

/** All users of the account but its root, by name. */
export const listUsers: Operation = (request) => {
  const { world, caller, form } = request;
  validate(checkForm(form, { PathPrefix: iamConstraints.PathPrefix }));
  const pathPrefix = form.get('PathPrefix') ?? '/';
  const accountId = getCallerAccount(caller);
  const arn = `arn:aws:iam::${accountId}:user${pathPrefix}`;
  authorize(request, 'iam:ListUsers', { arn, name: arn });
  const users = [...world.state.users.values()]
    .filter((user) => user.accountId === accountId && !isRoot(user))
    .filter(({ path }) => path.startsWith(pathPrefix))
    .sort((one, other) => (one.userName < other.userName ? -1 : 1));
  const { items, tail } = takePage(form, users);
  return { Users: items.map(describeUser), ...tail };
};

/** Tags and permissions boundaries are not kept. */
export const createUser: Operation = (request) => {
  const { world, caller, form } = request;
  validate(checkForm(form, { Path: iamConstraints.Path }));
  validate(checkForm(form, { UserName: iamConstraints.NewUserName }));
  const userName = form.get('UserName') ?? '';
  const path = form.get('Path') ?? '/';
  const accountId = getCallerAccount(caller);
  const arn = `arn:aws:iam::${accountId}:user${path}${userName}`;
  authorize(request, 'iam:CreateUser', { arn, name: arn });
  const isTaken = [...world.state.users.values()].some(
    (user) =>
      user.accountId === accountId && user.userName.toLowerCase() === userName.toLowerCase(),
  );
  if (isTaken) {
    throw new ServiceError(
      409,
      'EntityAlreadyExists',
      `User with name ${userName} already exists.`,
    );
  }
  return { User: describeUser(addUser(world, { accountId, userName, path })) };
};

function describeUser(user: User): XmlElements {
  return {
    Path: user.path,
    UserName: user.userName,
    UserId: user.userId,
    Arn: user.arn,
    CreateDate: formatDate(user.createdAt),
  };
}
