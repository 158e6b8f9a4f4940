import { resolve } from 'node:path';
import { failureReason } from '../../profiles/failure-reason.ts';
import { describeOrigin } from '../credentials/plan-origin.ts';
import type { WebIdentityStep } from '../credentials/types.ts';
import { AwsxError } from '../errors.ts';
import { errorCode } from '../file-failure.ts';
import { printable } from '../printable.ts';
import { Secret } from '../secret.ts';
import { InvalidAnswer } from './invalid-answer.ts';
import { readBoundedFile } from './read-bounded-file.ts';
import { readProcess } from './read-process.ts';
import type { SourceContext } from './source-context.ts';

/** STS API reference, AssumeRoleWithWebIdentity, WebIdentityToken. */
const MINIMUM_LENGTH = 4;
const MAXIMUM_LENGTH = 20_000;

/**
 * The token that proves an identity to AWS: what the file holds or the process prints, without
 * white space around it.
 *
 * @throws AwsxError `source_unavailable` for a file without a token, `process_failed`;
 *   `setting_invalid` when others can write the config file that names the process
 */
export async function getWebIdentityToken(
  { profile, token }: WebIdentityStep,
  context: SourceContext,
): Promise<Secret> {
  if (token.from === 'file') return readTokenFile(profile, token.setting, context);
  return readProcess({ profile, command: token.setting, parse: parseToken }, context);
}

function readTokenFile(
  profile: string,
  { value, origin }: WebIdentityStep['token']['setting'],
  context: SourceContext,
): Secret {
  try {
    return parseToken(readBoundedFile(resolve(context.workingDirectory, value), context));
  } catch (error) {
    const problem =
      error instanceof InvalidAnswer ? error.message : `cannot be read: ${describeFailure(error)}`;
    throw new AwsxError(
      'source_unavailable',
      `the web identity token of profile "${printable(profile)}" (${describeOrigin(origin)}): ${printable(value)} ${problem}`,
      { hint: 'get a new token from your identity provider', cause: error },
    );
  }
}

function describeFailure(error: unknown): string {
  return errorCode(error) === 'ENOENT' ? 'there is no such file' : failureReason(error);
}

/** @throws InvalidAnswer for what cannot be a token */
function parseToken(text: string): Secret {
  const token = text.trim();
  if (token.length < MINIMUM_LENGTH) throw new InvalidAnswer('holds no token');
  if (token.length > MAXIMUM_LENGTH) throw new InvalidAnswer('is too long for a token');
  if (!/^[\x21-\x7e]+$/.test(token)) throw new InvalidAnswer('holds something else than a token');
  return new Secret(token);
}
