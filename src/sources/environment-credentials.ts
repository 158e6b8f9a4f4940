import type { CredentialSourceStep, Credentials } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { InvalidAnswer } from './invalid-answer.ts';
import { type CredentialNames, parseCredentials } from './parse-credentials.ts';
import type { SourceContext } from './source-context.ts';

const NAMES: CredentialNames = {
  accessKeyId: 'AWS_ACCESS_KEY_ID',
  secretAccessKey: 'AWS_SECRET_ACCESS_KEY',
  sessionToken: 'AWS_SESSION_TOKEN',
  expiration: 'AWS_CREDENTIAL_EXPIRATION',
  accountId: 'AWS_ACCOUNT_ID',
  temporaryOnly: false,
};

/**
 * The credentials in awsx's own environment.
 *
 * @throws AwsxError `source_unavailable`
 */
export function getEnvironmentCredentials(
  { profile }: CredentialSourceStep,
  { env, clock }: SourceContext,
): Credentials {
  // An empty variable counts as unset, as in AWS's SDKs.
  const fields = Object.fromEntries(
    Object.values(NAMES).map((name) => [name, env[String(name)] || undefined]),
  );
  try {
    return parseCredentials(dropUndefined(fields), { names: NAMES, now: clock.now() });
  } catch (error) {
    if (!(error instanceof InvalidAnswer)) throw error;
    throw new AwsxError(
      'source_unavailable',
      `profile "${printable(profile)}" takes its credentials from the environment, which ${error.message}`,
      { hint: 'set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or choose another source' },
    );
  }
}
