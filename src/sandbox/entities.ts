import type { Secret } from '../secret.ts';
import { parsePolicy } from './policy/parse-policy.ts';
import type { MfaDevice, OidcProvider, Role, User } from './state.ts';
import type { IdentityProvider } from './web-identity/identity-provider.ts';
import type { World } from './world.ts';

export interface NewUser {
  readonly accountId: string;
  readonly userName: string;
  readonly path?: string;
  /** Policy documents as JSON values. */
  readonly policies?: readonly unknown[];
}

/** Adds an IAM user to the sandbox. */
export function addUser(world: World, options: NewUser): User {
  const { accountId, userName, path = '/', policies = [] } = options;
  const user: User = {
    accountId,
    userName,
    path,
    userId: world.identifiers.uniqueId('AIDA'),
    arn: `arn:aws:iam::${accountId}:user${path}${userName}`,
    createdAt: world.clock.now(),
    policies: policies.map((policy) => parsePolicy(JSON.stringify(policy), 'identity')),
  };
  world.state.users.set(user.arn, user);
  return user;
}

/** Adds an account's root user, who may do everything but assume roles. */
export function addRootUser(world: World, accountId: string): User {
  const everything = { Statement: { Effect: 'Allow', Action: '*', Resource: '*' } };
  const user: User = {
    accountId,
    userName: accountId,
    path: '/',
    userId: accountId,
    arn: `arn:aws:iam::${accountId}:root`,
    createdAt: world.clock.now(),
    policies: [parsePolicy(JSON.stringify(everything), 'identity')],
  };
  world.state.users.set(user.arn, user);
  return user;
}

/** Adds a virtual MFA device, already enabled, named after the user unless a name is given. */
export function addMfaDevice(
  world: World,
  user: User,
  options: { readonly secret: Secret; readonly name?: string },
): MfaDevice {
  const device: MfaDevice = {
    serialNumber: `arn:aws:iam::${user.accountId}:mfa/${options.name ?? user.userName}`,
    user,
    secret: options.secret,
    enabledAt: world.clock.now(),
    usedTimeSteps: new Set(),
  };
  world.state.mfaDevices.set(device.serialNumber, device);
  return device;
}

export interface NewRole {
  readonly accountId: string;
  readonly roleName: string;
  readonly path?: string;
  /** Policy documents as JSON values. */
  readonly trustPolicy: unknown;
  readonly policies?: readonly unknown[];
  /** 3600 to 43200; AWS's default is 3600. */
  readonly maxSessionDurationSeconds?: number;
}

/** Adds an IAM role to the sandbox. */
export function addRole(world: World, options: NewRole): Role {
  const {
    accountId,
    roleName,
    path = '/',
    policies = [],
    maxSessionDurationSeconds = 3600,
  } = options;
  const role: Role = {
    accountId,
    roleName,
    roleId: world.identifiers.uniqueId('AROA'),
    arn: `arn:aws:iam::${accountId}:role${path}${roleName}`,
    trustPolicy: parsePolicy(JSON.stringify(options.trustPolicy), 'trust'),
    policies: policies.map((policy) => parsePolicy(JSON.stringify(policy), 'identity')),
    maxSessionDurationSeconds,
  };
  world.state.roles.set(role.arn, role);
  return role;
}

/** Makes an identity provider known to an account. */
export function addOidcProvider(
  world: World,
  { accountId, provider, audiences }: NewOidcProvider,
): OidcProvider {
  const { issuer, publicKey } = provider;
  const added: OidcProvider = {
    accountId,
    arn: `arn:aws:iam::${accountId}:oidc-provider/${issuer.replace('https://', '')}`,
    issuer,
    audiences,
    publicKey,
    revokedTokenIds: new Set(),
  };
  world.state.oidcProviders.set(added.arn, added);
  return added;
}

export interface NewOidcProvider {
  readonly accountId: string;
  readonly provider: Pick<IdentityProvider, 'issuer' | 'publicKey'>;
  readonly audiences: readonly string[];
}

/** Makes a policy known to `PolicyArns`. */
export function addManagedPolicy(world: World, arn: string, document: unknown): void {
  world.state.managedPolicies.set(arn, parsePolicy(JSON.stringify(document), 'identity'));
}
