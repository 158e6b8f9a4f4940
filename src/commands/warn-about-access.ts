import type { SharedConfig } from '../../profiles/types.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { booleanFlag, type Invocation } from './invocation.ts';

/**
 * Says on stderr what other users may do with the AWS files. For commands that a person reads:
 * `credential-process` leaves stderr to AWS's SDKs.
 */
export function warnAboutAccess(
  { accessWarnings = [] }: SharedConfig,
  context: Pick<Context, 'stderr'>,
  invocation: Invocation,
): void {
  if (booleanFlag(invocation, 'quiet')) return;
  for (const { file, message } of accessWarnings) {
    context.stderr.write(`awsx: warning: ${printable(file)}: ${message}\n`);
  }
}
