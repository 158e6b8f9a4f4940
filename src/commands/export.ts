import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import {
  exportFormats,
  formatCredentials,
  isExportFormat,
} from '../export-formats/format-credentials.ts';
import type { Context } from '../ports.ts';
import { printable } from '../printable.ts';
import { booleanFlag, type Invocation, stringFlag } from './invocation.ts';
import { obtainCredentials } from './obtain-credentials.ts';
import { planOutsideSession } from './plan-outside-session.ts';
import { rememberUse } from './remember-use.ts';

/** `awsx export [PROFILE] --format F`: prints the credentials, and nothing else, on stdout. */
export async function run(invocation: Invocation, context: Context): Promise<number> {
  const format =
    stringFlag(invocation, 'format') ?? (booleanFlag(invocation, 'json') ? 'json' : 'env');
  if (!isExportFormat(format)) {
    throw new AwsxError('invalid_argument', `there is no export format "${printable(format)}"`, {
      hint: `formats: ${exportFormats.join(', ')}`,
    });
  }
  const planned = await planOutsideSession(invocation, context, 'export its credentials');
  const credentials = await obtainCredentials({ planned, invocation, context });
  rememberUse(planned.profile, invocation, context);
  const region = planned.plan.region?.value;
  context.stdout.write(
    formatCredentials(format, {
      profile: planned.profile,
      credentials,
      ...dropUndefined({ region }),
    }),
  );
  return 0;
}
