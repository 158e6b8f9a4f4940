import { AwsxError } from '../../errors.ts';
import type { Invocation } from '../invocation.ts';

/** What each action of `awsx sso` takes beyond the flags that all of them do. */
const OWN_FLAGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['populate', ['prefix', 'template', 'lower-case', 'role', 'region', 'dry-run', 'prune', 'force']],
]);

/**
 * Refuses a flag that belongs to another action: what was asked for would not be done.
 *
 * @throws AwsxError `unknown_flag`
 */
export function checkFlags(action: string, { flags }: Invocation): void {
  for (const [owner, names] of OWN_FLAGS) {
    const wrong = owner === action ? undefined : names.find((name) => flags[name] !== undefined);
    if (wrong === undefined) continue;
    throw new AwsxError('unknown_flag', `awsx sso ${action} has no flag --${wrong}`, {
      hint: `awsx sso ${owner} has it; run awsx help sso`,
    });
  }
}
