import { getCallerAccount } from '../caller.ts';
import { getAccessKeyInfoConstraints } from '../constraints.ts';
import { parseAccountId } from '../identifiers.ts';
import { accessDenied, validationError } from '../service-error.ts';
import type { SandboxState } from '../state.ts';
import { checkForm, validate } from '../validate.ts';
import { authorize } from './authorize.ts';
import type { Operation } from './operation.ts';

/** The account that owns a key, known to the sandbox or told by the key id itself. */
export const getAccessKeyInfo: Operation = (request) => {
  const { world, caller, form } = request;
  if (caller.kind === 'user-session' || caller.kind === 'federated-session') {
    throw accessDenied('Cannot call GetAccessKeyInfo with session credentials');
  }
  validate(checkForm(form, getAccessKeyInfoConstraints));
  authorize(request, 'sts:GetAccessKeyInfo', {
    arn: `arn:aws:sts::${getCallerAccount(caller)}:*`,
    name: '*',
  });
  const accessKeyId = form.get('AccessKeyId') ?? '';
  const account = findAccount(world.state, accessKeyId) ?? parseAccountId(accessKeyId);
  if (account === undefined) throw validationError('Invalid Access Key ID');
  return { Account: account };
};

function findAccount(state: SandboxState, accessKeyId: string): string | undefined {
  const session = state.sessions.get(accessKeyId);
  if (session !== undefined) return getCallerAccount(session);
  return state.accessKeys.get(accessKeyId)?.user.accountId;
}
