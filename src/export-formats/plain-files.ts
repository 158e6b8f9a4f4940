import {
  createCredentialVariables,
  formatExpiration,
  type Variable,
} from '../exec/credential-variables.ts';
import type { ExportInput } from './assignments.ts';
import { createRefusal, isPlain } from './plain-value.ts';

/**
 * `NAME=value` lines for docker's --env-file, node's --env-file and the dotenv libraries. They
 * disagree on quotes and expansion, so a value that would need either is refused.
 */
export function formatDotenv({ credentials, region }: ExportInput): string {
  const variables = createCredentialVariables(credentials, region);
  return variables.map((variable) => `${assign('dotenv', '=', variable)}\n`).join('');
}

/** What AWS's shared config specification allows in the name of a profile, unquoted. */
const sectionName = /^[\w./%@:+-]+$/;

/** A section of the shared credentials file, named after the profile. */
export function formatIni({ profile, credentials, region }: ExportInput): string {
  if (!sectionName.test(profile)) {
    throw createRefusal({ format: 'ini', name: 'profile', value: profile });
  }
  const { accessKeyId, secretAccessKey, sessionToken, expiration } = credentials;
  const settings: Variable[] = [
    ['aws_access_key_id', accessKeyId],
    ['aws_secret_access_key', secretAccessKey.reveal()],
  ];
  if (sessionToken !== undefined) settings.push(['aws_session_token', sessionToken.reveal()]);
  if (expiration !== undefined) {
    settings.push(['aws_credential_expiration', formatExpiration(expiration)]);
  }
  if (region !== undefined) settings.push(['region', region]);
  const lines = settings.map((setting) => `${assign('ini', ' = ', setting)}\n`);
  return `[${profile}]\n${lines.join('')}`;
}

function assign(format: string, separator: string, [name, value]: Variable): string {
  if (!isPlain(value)) throw createRefusal({ format, name, value });
  return `${name}${separator}${value}`;
}
