import { failureReason } from '../../profiles/failure-reason.ts';
import type { CredentialSourceStep, Credentials } from '../credentials/types.ts';
import { AwsxError } from '../errors.ts';
import { errorCode } from '../file-failure.ts';
import { printable } from '../printable.ts';
import { readBoundedFile } from './read-bounded-file.ts';
import { readMetadataAnswer } from './read-metadata-answer.ts';
import { requestMetadata } from './request-metadata.ts';
import type { SourceContext } from './source-context.ts';

const TOKEN = 'AWS_CONTAINER_AUTHORIZATION_TOKEN';
const TOKEN_FILE = 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE';

/**
 * The credentials of the container that awsx runs in (ECS, EKS Pod Identity, and whatever speaks
 * their protocol: docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html).
 *
 * @throws AwsxError `source_unavailable` outside of a container or without a readable token file,
 *   `network`, `aws_refused`, `aws_answer_invalid`
 */
export async function getContainerCredentials(
  { profile, address }: CredentialSourceStep,
  context: SourceContext,
): Promise<Credentials> {
  if (address === undefined) throw noContainer(profile);
  const url = new URL(address.value);
  const token = readToken(context);
  const answer = await requestMetadata({
    url,
    headers: { accept: 'application/json', ...(token && { authorization: token }) },
    signal: context.signal,
  });
  const from = `the container's ${printable(url.host)}`;
  return readMetadataAnswer(answer, { from, now: context.clock.now() });
}

/** The file wins over the variable, as in AWS's SDKs: it is renewed, a variable cannot be. */
function readToken(context: SourceContext): string | undefined {
  const path = context.env[TOKEN_FILE];
  const token = path ? readTokenFile(path, context) : context.env[TOKEN];
  if (token === undefined || token === '') return undefined;
  if (/^[\x20-\x7e]+$/.test(token)) return token;
  throw new AwsxError(
    'source_unavailable',
    `the token of ${path ? TOKEN_FILE : TOKEN} has a line end or another character that a header cannot carry`,
    { hint: 'write the token without a line end' },
  );
}

function readTokenFile(path: string, context: SourceContext): string {
  try {
    return readBoundedFile(path, context);
  } catch (cause) {
    const reason = errorCode(cause) === 'ENOENT' ? 'there is no such file' : failureReason(cause);
    throw new AwsxError(
      'source_unavailable',
      `cannot read ${TOKEN_FILE} ${printable(path)}: ${reason}`,
      { hint: 'the container is to mount the file; see how it was started', cause },
    );
  }
}

function noContainer(profile: string): AwsxError {
  return new AwsxError(
    'source_unavailable',
    `profile "${printable(profile)}" takes its credentials from a container, and awsx does not run in one`,
    {
      hint: 'AWS sets AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_CONTAINER_CREDENTIALS_FULL_URI there',
    },
  );
}
