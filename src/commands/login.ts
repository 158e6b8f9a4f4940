import type { Browser } from '../browser/browser.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError, isAwsxError } from '../errors.ts';
import { resolvePagePath } from '../login/console-page.ts';
import type { Context } from '../ports.ts';
import type { Secret } from '../secret.ts';
import { showProgress } from '../show-progress.ts';
import { obtainConsoleSession } from './console-session.ts';
import { getConsoleUrl } from './console-url.ts';
import { booleanFlag, type Invocation, stringFlag } from './invocation.ts';
import { planConsole } from './plan-console.ts';
import { rememberUse } from './remember-use.ts';

/**
 * `awsx login [PROFILE]`: signs a browser in to the console. The address that does it goes to the
 * browser alone, or with `--print` to stdout. Nothing of a session of another profile changes, so
 * it works inside one.
 *
 * @throws AwsxError as planning and running the plan do; `usage` and `invalid_argument` for a page
 *   that is none, `not_supported`, `duration_out_of_range`, `browser_unavailable`
 */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const path = resolvePagePath(
    dropUndefined({
      service: stringFlag(invocation, 'service'),
      path: stringFlag(invocation, 'path'),
    }),
  );
  const browser = await findBrowser(invocation, context);
  const consolePlan = await planConsole(invocation, context);
  const { plan, profile } = consolePlan.planned;
  const session = await obtainConsoleSession({ consolePlan, invocation, context });
  const url = await getConsoleUrl({ session, plan, path, context });
  rememberUse(profile, invocation, context);
  if (!booleanFlag(invocation, 'quiet')) {
    for (const note of session.notes) context.stderr.write(`awsx: ${note}\n`);
  }
  if (browser === undefined) context.stdout.write(`${url.reveal()}\n`);
  else await show(browser, url, { invocation, context });
  return 0;
}

/** Before anything is asked; undefined when the address is to be printed. */
async function findBrowser(invocation: Invocation, context: Context): Promise<Browser | undefined> {
  if (booleanFlag(invocation, 'print')) return undefined;
  const wanted = stringFlag(invocation, 'browser');
  try {
    return await context.findBrowser(dropUndefined({ wanted }));
  } catch (error) {
    throw suggestPrinting(error);
  }
}

function suggestPrinting(error: unknown): unknown {
  if (!isAwsxError(error) || error.code !== 'browser_unavailable') return error;
  return new AwsxError(error.code, error.message, {
    hint: 'add --print for an address that works in any browser, or name one with --browser',
    cause: error,
  });
}

interface Surroundings {
  readonly invocation: Invocation;
  readonly context: Context;
}

async function show(
  browser: Browser,
  url: Secret,
  { invocation, context }: Surroundings,
): Promise<void> {
  try {
    await showProgress({
      context,
      text: 'waiting for the browser; Ctrl-C stops',
      quiet: booleanFlag(invocation, 'quiet'),
      work: () => browser.show(url),
    });
  } catch (error) {
    throw suggestPrinting(error);
  }
}
