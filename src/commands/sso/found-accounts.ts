import type { DiscoveredAccount } from '../../sso/discover-accounts.ts';

/** What the user of an sso-session has. */
export interface FoundAccounts {
  readonly ssoSession: string;
  readonly accounts: readonly DiscoveredAccount[];
}
