/**
 * One file of the session cache: a line of JSON in the clear, then nonce, AES-256-GCM ciphertext
 * and tag. The line and the file's name are associated data: neither can be altered or swapped.
 */
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { Secret } from '../secret.ts';
import type { SessionCredentials } from './types.ts';

/** What is said in the clear (docs/adr/0003-session-name-in-cache-header.md). */
export interface SessionHeader {
  /** The kind of the step that made the session. */
  readonly kind: string;
  /** The profile whose own result it is. */
  readonly profile: string;
  readonly expiration: Date;
  readonly roleSessionName?: string;
  /** The `familyFingerprint` of a GetSessionToken step. */
  readonly family?: string;
}

export interface CachedSession {
  readonly credentials: SessionCredentials;
  readonly mintedAt: Date;
}

const VERSION = 1;
const CIPHER = 'aes-256-gcm';
/** NIST SP 800-38D: 96 bits, random, for far fewer than 2^32 sessions under one key. */
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const LINE_END = 0x0a;

export interface SessionToEncrypt {
  readonly fingerprint: string;
  readonly key: KeyObject;
  readonly header: Omit<SessionHeader, 'expiration'>;
  readonly session: CachedSession;
}

/** The content of a session's file. */
export function encryptSession({ fingerprint, key, header, session }: SessionToEncrypt): Buffer {
  const line = formatHeader({ ...header, expiration: session.credentials.expiration });
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associatedData(fingerprint, line));
  const encrypted = [cipher.update(formatSession(session)), cipher.final()];
  return Buffer.concat([line, nonce, ...encrypted, cipher.getAuthTag()]);
}

/** The session, or undefined for a file that is damaged, foreign or under another key. */
export function decryptSession(
  content: Buffer,
  { fingerprint, key }: { readonly fingerprint: string; readonly key: KeyObject },
): CachedSession | undefined {
  const header = parseHeader(content);
  if (header === undefined) return undefined;
  const bodyStart = content.indexOf(LINE_END) + 1;
  const body = content.subarray(bodyStart);
  if (body.length < NONCE_BYTES + TAG_BYTES) return undefined;
  try {
    const nonce = body.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(associatedData(fingerprint, content.subarray(0, bodyStart)));
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    const text = [decipher.update(body.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()];
    return parseSession(Buffer.concat(text).toString('utf8'), header.expiration);
  } catch {
    return undefined;
  }
}

/** The header of a file's content; undefined when it is damaged or of a newer awsx. */
export function parseHeader(content: Buffer): SessionHeader | undefined {
  const lineEnd = content.indexOf(LINE_END);
  if (lineEnd < 0) return undefined;
  const fields = parseObject(content.toString('utf8', 0, lineEnd));
  const { version, kind, profile, expiration, roleSessionName, family } = fields;
  if (version !== VERSION || typeof kind !== 'string' || typeof profile !== 'string') {
    return undefined;
  }
  const expires = parseDate(expiration);
  if (expires === undefined) return undefined;
  return {
    kind,
    profile,
    expiration: expires,
    ...(typeof roleSessionName === 'string' ? { roleSessionName } : {}),
    ...(typeof family === 'string' ? { family } : {}),
  };
}

function formatHeader(header: SessionHeader): Buffer {
  const { kind, profile, expiration, roleSessionName, family } = header;
  const expires = expiration.toISOString();
  const fields = { version: VERSION, kind, profile, expiration: expires, roleSessionName, family };
  return Buffer.from(`${JSON.stringify(fields)}\n`);
}

/** The name has no line end, so the two cannot run into each other. */
function associatedData(fingerprint: string, line: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${fingerprint}\n`), line]);
}

function formatSession({ credentials, mintedAt }: CachedSession): string {
  return JSON.stringify({
    accessKeyId: credentials.accessKeyId,
    secretAccessKey: credentials.secretAccessKey.reveal(),
    sessionToken: credentials.sessionToken.reveal(),
    accountId: credentials.accountId,
    mintedAt: mintedAt.toISOString(),
  });
}

function parseSession(text: string, expiration: Date): CachedSession | undefined {
  const { accessKeyId, secretAccessKey, sessionToken, accountId, mintedAt } = parseObject(text);
  const minted = parseDate(mintedAt);
  if (typeof accessKeyId !== 'string' || typeof secretAccessKey !== 'string') return undefined;
  if (typeof sessionToken !== 'string' || minted === undefined) return undefined;
  return {
    credentials: {
      accessKeyId,
      secretAccessKey: new Secret(secretAccessKey),
      sessionToken: new Secret(sessionToken),
      expiration,
      ...(typeof accountId === 'string' ? { accountId } : {}),
    },
    mintedAt: minted,
  };
}

function parseDate(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
