import type { Credentials } from '../credentials/types.ts';

export type Variable = readonly [name: string, value: string];

/** RFC 3339 in UTC with whole seconds, as the AWS SDKs and shell prompts read it. */
export function formatExpiration(expiration: Date): string {
  return `${expiration.toISOString().slice(0, -'.000Z'.length)}Z`;
}

/**
 * The environment variables that carry credentials, in the order of `aws configure
 * export-credentials`, then the region under both names that SDKs read. What the credentials do
 * not have is left out. Reveals the secrets: for a child's environment or an export only.
 */
export function createCredentialVariables(
  credentials: Credentials,
  region: string | undefined,
): Variable[] {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  const variables: Variable[] = [
    ['AWS_ACCESS_KEY_ID', accessKeyId],
    ['AWS_SECRET_ACCESS_KEY', secretAccessKey.reveal()],
  ];
  if (sessionToken !== undefined) variables.push(['AWS_SESSION_TOKEN', sessionToken.reveal()]);
  if (expiration !== undefined) {
    const text = formatExpiration(expiration);
    variables.push(['AWS_CREDENTIAL_EXPIRATION', text], ['AWS_SESSION_EXPIRATION', text]);
  }
  if (region !== undefined) {
    variables.push(['AWS_REGION', region], ['AWS_DEFAULT_REGION', region]);
  }
  return variables;
}

/**
 * What tells prompts and a nested awsx whose credentials these are: AWS_VAULT is the name that
 * starship, powerlevel10k, spaceship and oh-my-posh read.
 */
export function createProfileVariables(profile: string): Variable[] {
  return [
    ['AWS_VAULT', profile],
    ['AWSX_PROFILE', profile],
  ];
}
