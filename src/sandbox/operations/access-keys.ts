import { Secret } from '../../secret.ts';
import { addAccessKey, changeAccessKey, listKeysOf } from '../access-keys.ts';
import { getCallerArn } from '../caller.ts';
import { iamConstraints } from '../constraints.ts';
import { accessDenied, noSuchEntity, ServiceError, validationError } from '../service-error.ts';
import type { AccessKey } from '../state.ts';
import { checkForm, validate } from '../validate.ts';
import type { XmlElements } from '../xml.ts';
import { authorize } from './authorize.ts';
import type { Operation, OperationRequest } from './operation.ts';
import { takePage } from './page.ts';
import { resolveTargetUser } from './target-user.ts';
import { formatDate } from './temporary-credentials.ts';

const MAX_KEYS_PER_USER = 2;

export const listAccessKeys: Operation = (request) => {
  const user = resolveTargetUser(request, 'iam:ListAccessKeys');
  const { items, tail } = takePage(request.form, listKeysOf(request.world.state, user));
  return { AccessKeyMetadata: items.map(describeKey), ...tail };
};

export const createAccessKey: Operation = (request) => {
  const { world } = request;
  const user = resolveTargetUser(request, 'iam:CreateAccessKey');
  if (listKeysOf(world.state, user).length >= MAX_KEYS_PER_USER) {
    throw new ServiceError(
      409,
      'LimitExceeded',
      `Cannot exceed quota for AccessKeysPerUser: ${MAX_KEYS_PER_USER}`,
    );
  }
  const secretAccessKey = world.identifiers.secretAccessKey();
  const key = addAccessKey(world, user, {
    pair: {
      accessKeyId: world.identifiers.accessKeyId('AKIA', user.accountId),
      secretAccessKey: new Secret(secretAccessKey),
    },
    delaySeconds: world.keyDelaySeconds,
  });
  return { AccessKey: { ...describeKey(key), SecretAccessKey: secretAccessKey } };
};

export const updateAccessKey: Operation = (request) => {
  const { AccessKeyId, Status } = iamConstraints;
  validate(checkForm(request.form, { AccessKeyId, Status }));
  const key = resolveKey(request, 'iam:UpdateAccessKey');
  const status = request.form.get('Status');
  if (status !== 'Active' && status !== 'Inactive') {
    throw validationError('Status can be set to Active or Inactive only.');
  }
  changeAccessKey(request.world, key, { status });
  return undefined;
};

export const deleteAccessKey: Operation = (request) => {
  validate(checkForm(request.form, { AccessKeyId: iamConstraints.AccessKeyId }));
  const key = resolveKey(request, 'iam:DeleteAccessKey');
  changeAccessKey(request.world, key, { deleted: true });
  return undefined;
};

/** A key that is not the account's is denied, not missing: the model has no NoSuchEntity here. */
export const getAccessKeyLastUsed: Operation = (request) => {
  const { world, caller, form } = request;
  const action = 'iam:GetAccessKeyLastUsed';
  validate(checkForm(form, { AccessKeyId: iamConstraints.AccessKeyId }));
  const accessKeyId = form.get('AccessKeyId') ?? '';
  const key = world.state.accessKeys.get(accessKeyId);
  if (key === undefined || key.deleted) {
    throw accessDenied(
      `User: ${getCallerArn(caller)} is not authorized to perform: ${action} on resource: access key ${accessKeyId}`,
    );
  }
  authorize(request, action, { arn: key.user.arn, name: `access key ${accessKeyId}` });
  return { UserName: key.user.userName, AccessKeyLastUsed: describeLastUse(key) };
};

function resolveKey(request: OperationRequest, action: string): AccessKey {
  const user = resolveTargetUser(request, action);
  const accessKeyId = request.form.get('AccessKeyId');
  const key = listKeysOf(request.world.state, user).find(
    (candidate) => candidate.accessKeyId === accessKeyId,
  );
  if (key === undefined) {
    throw noSuchEntity(`The Access Key with id ${accessKeyId} cannot be found.`);
  }
  return key;
}

function describeKey(key: AccessKey): XmlElements {
  return {
    UserName: key.user.userName,
    AccessKeyId: key.accessKeyId,
    Status: key.status,
    CreateDate: formatDate(key.createdAt),
  };
}

/** AWS answers `N/A` for a key that was never used. */
function describeLastUse({ lastUsed }: AccessKey): XmlElements {
  if (lastUsed === undefined) return { ServiceName: 'N/A', Region: 'N/A' };
  return {
    LastUsedDate: formatDate(lastUsed.date),
    ServiceName: lastUsed.service,
    Region: lastUsed.region,
  };
}
