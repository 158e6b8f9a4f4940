import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import type { RunPorts } from './run-ports.ts';
import type { Credentials, SourceStep } from './types.ts';

/**
 * The credentials of a plan's first step, without a call to AWS.
 *
 * @throws AwsxError `not_supported` for the sources that need one.
 */
export async function getSourceCredentials(
  source: SourceStep,
  ports: Pick<RunPorts, 'getBaseCredential'>,
): Promise<Credentials> {
  switch (source.kind) {
    case 'base-credential':
      return ports.getBaseCredential(source);
    case 'static-keys':
      return {
        accessKeyId: source.accessKeyId,
        secretAccessKey: source.secretAccessKey,
        ...(source.sessionToken === undefined ? {} : { sessionToken: source.sessionToken }),
      };
    default:
      throw notRunnableYet(source);
  }
}

const SOURCE_NAMES = {
  'credential-process': 'credential_process',
  'credential-source': 'credential_source',
  'web-identity': 'a web identity token',
  sso: 'IAM Identity Center',
  'login-session': 'login_session',
} as const;

function notRunnableYet(
  source: Exclude<SourceStep, { kind: 'base-credential' | 'static-keys' }>,
): AwsxError {
  const name = SOURCE_NAMES[source.kind];
  return new AwsxError(
    'not_supported',
    `profile "${printable(source.profile)}" takes its credentials from ${name}, which this version of awsx can explain but not run`,
    { hint: `see the plan with: awsx explain ${printable(source.profile)}` },
  );
}
