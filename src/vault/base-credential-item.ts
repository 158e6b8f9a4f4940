/** The text of a base credential as the vault keeps it. Pure. */
import type { BaseCredential } from '../credentials/types.ts';
import { Secret } from '../secret.ts';

/** The vault's name for a profile's base credential: ASCII, whatever the profile is called. */
export function baseCredentialKey(profile: string): string {
  return `base-credential/${encodeURIComponent(Buffer.from(profile).toString())}`;
}

/** JSON with AWS's own names for the two fields. */
export function formatBaseCredential(credential: BaseCredential): Secret {
  const { accessKeyId, secretAccessKey } = credential;
  const fields = { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey.reveal() };
  return new Secret(JSON.stringify(fields));
}

/** Undefined for text that is no base credential. */
export function parseBaseCredential(item: Secret): BaseCredential | undefined {
  const fields = parseFields(item.reveal());
  const accessKeyId = fields?.['AccessKeyId'];
  const secretAccessKey = fields?.['SecretAccessKey'];
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') return undefined;
  return { accessKeyId, secretAccessKey: new Secret(secretAccessKey) };
}

function parseFields(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
