import { recordUse } from '../picker/record-use.ts';
import type { Context } from '../ports.ts';
import { booleanFlag, type Invocation } from './invocation.ts';

/**
 * Remembers for the picker that a person used a profile: one who reads what awsx says, since a job
 * or an editor's helper says nothing about what the person will want next.
 */
export function rememberUse(profile: string, invocation: Invocation, context: Context): void {
  if (booleanFlag(invocation, 'no-input') || !context.stderr.isTTY) return;
  recordUse(profile, context);
}
