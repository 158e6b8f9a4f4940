import { chooseRegion } from '../../credentials/plan-options.ts';
import { type CreateName, DEFAULT_TEMPLATE, parseNamePattern } from '../../sso/profile-template.ts';
import { booleanFlag, type Invocation, listFlag, stringFlag } from '../invocation.ts';

export interface PopulateOptions {
  readonly createName: CreateName;
  /** Only these; all when empty. */
  readonly roleNames: readonly string[];
  readonly region?: string;
  readonly prunes: boolean;
  readonly isDryRun: boolean;
  /** `--force`: write without a question. */
  readonly isForced: boolean;
}

/**
 * What `sso populate` was asked to write. Checked before anybody is asked to sign in.
 *
 * @throws AwsxError `invalid_argument`, `setting_invalid` for a region that is none
 */
export function readPopulateOptions(invocation: Invocation): PopulateOptions {
  const region = chooseRegion(stringFlag(invocation, 'region'), {});
  return {
    createName: parseNamePattern({
      prefix: stringFlag(invocation, 'prefix') ?? '',
      template: stringFlag(invocation, 'template') ?? DEFAULT_TEMPLATE,
      isLowerCase: booleanFlag(invocation, 'lower-case'),
    }),
    roleNames: listFlag(invocation, 'role'),
    prunes: booleanFlag(invocation, 'prune'),
    isDryRun: booleanFlag(invocation, 'dry-run'),
    isForced: booleanFlag(invocation, 'force'),
    ...(region === undefined ? {} : { region: region.value }),
  };
}
