import type { CredentialSourceStep, Credentials } from '../credentials/types.ts';
import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { checkStatus, readMetadataAnswer } from './read-metadata-answer.ts';
import { type MetadataAnswer, requestMetadata } from './request-metadata.ts';
import type { SourceContext } from './source-context.ts';

const TOKEN_PATH = 'latest/api/token';
const CREDENTIALS_PATH = 'latest/meta-data/iam/security-credentials/';
const NOT_FOUND = 404;

/**
 * The credentials of the EC2 instance that awsx runs on, by version 2 of its metadata service
 * alone, which asks for a token first: a page or a proxy that is tricked into a request gets
 * nothing (docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-service.html).
 *
 * @throws AwsxError `source_unavailable` when it is switched off or the instance has no role,
 *   `network`, `aws_refused`, `aws_answer_invalid`
 */
export async function getInstanceCredentials(
  { profile, address }: CredentialSourceStep,
  context: SourceContext,
): Promise<Credentials> {
  const { env, clock, signal } = context;
  if (env['AWS_EC2_METADATA_DISABLED']?.toLowerCase() === 'true' || address === undefined) {
    throw unavailable(profile, 'which AWS_EC2_METADATA_DISABLED switches off');
  }
  const base = address.value.endsWith('/') ? address.value : `${address.value}/`;
  const from = `the instance metadata service at ${printable(new URL(base).host)}`;
  const answerContext = { from, now: clock.now() };
  const token = await requestMetadata({
    url: new URL(TOKEN_PATH, base),
    method: 'PUT',
    headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '21600' },
    signal,
  });
  checkStatus(token, answerContext);
  const get = (path: string): Promise<MetadataAnswer> =>
    requestMetadata({
      url: new URL(path, base),
      headers: { 'x-aws-ec2-metadata-token': token.body },
      signal,
    });
  const roles = await get(CREDENTIALS_PATH);
  if (roles.status === NOT_FOUND) throw unavailable(profile, 'but the instance has no role');
  checkStatus(roles, answerContext);
  const [role = ''] = roles.body.trim().split('\n');
  return readMetadataAnswer(await get(CREDENTIALS_PATH + encodeURIComponent(role)), answerContext);
}

function unavailable(profile: string, why: string): AwsxError {
  return new AwsxError(
    'source_unavailable',
    `profile "${printable(profile)}" takes its credentials from instance metadata, ${why}`,
    { hint: 'give the instance a role, or choose another source' },
  );
}
