import { AwsxError } from '../errors.ts';
import { printable } from '../printable.ts';
import { shellWord } from '../shell-word.ts';
import type { RunPorts } from './run-ports.ts';
import type { Credentials, SourceStep, SsoStep, StaticKeysStep, WebIdentityStep } from './types.ts';

/**
 * The credentials of a plan's first step, unless a call of AWS makes them.
 *
 * @throws AwsxError as the ports do; `not_supported` for IAM Identity Center
 */
export async function getSourceCredentials(
  source: Exclude<SourceStep, WebIdentityStep>,
  ports: Pick<RunPorts, 'getBaseCredential' | 'openSources'>,
): Promise<Credentials> {
  switch (source.kind) {
    case 'base-credential':
      return ports.getBaseCredential(source);
    case 'static-keys':
      return takeKeys(source);
    case 'sso':
      throw notRunnableYet(source);
    default:
      return (await ports.openSources()).getCredentials(source);
  }
}

function takeKeys(source: StaticKeysStep): Credentials {
  const { accessKeyId, secretAccessKey, sessionToken, accountId } = source;
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(accountId === undefined ? {} : { accountId }),
  };
}

function notRunnableYet({ profile }: SsoStep): AwsxError {
  return new AwsxError(
    'not_supported',
    `profile "${printable(profile)}" takes its credentials from IAM Identity Center, which this version of awsx can explain but not run`,
    { hint: `see the plan with: awsx explain ${shellWord(profile)}` },
  );
}
