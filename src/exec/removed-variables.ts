/**
 * What a command must not inherit: everything that names, dates or points to credentials other
 * than the ones it is given, and awsx's own secrets. The only list of its kind; docs/exec.md
 * shows it.
 */

/** Keys, tokens, and what SDKs read beside them; some names are of retired SDKs still in use. */
export const keyVariables = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_ACCESS_KEY',
  'AWS_SECRET_KEY',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
  'AWS_SESSION_EXPIRATION',
  'AWSUME_EXPIRATION',
  'AWS_CREDENTIAL_SCOPE',
  'AWS_ACCOUNT_ID',
] as const;

/** Choose another profile, or make a shell prompt show one. */
export const profileVariables = [
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_EB_PROFILE',
  'AWS_SSO_PROFILE',
  'AWSU_PROFILE',
  'AWSUME_PROFILE',
  'AWS_VAULT',
  'AWSX_PROFILE',
] as const;

/** Other places an SDK may take credentials from. */
const sourceVariables = [
  'AWS_CREDENTIAL_FILE',
  'AWS_SDK_LOAD_CONFIG',
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN',
  'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
] as const;

/** One per service, such as AWS_BEARER_TOKEN_BEDROCK. */
const removedPrefix = 'AWS_BEARER_TOKEN_';

const secretVariables = ['AWSX_FILE_PASSPHRASE', 'AWS_VAULT_FILE_PASSPHRASE'] as const;

/** A secret of the sandbox, which its commands need. */
const sandboxSecretVariables = ['AWSX_SANDBOX_MFA_SECRET'] as const;

const removed: ReadonlySet<string> = new Set([
  ...keyVariables,
  ...profileVariables,
  ...sourceVariables,
  ...secretVariables,
]);
const sandboxSecrets: ReadonlySet<string> = new Set(sandboxSecretVariables);

/** Whether a variable stays out of a child's environment. The name is in its canonical case. */
export function isRemovedVariable(name: string, insideSandbox: boolean): boolean {
  if (sandboxSecrets.has(name)) return !insideSandbox;
  return removed.has(name) || name.startsWith(removedPrefix);
}
