import type { Role } from '../state.ts';

/** An account in which the user of the portal has roles. */
export interface AssignedAccount {
  readonly accountId: string;
  readonly accountName: string;
  readonly emailAddress: string;
  /** By the name of the permission set, which the portal calls the role's name. */
  readonly roles: ReadonlyMap<string, Role>;
}

/** An access token that SSO-OIDC gave. */
export interface PortalToken {
  readonly expiration: Date;
  /** Becomes the name of role sessions. */
  readonly userName: string;
}

/** The portal of IAM Identity Center, with one user's assignments. */
export interface PortalState {
  /** By account id, in the order of the answers. */
  readonly accounts: Map<string, AssignedAccount>;
  /** By access token; whoever shows one is let in until it expires. */
  readonly tokens: Map<string, PortalToken>;
  /** Every call of this number is refused with 429; absent when none is. */
  throttleEvery?: number;
  /** What such an answer says as Retry-After; absent as in AWS's own. */
  retryAfterSeconds?: number;
  /** How many calls were made so far. */
  callCount: number;
}

export function createPortalState(): PortalState {
  return { accounts: new Map(), tokens: new Map(), callCount: 0 };
}
