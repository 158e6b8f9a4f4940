import type { BaseCredentialRecord } from '../credentials/types.ts';
import { isAwsxError } from '../errors.ts';
import type { Context } from '../ports.ts';
import { baseCredentialKey } from './base-credential-item.ts';
import { requireBuilt } from './choose-backend.ts';

/**
 * Whether it is certain, with nobody being asked, that the item of a record is not there: an `add`
 * was killed half-way, or somebody removed it in another program. A backend that cannot be looked
 * into now may well hold it.
 */
export async function isItemGone(
  context: Pick<Context, 'openStore'>,
  { profile, backend }: BaseCredentialRecord,
): Promise<boolean> {
  try {
    const store = await context.openStore(requireBuilt(backend), { neverAsk: true });
    return (await store.get(baseCredentialKey(profile))) === undefined;
  } catch (error) {
    if (!isAwsxError(error)) throw error;
    return false;
  }
}
