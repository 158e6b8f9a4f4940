import { rememberAccountNames } from '../../account-names.ts';
import type { Endpoint } from '../../credentials/types.ts';
import { isAwsxError } from '../../errors.ts';
import type { Context } from '../../ports.ts';
import type { Secret } from '../../secret.ts';
import { showProgress } from '../../show-progress.ts';
import { type DiscoveredAccount, discoverAccounts } from '../../sso/discover-accounts.ts';

export interface SignedInDiscovery {
  readonly context: Context;
  /** Of the portal. */
  readonly endpoint: Endpoint;
  /** The token of the sign-in; of a new one, when the former is rejected. */
  readonly getToken: (rejectedAt?: Date) => Promise<Secret>;
  readonly quiet: boolean;
}

/**
 * All accounts and roles of whoever has signed in, with their names remembered. A token that the
 * portal does not accept any more is replaced once.
 *
 * @throws AwsxError as signing in and {@link discoverAccounts} do
 */
export async function discoverSignedIn(
  discovery: SignedInDiscovery,
): Promise<readonly DiscoveredAccount[]> {
  const { context, getToken } = discovery;
  const accounts = await discover(discovery, await getToken()).catch(async (error: unknown) => {
    if (!isAwsxError(error) || error.code !== 'sso_token_rejected') throw error;
    return discover(discovery, await getToken(context.clock.now()));
  });
  remember(accounts, context);
  return accounts;
}

async function discover(
  { context, endpoint, quiet }: SignedInDiscovery,
  accessToken: Secret,
): Promise<readonly DiscoveredAccount[]> {
  const portal = await context.openSsoPortal();
  const { clock } = context;
  return showProgress({
    context,
    text: 'asking for the accounts',
    quiet,
    work: (progress) =>
      discoverAccounts({
        portal,
        target: { endpoint, accessToken },
        clock,
        progress,
        random: Math.random,
      }),
  });
}

/** A name that cannot be kept is no failure of whoever asked for the accounts. */
function remember(accounts: readonly DiscoveredAccount[], context: Context): void {
  const names = accounts.flatMap(({ accountId, accountName }) =>
    accountName === undefined ? [] : [[accountId, accountName] as const],
  );
  if (names.length > 0) rememberAccountNames(new Map(names), context);
}
