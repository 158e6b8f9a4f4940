import { loadSharedConfig } from '../../../profiles/load-shared-config.ts';
import { assertUsable } from '../../../profiles/profile-errors.ts';
import { formatJson } from '../../format-json.ts';
import { printable } from '../../printable.ts';
import { booleanFlag } from '../invocation.ts';
import { widthOf } from '../terminal-form.ts';
import { type AccountSearch, findAccounts } from './find-accounts.ts';
import { accountsToJson, formatAccounts } from './format-accounts.ts';

/**
 * `awsx sso accounts [SESSION] [--json]`: the accounts and roles that Identity Center shows. All of
 * them or a failure.
 *
 * @throws AwsxError as signing in and discovering do
 */
export async function showAccounts(command: Omit<AccountSearch, 'config'>): Promise<number> {
  const { invocation, context } = command;
  const config = loadSharedConfig(context);
  assertUsable(config);
  const { ssoSession, accounts } = await findAccounts({ ...command, config });
  if (booleanFlag(invocation, 'json')) {
    context.stdout.write(formatJson(accountsToJson(ssoSession, accounts)));
  } else if (accounts.length > 0) {
    context.stdout.write(formatAccounts(accounts, widthOf(context.stdout)));
  } else if (!booleanFlag(invocation, 'quiet')) {
    const session = printable(ssoSession);
    context.stderr.write(`awsx: no account is assigned to you in sso-session "${session}"\n`);
  }
  return 0;
}
