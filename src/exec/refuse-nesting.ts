import { AwsxError } from '../errors.ts';
import type { Environment } from '../ports.ts';
import { printable } from '../printable.ts';
import { findVariable } from './variable-names.ts';

export interface NestingInput {
  readonly env: Environment;
  readonly platform: NodeJS.Platform;
  readonly profile: string;
  /** `--nested` was given. */
  readonly nested: boolean;
}

/**
 * Refuses credentials of one profile inside a session of another, of awsx (AWSX_PROFILE) or of
 * aws-vault (AWS_VAULT). The same profile again is fine.
 *
 * @throws AwsxError nested_session
 */
export function refuseNesting({ env, platform, profile, nested }: NestingInput): void {
  if (nested) return;
  for (const name of ['AWSX_PROFILE', 'AWS_VAULT']) {
    const outer = findVariable(env, name, platform);
    if (outer === undefined || outer === '' || outer === profile) continue;
    throw new AwsxError(
      'nested_session',
      `already in a session of profile "${printable(outer)}" (${name}), asked for profile "${printable(profile)}"`,
      { hint: 'leave that shell with exit, or add --nested' },
    );
  }
}
