import { formatExpiration } from '../exec/credential-variables.ts';
import { escapeUnsafe } from '../format-json.ts';
import type { ExportInput } from './assignments.ts';

/**
 * The answer of a `credential_process`, version 1 (AWS SDKs and Tools Reference, "Process
 * credential provider"). A base credential has neither SessionToken nor Expiration: several SDKs
 * refuse an empty one. The account is there when it is known.
 */
export function formatProcess({ credentials }: ExportInput): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, accountId } = credentials;
  return writeObject({
    Version: 1,
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey.reveal(),
    SessionToken: sessionToken?.reveal(),
    Expiration: expiration && formatExpiration(expiration),
    AccountId: accountId,
  });
}

/** For scripts; what is not known is left out. */
export function formatJson({ profile, credentials, region }: ExportInput): string {
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  return writeObject({
    profile,
    accessKeyId,
    secretAccessKey: secretAccessKey.reveal(),
    sessionToken: sessionToken?.reveal(),
    expiration: expiration && formatExpiration(expiration),
    region,
  });
}

/** JSON leaves out members that are undefined. */
function writeObject(members: Readonly<Record<string, string | number | undefined>>): string {
  return `${escapeUnsafe(JSON.stringify(members))}\n`;
}
