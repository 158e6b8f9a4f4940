import { refuseNesting } from '../exec/refuse-nesting.ts';
import type { Context } from '../ports.ts';
import { booleanFlag, type Invocation } from './invocation.ts';
import { type PlanInputs, readPlanInputs } from './plan-from-invocation.ts';
import { warnAboutAccess } from './warn-about-access.ts';

/**
 * The plan of a command that hands credentials to a shell or a program, unless it runs inside a
 * session of another profile. `purpose` tells who is asked for a profile what for.
 *
 * @throws AwsxError `nested_session`, and as {@link readPlanInputs} does
 */
export async function planOutsideSession(
  invocation: Invocation,
  context: Context,
  purpose: string,
): Promise<PlanInputs> {
  const planned = await readPlanInputs(context, invocation, purpose);
  warnAboutAccess(planned.config, context, invocation);
  refuseNesting({
    ...context,
    profile: planned.profile,
    nested: booleanFlag(invocation, 'nested'),
  });
  return planned;
}
