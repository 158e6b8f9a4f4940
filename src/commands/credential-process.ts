import { formatCredentials } from '../export-formats/format-credentials.ts';
import { readAskedBy } from '../mfa/asked-by.ts';
import type { Context } from '../ports.ts';
import type { Invocation } from './invocation.ts';
import { obtainCredentials } from './obtain-credentials.ts';
import { readPlanInputs } from './plan-from-invocation.ts';

/**
 * `awsx credential-process PROFILE`: one JSON object on stdout for AWS's SDKs, and nothing else,
 * ever (AWS SDKs reference guide, "Process credential provider").
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const planned = await readPlanInputs(context, invocation);
  const credentials = await obtainCredentials({
    planned,
    invocation,
    context,
    askedBy: readAskedBy(context.parentProcessId, context),
  });
  context.stdout.write(formatCredentials('process', { profile: planned.profile, credentials }));
  return 0;
}
