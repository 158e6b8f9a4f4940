import type { KeyObject } from 'node:crypto';
import type { Secret } from '../secret.ts';
import type { ConsoleSession } from './federation/sign-in-tokens.ts';
import type { Policy } from './policy/policy.ts';
import { createPortalState, type PortalState } from './portal/portal-state.ts';

export interface User {
  readonly accountId: string;
  readonly userName: string;
  readonly path: string;
  readonly userId: string;
  readonly arn: string;
  readonly createdAt: Date;
  readonly policies: readonly Policy[];
}

export interface AccessKey {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly user: User;
  readonly createdAt: Date;
  status: 'Active' | 'Inactive';
  /** A deleted key is kept, since it may work a little longer (see `keyDelaySeconds`). */
  deleted: boolean;
  /** When its present status takes effect for requests signed with it. */
  effectiveAt: Date;
  /** Whether requests signed with it pass until then. */
  usableBefore: boolean;
  lastUsed?: { readonly date: Date; readonly service: string; readonly region: string };
}

export interface MfaDevice {
  /** The device's ARN. */
  readonly serialNumber: string;
  readonly user: User;
  /** Base32. */
  readonly secret: Secret;
  readonly enabledAt: Date;
  /** Numbers of the time steps whose code has been used. */
  readonly usedTimeSteps: Set<number>;
}

export interface Role {
  readonly accountId: string;
  readonly roleName: string;
  readonly roleId: string;
  readonly arn: string;
  readonly trustPolicy: Policy;
  readonly policies: readonly Policy[];
  readonly maxSessionDurationSeconds: number;
}

/** An OpenID Connect provider as an account knows it. */
export interface OidcProvider {
  readonly accountId: string;
  readonly arn: string;
  /** The `iss` of its tokens. */
  readonly issuer: string;
  /** What AWS calls client ids: the `aud` that its tokens may have. */
  readonly audiences: readonly string[];
  readonly publicKey: KeyObject;
  /** The `jti` of tokens that it has taken back. */
  readonly revokedTokenIds: Set<string>;
}

interface TemporaryCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: Secret;
  readonly sessionToken: Secret;
  readonly expiration: Date;
  /** When an MFA code was checked for it or for the session it was made from. */
  readonly mfaAuthenticatedAt?: Date;
}

/** What GetSessionToken gives. */
export interface UserSession extends TemporaryCredentials {
  readonly kind: 'user-session';
  readonly user: User;
}

/** What AssumeRole and AssumeRoleWithWebIdentity give, and metadata services hand out. */
export interface RoleSession extends TemporaryCredentials {
  readonly kind: 'role-session';
  readonly role: Role;
  /** It was assumed with temporary credentials (role chaining). */
  readonly isChained?: true;
  readonly roleSessionName: string;
  /** `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`. */
  readonly arn: string;
  /** Absent when none was given: then the role's policies alone count. */
  readonly sessionPolicies?: readonly Policy[];
  readonly tags: ReadonlyMap<string, string>;
  readonly transitiveTagKeys: readonly string[];
  readonly sourceIdentity?: string;
}

/** What GetFederationToken gives. */
export interface FederatedSession extends TemporaryCredentials {
  readonly kind: 'federated-session';
  /** Who asked for it. */
  readonly user: User;
  readonly name: string;
  /** `arn:aws:sts::ACCOUNT:federated-user/NAME`. */
  readonly arn: string;
  /** Empty when none was given: then it may do nothing. */
  readonly sessionPolicies: readonly Policy[];
}

export type Session = UserSession | RoleSession | FederatedSession;

/** The accounts of the sandbox. Tables only; the operations keep them consistent. */
export interface SandboxState {
  /** By ARN. */
  readonly users: Map<string, User>;
  /** By ARN. */
  readonly roles: Map<string, Role>;
  /** By serial number. */
  readonly mfaDevices: Map<string, MfaDevice>;
  /** By access key id, deleted ones included. */
  readonly accessKeys: Map<string, AccessKey>;
  /** By access key id. */
  readonly sessions: Map<string, Session>;
  /** By ARN; what `PolicyArns` of AssumeRole may name. */
  readonly managedPolicies: Map<string, Policy>;
  /** By ARN. */
  readonly oidcProviders: Map<string, OidcProvider>;
  /** What a browser may sign in to, by sign-in token. */
  readonly consoleSessions: Map<string, ConsoleSession>;
  /** The portal of IAM Identity Center. */
  readonly portal: PortalState;
  /** What the sandbox would run on, were it in AWS; absent without metadata services. */
  machine?: Machine;
}

/** An instance and a container at once. */
export interface Machine {
  /** Whose credentials both hand out. */
  readonly role: Role;
  /** What a container sends as `Authorization`. */
  readonly containerToken: Secret;
  /** The instance's session tokens, with when they expire. */
  readonly instanceTokens: Map<string, Date>;
}

export function createState(): SandboxState {
  return {
    users: new Map(),
    roles: new Map(),
    mfaDevices: new Map(),
    accessKeys: new Map(),
    sessions: new Map(),
    managedPolicies: new Map(),
    oidcProviders: new Map(),
    consoleSessions: new Map(),
    portal: createPortalState(),
  };
}

/** The account's root user owns everything in it and is refused by AssumeRole. */
export function isRoot(user: User): boolean {
  return user.arn === `arn:aws:iam::${user.accountId}:root`;
}
