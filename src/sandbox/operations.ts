import {
  createAccessKey,
  deleteAccessKey,
  getAccessKeyLastUsed,
  listAccessKeys,
  updateAccessKey,
} from './operations/access-keys.ts';
import { assumeRole } from './operations/assume-role.ts';
import { assumeRoleWithWebIdentity } from './operations/assume-role-with-web-identity.ts';
import { getAccessKeyInfo } from './operations/get-access-key-info.ts';
import { getCallerIdentity } from './operations/get-caller-identity.ts';
import { getFederationToken } from './operations/get-federation-token.ts';
import { getSessionToken } from './operations/get-session-token.ts';
import { listMfaDevices } from './operations/mfa-devices.ts';
import type { Operation, UnsignedOperation } from './operations/operation.ts';
import { createUser, getUser, listUsers } from './operations/users.ts';

export interface Service {
  readonly name: 'sts' | 'iam';
  readonly version: string;
  readonly namespace: string;
  readonly operations: ReadonlyMap<string, Operation>;
  /** Those that take requests without a signature, and look at none. */
  readonly unsignedOperations: ReadonlyMap<string, UnsignedOperation>;
}

export const sts: Service = {
  name: 'sts',
  version: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  operations: new Map([
    ['AssumeRole', assumeRole],
    ['GetAccessKeyInfo', getAccessKeyInfo],
    ['GetCallerIdentity', getCallerIdentity],
    ['GetFederationToken', getFederationToken],
    ['GetSessionToken', getSessionToken],
  ]),
  unsignedOperations: new Map([['AssumeRoleWithWebIdentity', assumeRoleWithWebIdentity]]),
};

export const iam: Service = {
  name: 'iam',
  version: '2010-05-08',
  namespace: 'https://iam.amazonaws.com/doc/2010-05-08/',
  operations: new Map([
    ['CreateAccessKey', createAccessKey],
    ['CreateUser', createUser],
    ['DeleteAccessKey', deleteAccessKey],
    ['GetAccessKeyLastUsed', getAccessKeyLastUsed],
    ['GetUser', getUser],
    ['ListAccessKeys', listAccessKeys],
    ['ListMFADevices', listMfaDevices],
    ['ListUsers', listUsers],
    ['UpdateAccessKey', updateAccessKey],
  ]),
  unsignedOperations: new Map(),
};

export const services: readonly Service[] = [sts, iam];
