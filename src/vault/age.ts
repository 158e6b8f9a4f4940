/**
 * The age format (https://age-encryption.org/v1) through `age-encryption`. The only importer of
 * that package, and itself reached by `import()` alone, so that nobody else loads it.
 */
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';

/** A new X25519 identity, `AGE-SECRET-KEY-1…`. */
export function createIdentity(): Promise<string> {
  return generateX25519Identity();
}

/** The recipient, `age1…`, that an identity opens. Rejects for text that is no identity. */
export function recipientOf(identity: string): Promise<string> {
  return identityToRecipient(identity);
}

/** Encrypts text so that the recipient's identity opens it. */
export function encryptToRecipient(text: string, recipient: string): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(text);
}

/** Rejects when the file is damaged or was encrypted to another recipient. */
export function decryptWithIdentity(file: Uint8Array, identity: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return decrypter.decrypt(file, 'text');
}

export interface PassphraseLock {
  readonly passphrase: string;
  /** Base-2 logarithm of scrypt's N: one more doubles the time and memory that opening takes. */
  readonly scryptWorkFactor: number;
}

/** Encrypts text so that the passphrase opens it. */
export function encryptWithPassphrase(text: string, lock: PassphraseLock): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(lock.passphrase);
  encrypter.setScryptWorkFactor(lock.scryptWorkFactor);
  return encrypter.encrypt(text);
}

/** Rejects when the passphrase is another one or the file is damaged. */
export function decryptWithPassphrase(file: Uint8Array, passphrase: string): Promise<string> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  return decrypter.decrypt(file, 'text');
}
