import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { resolveHome } from '../../profiles/config-paths.ts';
import { failureReason } from '../../profiles/failure-reason.ts';
import type { Credentials, LoginSessionStep } from '../credentials/types.ts';
import { AwsxError } from '../errors.ts';
import { errorCode } from '../file-failure.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import { InvalidAnswer } from './invalid-answer.ts';
import { type CredentialNames, parseCredentials, parseJsonObject } from './parse-credentials.ts';
import { readBoundedFile } from './read-bounded-file.ts';
import type { SourceContext } from './source-context.ts';

const NAMES: CredentialNames = {
  accessKeyId: 'accessKeyId',
  secretAccessKey: 'secretAccessKey',
  sessionToken: 'sessionToken',
  expiration: 'expiresAt',
  accountId: 'accountId',
  temporaryOnly: true,
};

/**
 * The credentials that `aws login` left in its cache, while they last. awsx renews nothing there:
 * each renewal replaces the refresh token in a file that is the AWS CLI's
 * (docs.aws.amazon.com/sdkref/latest/guide/feature-login-credentials.html has the place of the
 * cache; a file's name is the SHA-256 of the session's).
 *
 * @throws AwsxError `source_unavailable`
 */
export async function getLoginCredentials(
  step: LoginSessionStep,
  context: SourceContext,
): Promise<Credentials> {
  try {
    const text = readBoundedFile(findCacheFile(step.loginSession.value, context), context);
    const { accessToken } = parseJsonObject(text);
    const fields =
      typeof accessToken === 'object' && accessToken !== null ? { ...accessToken } : {};
    return parseCredentials(fields, { names: NAMES, now: context.clock.now() });
  } catch (error) {
    throw unavailable(step, error);
  }
}

function findCacheFile(loginSession: string, context: SourceContext): string {
  const folder =
    context.env['AWS_LOGIN_CACHE_DIRECTORY'] ||
    join(resolveHome(context) ?? '', '.aws', 'login', 'cache');
  return join(folder, `${createHash('sha256').update(loginSession).digest('hex')}.json`);
}

function unavailable({ profile, loginSession }: LoginSessionStep, error: unknown): AwsxError {
  const name = printable(profile);
  const word = shellWord(profile);
  const session = printable(loginSession.value);
  return new AwsxError(
    'source_unavailable',
    `the aws login of profile "${name}" (${session}) ${describe(error)}`,
    {
      hint: `run aws login --profile ${word}; within its 12 hours aws sts get-caller-identity --profile ${word} renews it`,
      cause: error,
    },
  );
}

function describe(error: unknown): string {
  if (error instanceof InvalidAnswer) return `has a cache file that ${error.message}`;
  if (errorCode(error) === 'ENOENT') return 'is not in the cache of the AWS CLI';
  return `has a cache file that cannot be read: ${failureReason(error)}`;
}
