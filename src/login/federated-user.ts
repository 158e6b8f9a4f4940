import type { Narrowing } from '../credentials/types.ts';
import type { FederationTokenInput } from '../sts-inputs.ts';

const ROOT_MAX_SECONDS = 3600;
const MAX_NAME_LENGTH = 32;
const MIN_NAME_LENGTH = 2;

/**
 * A session may do what both its user and its policy allow, so this leaves the user what it has;
 * without a policy the session could do nothing
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html).
 */
const ALL_THE_USER_MAY = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
});

export interface FederatedUserInput {
  /** Of the user whose key it is: `arn:aws:iam::ACCOUNT:user/PATH/NAME` or `…:root`. */
  readonly arn: string;
  readonly durationSeconds: number;
  readonly narrowing?: Narrowing | undefined;
}

/** What GetFederationToken is asked, to sign a user in as themselves. */
export function createFederationInput(input: FederatedUserInput): FederationTokenInput {
  const { arn, narrowing } = input;
  const isRoot = arn.endsWith(':root');
  return {
    name: isRoot ? 'root' : nameOf(arn),
    durationSeconds: isRoot
      ? Math.min(input.durationSeconds, ROOT_MAX_SECONDS)
      : input.durationSeconds,
    ...describePolicy(narrowing),
  };
}

/** Names of users may be shorter and longer than those of federated ones. */
function nameOf(arn: string): string {
  const name = arn.slice(arn.lastIndexOf('/') + 1).slice(0, MAX_NAME_LENGTH);
  return name.length < MIN_NAME_LENGTH ? `awsx-${name}` : name;
}

function describePolicy(narrowing: Narrowing | undefined) {
  if (narrowing === undefined) return { policy: ALL_THE_USER_MAY };
  return 'policy' in narrowing
    ? { policy: narrowing.policy }
    : { policyArns: narrowing.policyArns };
}
