/** Returns that many random bytes; tests pass a deterministic one. */
export type RandomBytes = (size: number) => Uint8Array;

/** Makes names and secrets of the shapes AWS gives them. */
export interface Identifiers {
  /** `AKIA…` or `ASIA…`, 20 characters, with the account in it as AWS encodes it. */
  accessKeyId(prefix: 'AKIA' | 'ASIA', accountId: string): string;
  /** 40 characters. */
  secretAccessKey(): string;
  sessionToken(): string;
  /** `AIDA…` for users, `AROA…` for roles. */
  uniqueId(prefix: 'AIDA' | 'AROA'): string;
  /** A version 4 UUID. */
  requestId(): string;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** Bit 47 of the first 48 marks key ids that carry an account; the account takes bits 46 to 7. */
const ACCOUNT_FLAG = 1n << 47n;
const ACCOUNT_SHIFT = 7n;
const ACCOUNT_MASK = ((1n << 40n) - 1n) << ACCOUNT_SHIFT;

export function createIdentifiers(randomBytes: RandomBytes): Identifiers {
  return {
    accessKeyId: (prefix, accountId) =>
      prefix + encodeBase32(withAccount(randomBytes(10), accountId)),
    secretAccessKey: () => Buffer.from(randomBytes(30)).toString('base64'),
    sessionToken: () => Buffer.from(randomBytes(192)).toString('base64'),
    uniqueId: (prefix) => prefix + createBase32(randomBytes, 17),
    requestId: () => formatUuid(randomBytes(16)),
  };
}

/** Random base32 text of that length; an MFA secret has 32 characters (160 bits) or more. */
export function createBase32(randomBytes: RandomBytes, length: number): string {
  return Array.from(randomBytes(length), (byte) => BASE32.charAt(byte % 32)).join('');
}

/**
 * The account that an access key id belongs to, read from the id alone, as AWS encodes it since
 * 2018; undefined for ids without one.
 */
export function parseAccountId(accessKeyId: string): string | undefined {
  const digits = accessKeyId.slice(4, 14);
  if (accessKeyId.length !== 20 || !/^[A-Z2-7]+$/.test(digits)) return undefined;
  let bits = 0n;
  for (const digit of digits) bits = bits * 32n + BigInt(BASE32.indexOf(digit));
  const head = bits >> 2n;
  return ((head & ACCOUNT_MASK) >> ACCOUNT_SHIFT).toString().padStart(12, '0');
}

function withAccount(random: Uint8Array, accountId: string): Uint8Array {
  const bytes = Uint8Array.from(random);
  let head = 0n;
  for (const byte of bytes.subarray(0, 6)) head = head * 256n + BigInt(byte);
  const lowBits = head & ((1n << ACCOUNT_SHIFT) - 1n);
  head = ACCOUNT_FLAG | (BigInt(accountId) << ACCOUNT_SHIFT) | lowBits;
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = Number(head & 255n);
    head >>= 8n;
  }
  return bytes;
}

/** Whole groups of five bytes only, so without padding. */
function encodeBase32(bytes: Uint8Array): string {
  let bits = 0n;
  for (const byte of bytes) bits = bits * 256n + BigInt(byte);
  const length = (bytes.length / 5) * 8;
  return Array.from({ length }, (_, index) =>
    BASE32.charAt(Number((bits >> BigInt(5 * (length - 1 - index))) & 31n)),
  ).join('');
}

function formatUuid(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20),
  ].join('-');
}
