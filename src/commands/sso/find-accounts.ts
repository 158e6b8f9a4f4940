import type { SharedConfig } from '../../../profiles/types.ts';
import type { Context } from '../../ports.ts';
import { booleanFlag, type Invocation } from '../invocation.ts';
import { chooseSsoSession } from './choose-sso-session.ts';
import { discoverSignedIn } from './discover-signed-in.ts';
import type { FoundAccounts } from './found-accounts.ts';
import type { OpenPortalSignIn } from './portal-sign-in.ts';

export interface AccountSearch {
  /** `sso ACTION [SESSION]` */
  readonly invocation: Invocation;
  readonly context: Context;
  readonly config: SharedConfig;
  readonly openSignIn: OpenPortalSignIn;
}

/**
 * Everything that the user of the chosen sso-session has.
 *
 * @throws AwsxError as choosing a session, signing in and discovering do
 */
export async function findAccounts(search: AccountSearch): Promise<FoundAccounts> {
  const { invocation, context, config, openSignIn } = search;
  const named = invocation.positionals[1];
  const ssoSession = await chooseSsoSession({ named, config, context });
  const { endpoint, getToken } = await openSignIn(ssoSession, config);
  const quiet = booleanFlag(invocation, 'quiet');
  return { ssoSession, accounts: await discoverSignedIn({ context, endpoint, getToken, quiet }) };
}
