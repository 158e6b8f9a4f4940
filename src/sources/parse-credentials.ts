import type { Credentials } from '../credentials/types.ts';
import { dropUndefined } from '../drop-undefined.ts';
import { Secret } from '../secret.ts';
import { InvalidAnswer } from './invalid-answer.ts';

export type JsonFields = Readonly<Record<string, unknown>>;

/** How one source names the parts of credentials. */
export interface CredentialNames {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: string;
  readonly accountId: string;
  /** Whether there are only temporary credentials: with a token and an expiration. */
  readonly temporaryOnly: boolean;
}

/** @throws InvalidAnswer for a text that is no JSON object */
export function parseJsonObject(text: string): JsonFields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidAnswer('is not JSON');
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new InvalidAnswer('is not a JSON object');
}

/**
 * The credentials in an answer. A part that is null counts as absent, as in AWS's SDKs; a key that
 * no environment variable could carry is refused.
 *
 * @throws InvalidAnswer when a part is missing, malformed, or the expiration has passed
 */
export function parseCredentials(
  fields: JsonFields,
  { names, now }: { readonly names: CredentialNames; readonly now: Date },
): Credentials {
  requireParts(fields, names);
  const expiration = readExpiration(fields, names.expiration);
  if (expiration !== undefined && expiration <= now) {
    throw new InvalidAnswer(`expired at ${formatSeconds(expiration)}`);
  }
  const sessionToken = readText(fields, names.sessionToken);
  return dropUndefined({
    accessKeyId: readText(fields, names.accessKeyId) ?? '',
    secretAccessKey: new Secret(readText(fields, names.secretAccessKey) ?? ''),
    sessionToken: sessionToken === undefined ? undefined : new Secret(sessionToken),
    expiration,
    accountId: readAccountId(fields[names.accountId]),
  });
}

function requireParts(fields: JsonFields, names: CredentialNames): void {
  const { accessKeyId, secretAccessKey, sessionToken, expiration, temporaryOnly } = names;
  const required = temporaryOnly
    ? [accessKeyId, secretAccessKey, sessionToken, expiration]
    : [accessKeyId, secretAccessKey];
  const missing = required.filter((name) => isAbsent(fields[name]));
  if (missing.length > 0) throw new InvalidAnswer(`lacks ${missing.join(' and ')}`);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function readText(fields: JsonFields, name: string): string | undefined {
  const value = fields[name];
  if (isAbsent(value)) return undefined;
  if (typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)) return value;
  throw new InvalidAnswer(`has no usable ${name}`);
}

/** RFC 3339: `Date` alone would read `tomorrow` in one runtime and `1` in all. */
const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:?\d\d)$/;

function readExpiration(fields: JsonFields, name: string): Date | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  const date = typeof value === 'string' && DATE_TIME.test(value) ? new Date(value) : undefined;
  if (date !== undefined && !Number.isNaN(date.getTime())) return date;
  throw new InvalidAnswer(`has an ${name} that is no date like 2030-01-01T00:00:00Z`);
}

function formatSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Optional everywhere: one that is no account number is nobody's. */
function readAccountId(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{12}$/.test(value) ? value : undefined;
}
