import type { Credentials } from '../credentials/types.ts';
import { InvalidAnswer } from './invalid-answer.ts';
import { type CredentialNames, parseCredentials, parseJsonObject } from './parse-credentials.ts';

const NAMES: CredentialNames = {
  accessKeyId: 'AccessKeyId',
  secretAccessKey: 'SecretAccessKey',
  sessionToken: 'SessionToken',
  expiration: 'Expiration',
  accountId: 'AccountId',
  temporaryOnly: false,
};

/**
 * What a `credential_process` printed, version 1 (AWS SDKs and Tools Reference, "Process
 * credential provider").
 *
 * @throws InvalidAnswer
 */
export function parseProcessAnswer(text: string, now: Date): Credentials {
  const fields = parseJsonObject(text);
  if (fields['Version'] !== 1) throw new InvalidAnswer('does not have "Version": 1');
  return parseCredentials(fields, { names: NAMES, now });
}
