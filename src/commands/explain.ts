import { foretellRun } from '../credentials/plan-outlook.ts';
import { createSessionCache } from '../credentials/session-cache.ts';
import { formatJson } from '../format-json.ts';
import type { Context } from '../ports.ts';
import { explanationToJson } from './explanation-json.ts';
import { formatExplanation } from './format-explanation.ts';
import { booleanFlag, type Invocation } from './invocation.ts';
import { readCacheUse } from './obtain-credentials.ts';
import { readPlanInputs } from './plan-from-invocation.ts';
import { widthOf } from './terminal-form.ts';
import { warnAboutAccess } from './warn-about-access.ts';

/**
 * `awsx explain PROFILE [--json]`: the plan of a profile and what running it now would do. Reads
 * the shared files, the vault's index and the headers of the session cache: no secret, no network,
 * no process.
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const cacheUse = readCacheUse(invocation);
  const { plan, config } = await readPlanInputs(context, invocation, 'explain it');
  warnAboutAccess(config, context, invocation);
  const now = context.clock.now();
  const sessions = createSessionCache({
    ...context,
    folder: context.folders.cache,
  }).listSessions();
  const outlooks = foretellRun({ plan, sessions, now, cacheUse });
  const explanation = { plan, outlooks, now };
  context.stdout.write(
    booleanFlag(invocation, 'json')
      ? formatJson(explanationToJson(explanation))
      : formatExplanation(explanation, widthOf(context.stdout)),
  );
  return 0;
}
