/** Runs of `awsx sso populate` over texts alone. */
import { parseDocument } from '../../profiles/document.ts';
import { applyChanges } from '../../profiles/text-changes.ts';
import type { DiscoveredAccount } from '../../src/sso/discover-accounts.ts';
import { type PopulatePlan, planPopulate } from '../../src/sso/plan-populate.ts';
import { DEFAULT_TEMPLATE, parseNamePattern } from '../../src/sso/profile-template.ts';
import { listWantedProfiles } from '../../src/sso/wanted-profiles.ts';

export interface PopulateOptions {
  readonly ssoSession?: string;
  readonly prefix?: string;
  readonly template?: string;
  readonly isLowerCase?: boolean;
  readonly roleNames?: readonly string[];
  readonly region?: string;
  readonly takenNames?: readonly string[];
  readonly prunes?: boolean;
}

export interface Populated {
  readonly plan: PopulatePlan;
  /** The config file afterwards. */
  readonly text: string;
}

export function populate(
  text: string,
  accounts: readonly DiscoveredAccount[],
  options: PopulateOptions = {},
): Populated {
  const { ssoSession = 'my', prefix = '', template = DEFAULT_TEMPLATE, region } = options;
  const { isLowerCase = false, roleNames = [], takenNames = [], prunes = false } = options;
  const document = parseDocument(text, '/config', 'config');
  const createName = parseNamePattern({ prefix, template, isLowerCase });
  const plan = planPopulate({
    document,
    ssoSession,
    wanted: listWantedProfiles({ accounts, ssoSession, roleNames, createName }),
    takenNames: new Set(takenNames),
    prunes,
    ...(region === undefined ? {} : { region }),
  });
  return { plan, text: applyChanges(document, plan.changes).text };
}

export function account(
  number: number,
  accountName: string | undefined,
  ...roleNames: readonly string[]
): DiscoveredAccount {
  const accountId = String(number).padStart(12, '0');
  return accountName === undefined
    ? { accountId, roleNames }
    : { accountId, accountName, roleNames };
}
