import { assignAccount } from './portal/assign-account.ts';
import type { World } from './world.ts';

/** How many accounts and roles the portal shows, and how it behaves. */
export interface PortalSeed {
  /** Absent for the two accounts of the practice organization. */
  readonly size?: { readonly accounts: number; readonly rolesPerAccount: number };
  /** Every call of this number is refused with 429 Too Many Requests. */
  readonly throttleEvery?: number;
  /** What such an answer says as Retry-After; AWS's own says nothing. */
  readonly retryAfterSeconds?: number;
}

export interface PortalPolicies {
  readonly everything: readonly unknown[];
  readonly reading: readonly unknown[];
}

/** The permission set that may do everything, in both accounts. */
export const PORTAL_ADMIN = 'AdministratorAccess';

/** The user of the portal and what is assigned to that user: read-only names, one with all rights. */
export function seedPortal(world: World, policies: PortalPolicies, seed: PortalSeed = {}): void {
  const { portal } = world.state;
  if (seed.throttleEvery !== undefined) portal.throttleEvery = seed.throttleEvery;
  if (seed.retryAfterSeconds !== undefined) portal.retryAfterSeconds = seed.retryAfterSeconds;
  for (const { accountName, permissionSets } of listAccounts(seed.size)) {
    assignAccount(world, {
      accountId: String(portal.accounts.size).padStart(12, '0'),
      accountName,
      permissionSets: new Map(
        permissionSets.map((name) => [
          name,
          name === PORTAL_ADMIN ? policies.everything : policies.reading,
        ]),
      ),
    });
  }
}

interface AccountSeed {
  readonly accountName: string;
  readonly permissionSets: readonly string[];
}

function listAccounts(size: PortalSeed['size']): readonly AccountSeed[] {
  if (size === undefined) {
    const permissionSets = [PORTAL_ADMIN, 'ReadOnlyAccess'];
    return [
      { accountName: 'Practice', permissionSets },
      { accountName: 'Practice Production', permissionSets },
    ];
  }
  const permissionSets = Array.from({ length: size.rolesPerAccount }, (_, index) =>
    index === 0 ? PORTAL_ADMIN : `Reader${index}`,
  );
  return Array.from({ length: size.accounts }, (_, index) => ({
    accountName: `Practice ${index}`,
    permissionSets,
  }));
}
