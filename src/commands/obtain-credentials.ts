import { createRunPorts, type RunFlags } from '../create-run-ports.ts';
import { getCredentials } from '../credentials/get-credentials.ts';
import type { CacheUse } from '../credentials/run-ports.ts';
import type { Credentials, Plan } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import { enterProfiles } from '../in-process.ts';
import type { Context } from '../ports.ts';
import { booleanFlag, type Invocation, stringFlag } from './invocation.ts';
import type { PlanInputs } from './plan-from-invocation.ts';

export interface CredentialRequest {
  readonly planned: PlanInputs;
  readonly invocation: Invocation;
  readonly context: Context;
  /** The program that wants credentials, when it is not the one that was typed. */
  readonly askedBy?: string | undefined;
}

/**
 * Runs a plan as the flags of the command line say.
 *
 * @throws AwsxError as {@link getCredentials} does
 */
export async function obtainCredentials(request: CredentialRequest): Promise<Credentials> {
  const { planned, invocation, context, askedBy } = request;
  const flags: RunFlags = dropUndefined({
    cacheUse: readCacheUse(invocation),
    backend: stringFlag(invocation, 'backend'),
    mfaToken: stringFlag(invocation, 'mfa-token'),
    neverAsk: booleanFlag(invocation, 'no-input'),
    quiet: booleanFlag(invocation, 'quiet'),
    askedBy,
  });
  const env = enterProfiles(context.env, profilesUnderWay(planned.plan));
  return getCredentials(planned.plan, flags.cacheUse, createRunPorts({ ...context, env }, flags));
}

/** A plan that only reads keys starts nothing and takes no lock: it cannot wait for itself. */
function profilesUnderWay({ steps }: Plan): readonly string[] {
  const [{ kind }] = steps;
  const onlyReads = steps.length === 1 && (kind === 'base-credential' || kind === 'static-keys');
  return onlyReads ? [] : steps.map(({ profile }) => profile);
}

/** What `--no-cache` and `--refresh` say. */
export function readCacheUse(invocation: Invocation): CacheUse {
  const none = booleanFlag(invocation, 'no-cache');
  const refresh = booleanFlag(invocation, 'refresh');
  if (none && refresh) {
    throw new AwsxError('usage', '--no-cache and --refresh exclude each other', {
      hint: '--no-cache gets new credentials as well, but does not keep them',
    });
  }
  if (none) return 'none';
  return refresh ? 'refresh' : 'use';
}
